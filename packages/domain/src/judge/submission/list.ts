import { DocketError } from '@docket/contracts/errors';
import { maySetProblems } from '@docket/contracts/http/identity';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { listSubmissions as contract } from '@docket/contracts/http/submission';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { setsProblem } from '../problem/authority.ts';
import { SUMMARY_COLUMNS, SUMMARY_FROM, toSummary, type SummaryRow } from './rows.ts';
import { viewerOf, viewOf } from './view.ts';
import { z } from 'zod';

const cursorSchema = z.object({ id: z.uuid() });

/**
 * Submissions, newest first: the caller's own, or for setters and admins those of the user they name, to problems that they see.
 * Ids are UUIDv7, so the order by id is the order of time and the id is the whole cursor.
 * @throws DocketError unauthenticated, forbidden, invalid_request (cursor)
 */
export async function listSubmissions(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  if (input.userId !== undefined && input.userId !== user.userId && !maySetProblems(user.role)) {
    throw new DocketError('forbidden', 'You may list only your own submissions.');
  }
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const { rows } = await ctx.db.pool.query<SummaryRow & { sets: boolean }>(
    `SELECT ${SUMMARY_COLUMNS}, ${setsProblem('$7')} AS sets FROM ${SUMMARY_FROM}
      WHERE s.user_id = $1 AND ($2::uuid IS NULL OR s.id < $2) AND ($3::text IS NULL OR p.slug = $3 OR p.id = as_uuid($3))
        AND ($4::text IS NULL OR s.status = $4) AND ($5::text IS NULL OR s.language = $5) AND ($1 = $7 OR reads_submission(s, p, $7))
      ORDER BY s.id DESC LIMIT $6`,
    [
      input.userId ?? user.userId,
      after,
      input.problemId ?? null,
      input.status ?? null,
      input.language ?? null,
      input.limit + 1,
      user.userId,
    ],
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.flatMap(
      (row) => viewOf(toSummary(row), viewerOf(ctx.actor, { userId: row.user_id, sets: row.sets })) ?? [],
    ),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
