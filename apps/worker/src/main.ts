import { holdStrictly } from '@docket/contracts/strict';
import { loadConfig } from '@docket/runtime/config';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { createLogger } from '@docket/runtime/logger';
import { startWorker } from './worker.ts';

const config = loadConfig();
if (config.NODE_ENV === 'test') holdStrictly();
const log = createLogger('worker', config);
const lifecycle = new Lifecycle(log, config.SHUTDOWN_SECONDS * 1_000);
lifecycle.handleSignals();
await startWorker(config, log, lifecycle);
