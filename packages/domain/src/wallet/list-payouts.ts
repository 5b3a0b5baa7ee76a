import type { listPayouts as contract } from '@docket/contracts/http/payout';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { z } from 'zod';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { PAYOUT_COLUMNS, toPayout, type PayoutRow } from './payout-rows.ts';

const cursorSchema = z.strictObject({ id: z.uuid() });

/** All withdrawals, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listPayouts(
  ctx: Ctx,
  { status, userId, cursor, limit }: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = cursor === undefined ? undefined : decodeCursor(cursorSchema, cursor).id;
  // Only what is asked for stands in the statement, so that its index is found.
  const wheres: string[] = [];
  const values: unknown[] = [];
  const where = (text: (n: string) => string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    wheres.push(text(`$${values.length}`));
  };
  where((n) => `w.id < ${n}::uuid`, after);
  where((n) => `w.status = ${n}`, status);
  where((n) => `w.user_id = ${n}::uuid`, userId);
  const { rows } = await ctx.db.pool.query<PayoutRow>(
    `SELECT ${PAYOUT_COLUMNS} FROM withdrawals w JOIN users u ON u.id = w.user_id
      ${wheres.length === 0 ? '' : `WHERE ${wheres.join(' AND ')}`} ORDER BY w.id DESC LIMIT ${limit + 1}`,
    values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toPayout),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
