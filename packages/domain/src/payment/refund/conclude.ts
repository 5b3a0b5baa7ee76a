import { refundReason, type RefundStatus } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import { notify } from '../../notification/notify.ts';
import { post, settle } from '../../ledger/post.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { lockPayment, type PaymentKey } from '../lock.ts';
import { nextRefundLook } from '../looks.ts';
import { refundPaid } from '../money.ts';
import type { PaymentReactions } from '../payable.ts';
import type { RefundTruth } from '../provider.ts';
import { restate } from '../restate.ts';
import { REFUND_MOVES } from '../states.ts';
import { note, type By } from '../timeline.ts';

/** After so many days of refusals an operator has to look at it. */
export const PATIENCE_DAYS = 3;

const lockStatement = prepare(
  'refund_lock',
  `SELECT r.id, r.status, r.tries, r.looks, r.amount_minor, r.currency, r.reason, r.transfer_id, r.created_at, a.provider FROM refunds r JOIN payment_attempts a ON a.id = r.attempt_id
    WHERE r.id = $1 AND r.fence = $2 FOR UPDATE OF r`,
).rows<{ status: RefundStatus }>();
const moveStatement = prepare(
  'refund_move',
  `UPDATE refunds SET status = $3, tries = $4, provider_ref = $5, failure = $6, next_look_at = $7, lease_until = NULL, looks = looks + 1, updated_at = clock_timestamp()
    WHERE id = $1 AND status = $2 RETURNING looks`,
);
const refundedStatement = prepare(
  'payment_refunded',
  'UPDATE payments SET refunded_minor = refunded_minor + $2 WHERE id = $1 AND currency = $3',
);

type LockedRefund = Awaited<ReturnType<typeof lockStatement>>[number];

/** Writes down what the provider said of a refund; where another has taken it over since, nothing. */
export async function concludeRefund(
  ctx: Ctx,
  asked: { readonly key: PaymentKey; readonly refundId: string; readonly fence: number; readonly by: By },
  truth: RefundTruth,
  reactions: PaymentReactions,
): Promise<void> {
  await change(ctx, async (tx) => {
    await lockPayment(tx, asked.key, reactions);
    const [refund] = await lockStatement(tx.client, [asked.refundId, asked.fence]);
    if (refund === undefined) return;
    if (refund.status === 'DONE' || refund.status === 'FAILED')
      return afterEnd(ctx, tx, { ...asked, status: refund.status }, truth);
    const next = after(refund, truth, ctx.clock.now());
    const [moved] = await moveStatement(tx.client, [
      refund.id,
      refund.status,
      next.status,
      next.tries,
      truth.state === 'failed' ? null : truth.providerRef,
      truth.failure,
      next.lookAt,
    ]);
    if (moved === undefined) throw new Error(`the refund ${refund.id} changed while it was locked`);
    if (next.status === refund.status && next.tries === refund.tries) return;
    await note(tx, asked.key.id, {
      kind: 'refund',
      what: next.status,
      by: asked.by,
      detail: truth.failure === null ? refund.id : `${refund.id}: ${truth.failure}`,
    });
    if (next.status === 'DONE') await book(tx, asked.key, refund);
    await restate(tx, asked.key.id, asked.by);
  });
}

/** It came to its end while its provider was asked: an end is for good. That money of one that was given up went all the same, whoever decides on must know. */
async function afterEnd(
  ctx: Pick<Ctx, 'log'>,
  tx: Tx,
  {
    key,
    refundId,
    by,
    status,
  }: { readonly key: PaymentKey; readonly refundId: string; readonly by: By; readonly status: RefundStatus },
  { state }: RefundTruth,
): Promise<void> {
  if (status !== 'FAILED' || (state !== 'done' && state !== 'pending')) return;
  ctx.log.error({ refundId, paymentId: key.id, state }, 'a refund that was given up goes out at its provider');
  await note(tx, key.id, {
    kind: 'refund',
    what: 'answered after it was given up',
    by,
    detail: `${refundId}: ${state}`,
  });
}

type Next = { readonly status: RefundStatus; readonly tries: number; readonly lookAt: Date | null };

/** What becomes of a refund when the provider says this of its last order. */
function after(refund: LockedRefund, { state }: RefundTruth, now: Date): Next {
  const { status, tries } = refund;
  const stay: Next = { status, tries, lookAt: status === 'PARKED' ? null : nextRefundLook(refund.looks, now) };
  const may = (to: RefundStatus) => REFUND_MOVES[status].includes(to);
  switch (state) {
    case 'done':
      return may('DONE') ? { status: 'DONE', tries, lookAt: null } : stay;
    case 'pending':
      return may('SENT') ? { ...stay, status: 'SENT' } : stay;
    case 'failed': {
      // What is parked waits for an operator, whatever else is heard of it.
      if (status === 'PARKED') return stay;
      const tooLong = now.getTime() - refund.created_at.getTime() > PATIENCE_DAYS * 86_400_000;
      return tooLong
        ? { status: 'PARKED', tries: tries + 1, lookAt: null }
        : { status: 'PENDING', tries: tries + 1, lookAt: nextRefundLook(tries + 1, now) };
    }
    case 'gone':
      return stay;
    default:
      return state satisfies never;
  }
}

/** The money has gone back. */
async function book(tx: Tx, key: PaymentKey, refund: LockedRefund): Promise<void> {
  const amountMinor = BigInt(refund.amount_minor);
  await settle(tx, refund.transfer_id);
  await post(tx, [
    refundPaid({ refundId: refund.id, provider: refund.provider, amountMinor, currency: refund.currency }),
  ]);
  await refundedStatement(tx.client, [key.id, refund.amount_minor, refund.currency]);
  const data = {
    paymentId: key.id,
    amountMinor: Number(amountMinor),
    currency: refund.currency,
    reason: refundReason.parse(refund.reason),
  };
  await notify(tx, [{ userId: key.userId, kind: 'refund_done', key: refund.id, data }]);
}
