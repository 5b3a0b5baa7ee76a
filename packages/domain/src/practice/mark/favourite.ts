import type { listFavourites as route } from '@docket/contracts/http/practice';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { instant } from '@docket/contracts/time/instant';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { findProblem, LISTED } from '../../judge/problem/visible.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { SUMMARY, summaryOf, type PracticeRow } from '../summary.ts';

const addStatement = prepare(
  'practice_favourite_add',
  'INSERT INTO practice_favourites (user_id, problem_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
);
const removeStatement = prepare(
  'practice_favourite_remove',
  'DELETE FROM practice_favourites WHERE user_id = $1 AND problem_id = $2',
);
const listStatement = prepare(
  'practice_favourites',
  `SELECT ${SUMMARY}, f.at FROM practice_favourites f JOIN problems p ON p.id = f.problem_id AND ${LISTED}
     LEFT JOIN user_problems u ON u.problem_id = p.id AND u.user_id = f.user_id
    WHERE f.user_id = $1 AND ($2::timestamptz IS NULL OR (f.at, p.id) < ($2, $3::uuid)) ORDER BY f.at DESC, p.id DESC LIMIT $4`,
).rows<PracticeRow & { at: Date }>();

const cursorSchema = z.object({ at: instant, id: z.uuid() });

/** Makes a problem a favourite, or none. @throws DocketError `unauthenticated`, `problem_not_found` */
export async function setFavourite(
  ctx: Ctx,
  input: { readonly slug: string; readonly favourite: boolean },
): Promise<void> {
  const { userId } = requireUser(ctx);
  const { id } = await findProblem(ctx, input.slug);
  if (input.favourite) await addStatement(ctx.db.pool, [userId, id, ctx.clock.now()]);
  else await removeStatement(ctx.db.pool, [userId, id]);
}

/** The caller's favourites that are in lists, the latest first. @throws DocketError `unauthenticated`, `invalid_request` for a cursor of another list */
export async function listFavourites(ctx: Ctx, input: RouteQuery<typeof route>): Promise<RouteResponse<typeof route>> {
  const { userId } = requireUser(ctx);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor);
  const rows = await listStatement(ctx.db.pool, [userId, after?.at ?? null, after?.id ?? null, input.limit + 1]);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => summaryOf(row, userId)),
    meta: { nextCursor: last === undefined ? null : encodeCursor({ at: last.at.toISOString(), id: last.id }) },
  };
}
