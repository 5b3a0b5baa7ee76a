import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadConfig } from '@docket/runtime/config';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { createLogger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import { startGateway } from '../src/gateway.ts';
import type { Settings } from '../src/settings.ts';

// Memory is compared after a collection only, or the collector's laziness is what is measured.
setFlagsFromString('--expose-gc');
process.on('SIGUSR2', () => void runInNewContext('gc()'));

// As src/main.ts, with times short enough for tests.
const config = loadConfig();
const log = createLogger('realtime', config);
const lifecycle = new Lifecycle(log, config.SHUTDOWN_SECONDS * 1_000);
lifecycle.handleSignals();
// oxlint-disable-next-line node/no-process-env -- how the test hands its settings over
const settings: Partial<Settings> = JSON.parse(process.env['TEST_SETTINGS'] ?? '{}');
await startGateway({ config, log, lifecycle, registry: createMetrics('realtime'), settings });
