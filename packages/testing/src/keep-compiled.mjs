// Loaded before a service of the tests: what Node has compiled is written to NODE_COMPILE_CACHE as soon as the service has started. Node itself writes it only
// when a process ends by itself, and tests kill most of theirs.
import { flushCompileCache } from 'node:module';

for (const afterMs of [3_000, 10_000]) setTimeout(flushCompileCache, afterMs).unref();
