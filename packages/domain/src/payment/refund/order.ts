import { DocketError } from '@docket/contracts/errors';
import { refund, type Refund } from '@docket/contracts/http/payment';
import { newId } from '@docket/runtime/id';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import type { Keyed } from '../../spine/idempotency.ts';
import { onceInTx } from '../../spine/once-in-tx.ts';
import { lockPayment, readKey, type LockedPayment } from '../lock.ts';
import type { PaymentReactions } from '../payable.ts';
import { createRefund } from './create.ts';
import { readRefund } from './get.ts';

/**
 * Pays some or all of a payment back because an operator says so; of one that was not what was owed, what came. One after the other: while money of it is on its
 * way back, no more is ordered. The key of the request is claimed in the transaction, for the same order again would be another refund.
 * @param input.amount minor units; left out: all that is left
 * @throws DocketError unauthenticated, forbidden, payment_not_found, not_refundable (also a part of what is not delivered yet), refund_too_large, refund_in_progress, idempotency_mismatch,
 *   idempotency_in_progress
 */
export async function orderRefund(
  ctx: Ctx,
  input: Keyed & { readonly paymentId: string; readonly amount?: number | undefined },
  reactions: PaymentReactions,
): Promise<Refund> {
  requireRole(ctx, 'admin');
  const { userId: ownerId } = requireUser(ctx);
  const key = await readKey(ctx, input.paymentId);
  const once = { ...input, kind: 'refund', ownerId, asked: [input.paymentId, input.amount ?? null], answer: refund };
  return change(ctx, (tx) =>
    onceInTx(tx, once, async () => {
      const payment = await lockPayment(tx, key, reactions);
      if (payment.refunds.some(({ status }) => status === 'PENDING' || status === 'SENT'))
        throw new DocketError('refund_in_progress', 'Wait until the refund that is under way has been paid back.');
      refusePart(payment, input.amount);
      const refundId = await createRefund(tx, {
        paymentId: key.id,
        ...(input.amount === undefined ? {} : { amountMinor: BigInt(input.amount) }),
        reason: 'requested',
        cause: `requested:${newId()}`,
        by: 'operator',
      });
      return refund.parse(await readRefund(tx.client, refundId));
    }),
  );
}

/** What is still to be delivered is paid for as long as all of its money is there. @throws DocketError not_refundable */
function refusePart({ paidAttemptId, outcome, attempts }: LockedPayment, amount: number | undefined): void {
  const paid = attempts.find(({ id }) => id === paidAttemptId);
  if (paid === undefined || outcome !== null || amount === undefined || BigInt(amount) >= paid.receivedMinor) return;
  throw new DocketError(
    'not_refundable',
    'What was paid for is not delivered yet. Pay all of it back, or wait until it is delivered.',
  );
}
