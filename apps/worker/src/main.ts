import { holdStrictly } from '@docket/contracts/strict';
import { runService } from '@docket/runtime/service';
import { readWorkerSettings } from './settings.ts';
import { startWorker } from './worker.ts';

await runService(
  'worker',
  () => readWorkerSettings(),
  async (config, log, lifecycle) => {
    if (config.NODE_ENV === 'test') holdStrictly();
    await startWorker(config, log, lifecycle);
  },
);
