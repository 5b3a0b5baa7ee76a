import { z } from 'zod';
import { setterFault, setterJobKinds, setterJobStatus, setterProgress } from '../judge/setter-job.ts';

/** A setter's job moved on; to whoever asked for it. What it found is at `GET /problems/:slug/jobs`. */
export const setterJobUpdated = z.object({
  userId: z.uuid(),
  jobId: z.uuid(),
  problemId: z.uuid(),
  version: z.int(),
  kind: z.enum(setterJobKinds),
  status: setterJobStatus,
  progress: setterProgress.nullable(),
  fault: setterFault.nullable(),
});
export type SetterJobUpdated = z.infer<typeof setterJobUpdated>;
