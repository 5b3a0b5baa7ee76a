import { runService } from '@docket/runtime/service';
import { readWorkerSettings } from './settings.ts';
import { startWorker } from './worker.ts';

await runService('worker', () => readWorkerSettings(), startWorker);
