import { z } from 'zod';
import { runCase, runStatus } from '../http/run.ts';

/**
 * A run moved on. `cases` holds only those that no earlier event of this attempt carried, their outputs cut to
 * `RUN_EVENT_OUTPUT_BYTES` (compare `stdoutBytes`); the rest is at `GET /runs/:id`.
 */
export const runUpdated = z.object({
  userId: z.uuid(),
  runId: z.uuid(),
  problemId: z.uuid().nullable(),
  language: z.string(),
  status: runStatus,
  reason: z.string().nullable(),
  attempt: z.int(),
  compileLog: z.string().nullable(),
  casesDone: z.int(),
  casesTotal: z.int(),
  cases: z.array(runCase),
});
export type RunUpdated = z.infer<typeof runUpdated>;
