import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadConfig } from '@docket/runtime/config';
import { createMetrics } from '@docket/runtime/metrics';
import { runService } from '@docket/runtime/service';
import { realtimeSlices } from '@docket/runtime/settings/services';
import { startGateway } from '../src/gateway.ts';
import type { Settings } from '../src/settings.ts';

// Memory is compared after a collection only, or the collector's laziness is what is measured.
setFlagsFromString('--expose-gc');
process.on('SIGUSR2', () => void runInNewContext('gc()'));

// Two minutes pass at once, by the clock that tokens and deadlines go by, so that no test has to hit a moment.
const now = Date.now;
let passed = 0;
Date.now = () => now() + passed;
process.on('SIGHUP', () => void (passed += 120_000));

// As src/main.ts, with times short enough for tests.
// oxlint-disable-next-line node/no-process-env -- how the test hands its settings over
const settings: Partial<Settings> = JSON.parse(process.env['TEST_SETTINGS'] ?? '{}');
await runService(
  'realtime',
  () => loadConfig(realtimeSlices),
  (config, log, lifecycle) => startGateway({ config, log, lifecycle, registry: createMetrics('realtime'), settings }),
);
