import { z } from 'zod';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { listBookings as contract } from '@docket/contracts/http/bookings';
import { requireUser, type Ctx } from '../ctx.ts';
import { decodeCursor, encodeCursor } from '../lib/cursor.ts';
import { DETAIL_COLUMNS, DETAIL_FROM, toDetail, type DetailRow } from './rows.ts';

const cursorSchema = z.object({ id: z.uuid() });

/** The caller's bookings, newest first; ids are UUIDv7, so the id is the whole cursor. @throws DocketError unauthenticated, invalid_request (cursor) */
export async function listBookings(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const { rows } = await ctx.db.pool.query<DetailRow>(
    `SELECT ${DETAIL_COLUMNS} FROM ${DETAIL_FROM}
      WHERE b.user_id = $1 AND ($2::uuid IS NULL OR b.id < $2) AND ($3::text IS NULL OR b.status = $3)
      ORDER BY b.id DESC LIMIT $4`,
    [user.userId, after, input.status ?? null, input.limit + 1],
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toDetail),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
