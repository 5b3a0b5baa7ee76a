import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { listVouchers as contract } from '@docket/contracts/http/voucher';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { toVoucher, VOUCHER_COLUMNS, type VoucherRow } from './rows.ts';

const cursor = z.strictObject({ id: z.uuid() });
const listStatement = prepare(
  'vouchers_newest',
  `SELECT ${VOUCHER_COLUMNS}, c.held, c.sold FROM vouchers v JOIN pool_counters c ON c.pool_id = v.id AND c.unit = 0
    WHERE $1::uuid IS NULL OR v.id < $1 ORDER BY v.id DESC LIMIT $2`,
).rows<VoucherRow>();

/** Vouchers, newest first, with how often each is used. @throws DocketError forbidden, invalid_request (cursor) */
export async function listVouchers(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'manager', 'admin');
  const after = input.cursor === undefined ? null : decodeCursor(cursor, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [after, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(toVoucher),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
