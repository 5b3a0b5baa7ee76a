import { z } from 'zod';
import type { getPaymentTimeline, listPayments as contract } from '@docket/contracts/http/payment';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { Wheres } from '../spine/wheres.ts';
import { paymentNotFound } from './lock.ts';
import { PAYMENT_COLUMNS, toPayment, type PaymentRow } from './rows.ts';
import { endOfAttempt } from './transfer/reference.ts';

// What is said within one millisecond comes before what was booked because of it.
const timelineStatement = prepare(
  'payment_timeline',
  `SELECT at, kind, what, by, detail FROM (
     SELECT e.at, e.kind, e.what, e.by, e.detail, e.id AS turn FROM payment_events e WHERE e.payment_id = $1
     UNION ALL
     SELECT t.created_at, 'transfer', t.kind, 'worker', t.phase || ': ' || t.subject_id, 9223372036854775807 FROM ledger_transfers t
      WHERE t.subject_kind IN ('payment', 'refund', 'adjustment') AND t.subject_id IN (
        SELECT $1::text UNION ALL SELECT a.id::text FROM payment_attempts a WHERE a.payment_id = $1
        UNION ALL SELECT r.id::text FROM refunds r WHERE r.payment_id = $1 UNION ALL SELECT d.id::text FROM payment_disputes d WHERE d.payment_id = $1)
   ) AS all_of_it ORDER BY at, turn`,
).rows<{ at: Date; kind: 'payment' | 'attempt' | 'refund' | 'transfer'; what: string; by: string }>();
const thereStatement = prepare('payment_there', 'SELECT id FROM payments WHERE id = $1');

/** All payments, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listPayments(
  ctx: Ctx,
  { status, userId, transferReference, cursor, limit }: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = cursor === undefined ? undefined : decodeCursor(z.strictObject({ id: z.uuid() }), cursor).id;
  const end = transferReference === undefined ? undefined : endOfAttempt(transferReference);
  const ofTransfer = (n: string) =>
    `p.id IN (SELECT a.payment_id FROM payment_attempts a WHERE a.provider = 'transfer' AND right(a.id::text, 12) = ${n})`;
  const wheres = new Wheres()
    .and((n) => `p.status = ${n}`, status)
    .and((n) => `p.user_id = ${n}::uuid`, userId)
    .and(ofTransfer, end)
    .and((n) => `p.id < ${n}::uuid`, after);
  const { rows } = await ctx.db.pool.query<PaymentRow>(
    `SELECT ${PAYMENT_COLUMNS} FROM payments p ${wheres.sql} ORDER BY p.id DESC LIMIT ${limit + 1}`,
    wheres.values,
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map(toPayment),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}

/** Everything that happened to a payment, the ledger's part too, oldest first. @throws DocketError unauthenticated, forbidden, payment_not_found */
export async function getTimeline(
  ctx: Ctx,
  { paymentId }: { readonly paymentId: string },
): Promise<RouteResponse<typeof getPaymentTimeline>> {
  requireRole(ctx, 'admin');
  const [there] = await thereStatement(ctx.db.pool, [paymentId]);
  if (there === undefined) throw paymentNotFound();
  const rows = await timelineStatement(ctx.db.pool, [paymentId]);
  return { data: rows.map(({ at, kind, what, by, detail }) => ({ at: at.toISOString(), kind, what, by, detail })) };
}
