import type { SubmissionSummary } from '@docket/contracts/http/submission';
import { submissionStatus } from '@docket/contracts/judge/verdict';

/** A row of `submissions` with its user and problem, as the queries of this folder select it. */
export type SummaryRow = {
  id: string;
  user_id: string;
  username: string;
  problem_id: string;
  slug: string;
  title: string;
  language: string;
  status: string;
  reason: string | null;
  cpu_ms: number | null;
  memory_bytes: string | null;
  tests_done: number;
  tests_total: number;
  submitted_at: Date;
  finished_at: Date | null;
  score: number | null;
  max_score: number | null;
  scope_id: string | null;
};

export const SUMMARY_COLUMNS = `s.id, s.user_id, u.username, s.problem_id, p.slug, p.title, s.language, s.status, s.reason,
  s.cpu_ms, s.memory_bytes, s.tests_done, s.tests_total, s.submitted_at, s.finished_at, sc.score, sc.max_score, s.scope_id`;

export const SUMMARY_FROM = `submissions s JOIN users u ON u.id = s.user_id JOIN problems p ON p.id = s.problem_id
  LEFT JOIN judge_scores sc ON sc.task_id = s.id AND sc.attempt = s.attempt`;

export function toSummary(row: SummaryRow): SubmissionSummary {
  return {
    submissionId: row.id,
    userId: row.user_id,
    username: row.username,
    problemId: row.problem_id,
    problemSlug: row.slug,
    problemTitle: row.title,
    language: row.language,
    status: submissionStatus.parse(row.status),
    reason: row.reason,
    cpuMs: row.cpu_ms,
    memoryBytes: row.memory_bytes === null ? null : Number(row.memory_bytes),
    testsDone: row.tests_done,
    testsTotal: row.tests_total,
    ...(row.score === null ? {} : { score: row.score, maxScore: row.max_score }),
    submittedAt: row.submitted_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    ...(row.scope_id === null ? {} : { contestId: row.scope_id }),
  };
}
