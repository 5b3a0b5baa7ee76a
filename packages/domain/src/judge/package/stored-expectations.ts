import { z } from 'zod';
import { testVerdict } from '@docket/contracts/judge/verdict';
import type { Expectation } from '@docket/problem-package/types';

const expectedVerdict = z.enum([...testVerdict.exclude(['IE']).options, 'CE']);
const verdicts = z.array(expectedVerdict).nullable();

/** What is promised of a program, as the database keeps it with its check. */
export const storedExpectations: z.ZodType<Expectation[]> = z.array(
  z.object({
    by: z.string(),
    tests: z.string().nullable(),
    permitted: verdicts,
    required: verdicts,
    score: z.tuple([z.number(), z.number()]).nullable(),
    message: z.string().nullable(),
    partial: z.boolean(),
  }),
);

const single = expectedVerdict.nullable();

/** The same of a check that was queued when a promise was one verdict and the points. */
export function oldExpectations(row: {
  readonly expected: string | null;
  readonly score_low: number | null;
  readonly score_high: number | null;
}): readonly Expectation[] {
  const verdict = single.parse(row.expected);
  const { score_low: low, score_high: high } = row;
  const rest = { tests: null, message: null, partial: false };
  const points: Expectation['score'] = low === null || high === null ? null : [low, high];
  if (verdict === null && points === null) return [];
  const permitted = verdict === 'AC' || verdict === 'CE' ? [verdict] : null;
  return [{ ...rest, by: 'its folder', permitted, required: verdict === null ? null : [verdict], score: points }];
}
