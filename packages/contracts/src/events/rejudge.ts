import { z } from 'zod';
import { rejudgeStatus, verdictMatrix } from '../http/rejudge.ts';

/** A rejudge moved on; to whoever started it, coalesced. */
export const rejudgeUpdated = z.object({
  /** Who started it. */
  userId: z.uuid(),
  rejudgeId: z.uuid(),
  status: rejudgeStatus,
  total: z.int(),
  judged: z.int(),
  changed: z.int(),
  matrix: verdictMatrix,
});
export type RejudgeUpdated = z.infer<typeof rejudgeUpdated>;
