import { loadConfig } from '@docket/runtime/config';
import { createMetrics } from '@docket/runtime/metrics';
import { runService } from '@docket/runtime/service';
import { realtimeSlices } from '@docket/runtime/settings/services';
import { startGateway } from './gateway.ts';

await runService(
  'realtime',
  () => loadConfig(realtimeSlices),
  (config, log, lifecycle) => startGateway({ config, log, lifecycle, registry: createMetrics('realtime') }),
);
