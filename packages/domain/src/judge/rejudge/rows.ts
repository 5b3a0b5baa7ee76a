import { DocketError } from '@docket/contracts/errors';
import { rejudgeStatus, verdictMatrix, type RejudgeSummary, type VerdictMatrix } from '@docket/contracts/http/rejudge';
import { finalVerdict } from '@docket/contracts/judge/verdict';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';

/** A row of `rejudges` as the queries of this folder select it. */
export type RejudgeRow = {
  id: string;
  created_by: string;
  username: string;
  scope_id: string | null;
  problem_id: string | null;
  language: string | null;
  submission_id: string | null;
  had_status: string | null;
  status: string;
  total: number;
  judged: number;
  changed: number;
  created_at: Date;
  closed_at: Date | null;
};

export const REJUDGE_SELECT = `
  SELECT r.id, r.created_by, r.scope_id, u.username, r.problem_id, r.language, r.submission_id, r.had_status, r.status, r.total, r.judged, r.changed,
         r.created_at, r.closed_at
    FROM rejudges r JOIN users u ON u.id = r.created_by`;

export function toRejudge(row: RejudgeRow): RejudgeSummary {
  return {
    rejudgeId: row.id,
    status: rejudgeStatus.parse(row.status),
    filter: {
      problemId: row.problem_id,
      language: row.language,
      submissionId: row.submission_id,
      status: finalVerdict.nullable().parse(row.had_status),
    },
    contestId: row.scope_id,
    createdBy: row.username,
    createdAt: row.created_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
    total: row.total,
    judged: row.judged,
    changed: row.changed,
  };
}

/** Old verdicts against new ones, over what has been judged so far. */
export async function readMatrix(ctx: Pick<Ctx, 'db'>, rejudgeId: string): Promise<VerdictMatrix> {
  const { rows } = await ctx.db.pool.query(
    `SELECT old_status AS "from", new_status AS "to", count(*)::int AS count FROM rejudge_results
      WHERE rejudge_id = $1 AND new_status IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
    [rejudgeId],
  );
  return verdictMatrix.parse(rows);
}

/** Whose a rejudge is: of a scope its staff's, for as long as they are that, whoever of them began it; of other submissions his who began it. */
export function rejudgeIsOf(user: string): string {
  return `CASE WHEN r.scope_id IS NULL THEN r.created_by = ${user}
               ELSE EXISTS (SELECT FROM judge_scope_staff f WHERE f.scope_id = r.scope_id AND f.user_id = ${user}) END`;
}

/**
 * A rejudge the caller may see and decide: an admin any, a setter their own, and whoever is staff of a scope those of it.
 * @throws DocketError unauthenticated, forbidden, rejudge_not_found
 */
export async function findRejudge(ctx: Ctx, id: string): Promise<RejudgeRow> {
  const user = requireUser(ctx);
  const { rows } = await ctx.db.pool.query<RejudgeRow>(
    `${REJUDGE_SELECT} WHERE r.id = $1 AND ($2::uuid IS NULL OR ${rejudgeIsOf('$2')})`,
    [id, user.role === 'admin' ? null : user.userId],
  );
  const [row] = rows;
  if (row === undefined) throw new DocketError('rejudge_not_found', 'There is no such rejudge among yours.');
  // A scope asks for nothing but to be of its staff.
  if (row.scope_id === null) requireRole(ctx, 'setter', 'admin');
  return row;
}
