import { z } from 'zod';
import { seconds, words } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

/** Of every worker, whatever its areas. */
export const workerSlice = slice({
  /** What a worker works on; the worker knows the names. Unset: all of it. */
  WORKER_AREAS: {
    form: words.pipe(z.array(z.string()).min(1)).optional(),
    expects: 'give areas with commas between, such as judge,booking, or unset it for all',
  },
  /** A claim not renewed for this long is taken over. */
  LEASE_SECONDS: seconds(10, 1, 'after what silence of a worker its work is taken over'),
});
export type WorkerSettings = SettingsOf<typeof workerSlice>;
