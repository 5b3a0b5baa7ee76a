import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import { listedRefund, type ListedRefund, type listRefunds as contract } from '@docket/contracts/http/payment';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { RefundReason, RefundStatus } from '@docket/contracts/payment/status';
import type { Db, PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { Wheres } from '../../spine/wheres.ts';

type RefundRow = {
  id: string;
  payment_id: string;
  amount_minor: number | null;
  currency: string;
  reason: RefundReason;
  status: RefundStatus;
  tries: number;
  failure: string | null;
  provider: string;
  created_at: Date;
  updated_at: Date;
};

const COLUMNS = `r.id, r.payment_id, r.amount_minor::float8 AS amount_minor, r.currency, r.reason, r.status, r.tries, r.failure, a.provider, r.created_at, r.updated_at`;

const oneStatement = prepare(
  'refund_one',
  `SELECT ${COLUMNS} FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id WHERE r.id = $1`,
).rows<RefundRow>();

function toRefund(row: RefundRow): ListedRefund {
  return listedRefund.parse({
    refundId: row.id,
    paymentId: row.payment_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    reason: row.reason,
    status: row.status,
    provider: row.provider,
    tries: row.tries,
    failure: row.failure,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  });
}

/** @throws DocketError unauthenticated, forbidden, not_found */
export async function getRefund(ctx: Ctx, { refundId }: { readonly refundId: string }): Promise<ListedRefund> {
  requireRole(ctx, 'admin');
  return readRefund(ctx.db.pool, refundId);
}

/** @throws DocketError not_found */
export async function readRefund(on: Db['pool'] | PoolClient, refundId: string): Promise<ListedRefund> {
  const [row] = await oneStatement(on, [refundId]);
  if (row === undefined) throw new DocketError('not_found', 'There is no such refund.');
  return toRefund(row);
}

/** All refunds, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listRefunds(
  ctx: Ctx,
  { status, provider, cursor, limit }: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = cursor === undefined ? undefined : decodeCursor(z.strictObject({ id: z.uuid() }), cursor).id;
  const wheres = new Wheres()
    .and((n) => `r.status = ${n}`, status)
    .and((n) => `a.provider = ${n}`, provider)
    .and((n) => `r.id < ${n}::uuid`, after);
  const { rows } = await ctx.db.pool.query<RefundRow>(
    `SELECT ${COLUMNS} FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id ${wheres.sql} ORDER BY r.id DESC LIMIT ${limit + 1}`,
    wheres.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toRefund),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
