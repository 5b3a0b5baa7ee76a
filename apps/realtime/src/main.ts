import { loadConfig } from '@docket/runtime/config';
import { Lifecycle } from '@docket/runtime/lifecycle';
import { createLogger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import { startGateway } from './gateway.ts';

const config = loadConfig();
const log = createLogger('realtime', config);
const lifecycle = new Lifecycle(log, config.SHUTDOWN_SECONDS * 1_000);
lifecycle.handleSignals();
await startGateway({ config, log, lifecycle, registry: createMetrics('realtime') });
