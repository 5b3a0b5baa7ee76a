import { runService } from '@docket/runtime/service';
import { readWorkerSettings } from '../src/settings.ts';
import { startWorker } from '../src/worker.ts';

// As src/main.ts, with a memory limit that is not set as asked for: the canaries find it, and the worker takes up no work.
await runService(
  'worker',
  () => readWorkerSettings(),
  (config, log, lifecycle) => startWorker(config, log, lifecycle, { loosen: { memoryBytes: 2 ** 30 } }),
);
