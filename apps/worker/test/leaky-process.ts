import { loadConfig } from '@docket/runtime/config';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { createLogger } from '@docket/runtime/logger';
import { startWorker } from '../src/worker.ts';

// As src/main.ts, with a memory limit that is not set as asked for: the canaries find it, and the worker takes up no work.
const config = loadConfig();
const log = createLogger('worker', config);
const lifecycle = new Lifecycle(log, config.SHUTDOWN_SECONDS * 1_000);
lifecycle.handleSignals();
await startWorker(config, log, lifecycle, { loosen: { memoryBytes: 2 ** 30 } });
