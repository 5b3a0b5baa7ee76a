import type { ProblemSummary } from '@docket/contracts/http/problem';
import { toSummary, type SolvedState, type SummaryRow } from '../judge/problem/problem-row.ts';
import { FIGURES, TAGS } from '../judge/problem/visible.ts';

/** Of a problem `p`, with the caller's `u` of `user_problems` beside it. */
export const SUMMARY = `p.id, p.slug, p.title, p.difficulty, ${TAGS}, ${FIGURES}, u.state`;

export type PracticeRow = SummaryRow & { state: SolvedState | null };

/** @param userId null: nobody is logged in, and nothing is solved or not */
export function summaryOf(row: PracticeRow, userId: string | null): ProblemSummary {
  return toSummary(row, userId === null ? null : (row.state ?? 'untouched'));
}
