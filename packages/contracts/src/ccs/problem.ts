import { z } from 'zod';
import { ccsId, ccsSeconds } from './common.ts';

export const ccsProblem = z.object({
  /** The letter, which is not secret; the problem's own id is. */
  id: ccsId,
  label: z.string(),
  /** The letter for those who may not see the problem. */
  name: z.string(),
  ordinal: z.int(),
  rgb: z
    .string()
    .regex(/^#[A-Fa-f0-9]{3}([A-Fa-f0-9]{3})?$/)
    .optional(),
  /** Left out for those who may not see the problem. */
  time_limit: ccsSeconds.optional(),
  /** 0 for those who may not see the problem. */
  test_data_count: z.int().min(0),
  /** Of `score` contests. */
  max_score: z.number().optional(),
});
export type CcsProblem = z.infer<typeof ccsProblem>;
