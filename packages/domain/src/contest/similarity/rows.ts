import { DocketError } from '@docket/contracts/errors';
import type { SimilarityReport } from '@docket/contracts/http/contest-similarity';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';

const reportsStatement = prepare(
  'contest_similarities',
  `SELECT DISTINCT ON (p.ordinal, r.problem_id) r.id, p.label, r.state, r.asked_at, r.finished_at, r.compared,
          (SELECT count(*)::int FROM contest_similar_pairs s WHERE s.report_id = r.id) AS pairs
     FROM contest_similarities r JOIN judge_scope_problems p ON p.scope_id = r.contest_id AND p.problem_id = r.problem_id
    WHERE r.contest_id = $1 AND ($2::uuid IS NULL OR r.id = $2) ORDER BY p.ordinal, r.problem_id, r.id DESC`,
).rows<{ state: SimilarityReport['state']; pairs: number }>();

/** Of each problem the last comparison, in the order of the problems; or one. */
export async function readReports(
  on: Pool | PoolClient,
  contestId: string,
  reportId: string | null = null,
): Promise<SimilarityReport[]> {
  return (await reportsStatement(on, [contestId, reportId])).map((row) => ({
    reportId: row.id,
    label: row.label,
    state: row.state,
    askedAt: row.asked_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    compared: row.compared,
    pairs: row.pairs,
  }));
}

/** @throws DocketError `similarity_not_found` */
export async function readReport(
  on: Pool | PoolClient,
  contestId: string,
  reportId: string,
): Promise<SimilarityReport> {
  const [report] = await readReports(on, contestId, reportId);
  if (report === undefined)
    throw new DocketError('similarity_not_found', 'There is no comparison of that id in this contest.');
  return report;
}
