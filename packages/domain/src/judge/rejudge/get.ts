import {
  REJUDGE_CHANGES_SHOWN,
  rejudgeChange,
  type listRejudges as listContract,
  type RejudgeDetail,
} from '@docket/contracts/http/rejudge';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { z } from 'zod';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { findRejudge, readMatrix, rejudgeIsOf, REJUDGE_SELECT, toRejudge, type RejudgeRow } from './rows.ts';

const changes = z.array(rejudgeChange);
const cursorSchema = z.object({ id: z.uuid() });

/** One rejudge with its matrix and the first of its changes. @throws DocketError unauthenticated, forbidden, rejudge_not_found */
export async function getRejudge(ctx: Ctx, input: { readonly id: string }): Promise<RejudgeDetail> {
  const row = await findRejudge(ctx, input.id);
  const [matrix, changed] = await Promise.all([
    readMatrix(ctx, row.id),
    ctx.db.pool.query(
      `SELECT e.submission_id AS "submissionId", u.username::text, p.slug AS "problemSlug", s.language, e.old_status AS "from",
              e.new_status AS "to", e.reason, e.state
         FROM rejudge_results e JOIN submissions s ON s.id = e.submission_id JOIN users u ON u.id = s.user_id
         JOIN problems p ON p.id = s.problem_id
        WHERE e.rejudge_id = $1 AND (e.new_status <> e.old_status OR e.state <> 'pending') ORDER BY e.submission_id LIMIT $2`,
      [row.id, REJUDGE_CHANGES_SHOWN],
    ),
  ]);
  return { ...toRejudge(row), matrix, changes: changes.parse(changed.rows) };
}

/** Rejudges, newest first: an admin's all, a setter's own and those of their contests. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listRejudges(
  ctx: Ctx,
  input: RouteQuery<typeof listContract>,
): Promise<RouteResponse<typeof listContract>> {
  requireRole(ctx, 'setter', 'admin');
  const user = requireUser(ctx);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const { rows } = await ctx.db.pool.query<RejudgeRow>(
    `${REJUDGE_SELECT} WHERE ($1::uuid IS NULL OR ${rejudgeIsOf('$1')}) AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
    [user.role === 'admin' ? null : user.userId, after, input.limit + 1],
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toRejudge),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
