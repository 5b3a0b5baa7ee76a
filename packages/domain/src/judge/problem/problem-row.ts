import type { Difficulty, ProblemSummary } from '@docket/contracts/http/problem';

/** What a summary is made of. `state` is the caller's, null when untouched. */
export type SummaryRow = {
  id: string;
  slug: string;
  title: string;
  difficulty: Difficulty;
  tags: string[];
  judged: number;
  accepted: number;
};

export type SolvedState = 'solved' | 'tried';

/** `solved` is null for callers nobody knows. */
export function toSummary(row: SummaryRow, solved: ProblemSummary['solved']): ProblemSummary {
  return {
    problemId: row.id,
    slug: row.slug,
    title: row.title,
    difficulty: row.difficulty,
    tags: row.tags,
    acceptance: row.judged === 0 ? null : row.accepted / row.judged,
    solved,
  };
}
