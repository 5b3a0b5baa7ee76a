import { prepare } from '@docket/db/statement';
import { apartIn } from '../spine/apart.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { inLanes } from '../spine/lanes.ts';
import { advancePayment } from './advance.ts';
import type { PaymentReactions } from './payable.ts';
import type { PaymentProviders } from './providers.ts';
import { sendRefund } from './refund/send.ts';

/** Attempts and refunds of one turn, and how many providers are asked at a time. */
const AT_ONCE = 64;
const LANES = 8;

const dueStatement = prepare(
  'attempts_due',
  `SELECT id, payment_id FROM payment_attempts
    WHERE next_look_at <= clock_timestamp() AND (lease_until IS NULL OR lease_until <= clock_timestamp()) AND id <> ALL ($1::uuid[])
    ORDER BY next_look_at LIMIT $2`,
);
const sentStatement = prepare(
  'refunds_sent_due',
  `SELECT id FROM refunds
    WHERE status = 'SENT' AND next_look_at <= clock_timestamp() AND (lease_until IS NULL OR lease_until <= clock_timestamp()) AND id <> ALL ($1::uuid[])
    ORDER BY next_look_at LIMIT $2`,
);
const againStatement = prepare(
  'refunds_again',
  `UPDATE refunds SET next_look_at = NULL WHERE id IN (SELECT id FROM refunds WHERE status = 'PENDING' AND next_look_at <= clock_timestamp()
     ORDER BY next_look_at LIMIT $1 FOR UPDATE SKIP LOCKED) RETURNING id`,
);

const payments = apartIn('payments that are due');
const refunds = apartIn('refunds that are due');

/** Asks after every attempt that is due, and ends those past their deadline. @returns whether there may be more */
export async function pollPayments(
  ctx: Ctx,
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<boolean> {
  const apart = payments(ctx);
  const due = await dueStatement(ctx.db.pool, [apart.resting(), AT_ONCE]);
  await inLanes(due, LANES, ({ id, payment_id: paymentId }) =>
    apart.one(id, () => advancePayment(ctx, { paymentId, attemptId: id, by: 'poller' }, providers, reactions)),
  );
  return due.length === AT_ONCE;
}

/** Asks after refunds that providers have taken, and owes a job for each that is to be sent again. @returns whether there may be more */
export async function pollRefunds(
  ctx: Ctx,
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<boolean> {
  const again = await change(ctx, async (tx) => {
    const rows = await againStatement(tx.client, [AT_ONCE]);
    for (const { id } of rows) tx.enqueue({ name: 'refund.send', payload: { refundId: id } });
    return rows.length;
  });
  const apart = refunds(ctx);
  const sent = await sentStatement(ctx.db.pool, [apart.resting(), AT_ONCE]);
  await inLanes(sent, LANES, ({ id }) =>
    apart.one(id, () => sendRefund(ctx, { refundId: id, by: 'poller' }, providers, reactions)),
  );
  return again === AT_ONCE || sent.length === AT_ONCE;
}
