import { z } from 'zod';
import { ccsId, ccsSeconds, ccsSpan, ccsTime } from './common.ts';
import { ccsVerdict } from './judgement-type.ts';

/** A test of a judgement. */
export const ccsRun = z.object({
  id: ccsId,
  judgement_id: ccsId,
  ordinal: z.int().min(1),
  judgement_type_id: ccsVerdict,
  time: ccsTime,
  contest_time: ccsSpan,
  run_time: ccsSeconds,
});
export type CcsRun = z.infer<typeof ccsRun>;
