import { z } from 'zod';
import { ccsId, ccsSpan, ccsTime } from './common.ts';
import { ccsVerdict } from './judgement-type.ts';

/** The verdict that counts. What waits for one has none. */
export const ccsJudgement = z.object({
  id: ccsId,
  submission_id: ccsId,
  judgement_type_id: ccsVerdict,
  /** Of `score` contests. */
  score: z.number().min(0).optional(),
  start_time: ccsTime,
  start_contest_time: ccsSpan,
  end_time: ccsTime,
  end_contest_time: ccsSpan,
});
export type CcsJudgement = z.infer<typeof ccsJudgement>;
