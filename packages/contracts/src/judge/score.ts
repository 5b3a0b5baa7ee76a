import { z } from 'zod';
import { testVerdict } from './verdict.ts';

/** Points of one group of tests in a scoring problem. */
export const subtaskResult = z.object({
  /** Path of the group below the package's `data/`, such as `secret/group1`. */
  name: z.string(),
  score: z.number(),
  /** Null where there is no bound. */
  maxScore: z.number().nullable(),
  /** AC when all its tests were accepted, otherwise its first failure; null while or where it was not judged. */
  verdict: testVerdict.nullable(),
  /** Why it was not judged, such as `needs secret/group1`. */
  reason: z.string().nullable(),
  testsDone: z.int(),
  testsTotal: z.int(),
});
export type SubtaskResult = z.infer<typeof subtaskResult>;

/** Of a scoring problem; a submission to another one has none of these. */
export const scoreFields = {
  score: z.number().optional(),
  /** Null where there is no bound. */
  maxScore: z.number().nullable().optional(),
} as const;
export const subtaskField = { subtasks: z.array(subtaskResult).optional() } as const;

export type Score = {
  readonly score: number;
  readonly maxScore: number | null;
  readonly subtasks: readonly SubtaskResult[];
};
