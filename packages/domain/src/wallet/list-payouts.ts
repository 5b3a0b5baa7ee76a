import type { listPayouts as contract } from '@docket/contracts/http/payout';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { z } from 'zod';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { Wheres } from '../spine/wheres.ts';
import { PAYOUT_COLUMNS, toPayout, type PayoutRow } from './payout-rows.ts';

const cursorSchema = z.strictObject({ id: z.uuid() });

/** All withdrawals, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listPayouts(
  ctx: Ctx,
  { status, userId, cursor, limit }: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = cursor === undefined ? undefined : decodeCursor(cursorSchema, cursor).id;
  const wheres = new Wheres()
    .and((n) => `w.id < ${n}::uuid`, after)
    .and((n) => `w.status = ${n}`, status)
    .and((n) => `w.user_id = ${n}::uuid`, userId);
  const { rows } = await ctx.db.pool.query<PayoutRow>(
    `SELECT ${PAYOUT_COLUMNS} FROM withdrawals w JOIN users u ON u.id = w.user_id
      ${wheres.sql} ORDER BY w.id DESC LIMIT ${limit + 1}`,
    wheres.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toPayout),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
