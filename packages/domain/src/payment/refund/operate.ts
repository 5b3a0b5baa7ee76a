import { DocketError } from '@docket/contracts/errors';
import type { ListedRefund } from '@docket/contracts/http/payment';
import { refundStatus, type RefundStatus } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import { voidPending } from '../../ledger/post.ts';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { lockPayment, readKey } from '../lock.ts';
import type { PaymentReactions } from '../payable.ts';
import { restate } from '../restate.ts';
import { sourcesOf, REFUND_MOVES } from '../states.ts';
import { note, type By } from '../timeline.ts';
import { getRefund } from './get.ts';

const paymentStatement = prepare('refund_payment', 'SELECT payment_id FROM refunds WHERE id = $1');
const moveStatement = prepare(
  'refund_decide',
  `UPDATE refunds SET status = $2, next_look_at = NULL, failure = coalesce($4, failure), updated_at = clock_timestamp()
    WHERE id = $1 AND status = ANY ($3) RETURNING attempt_id, amount_minor, transfer_id, lease_until > clock_timestamp() AS asked`,
).rows<{ asked: boolean | null }>();
const releaseStatement = prepare(
  'refund_release',
  'UPDATE payment_attempts SET refunding_minor = refunding_minor - $2 WHERE id = $1',
);

/** Of a charge: is its buyer's bank asked for it now, and is what goes back still there beside what that has taken? */
const disputedStatement = prepare(
  'refund_beside_disputes',
  `SELECT coalesce(bool_or(d.status = 'OPEN'), false) AS open,
          coalesce(sum(d.amount_minor) FILTER (WHERE d.status = 'LOST'), 0) <= min(a.received_minor - a.refunding_minor) AS left
     FROM payment_attempts a LEFT JOIN payment_disputes d ON d.attempt_id = a.id WHERE a.id = $1`,
).rows<{ open: boolean; left: boolean }>();

type One = { readonly refundId: string };
type Moved = Awaited<ReturnType<typeof moveStatement>>[number];

async function decide(
  ctx: Ctx,
  { refundId }: One,
  to: { readonly status: RefundStatus; readonly by: By; readonly failure?: string },
  reactions: PaymentReactions,
  then: (tx: Tx, moved: Moved) => Promise<void>,
): Promise<boolean> {
  const [found] = await paymentStatement(ctx.db.pool, [refundId]);
  if (found === undefined) throw new DocketError('not_found', 'There is no such refund.');
  const key = await readKey(ctx, found.payment_id);
  return change(ctx, async (tx) => {
    await lockPayment(tx, key, reactions);
    const [moved] = await moveStatement(tx.client, [
      refundId,
      to.status,
      sourcesOf(refundStatus.options, REFUND_MOVES, to.status),
      to.failure ?? null,
    ]);
    if (moved === undefined) return false;
    await then(tx, moved);
    await note(tx, key.id, { kind: 'refund', what: to.status, by: to.by, detail: refundId });
    await restate(tx, key.id, to.by);
    return true;
  });
}

/** The job that sends it is dead: an operator has to look at it. One that is over is left alone. */
export async function parkRefund(
  ctx: Ctx,
  one: One & { readonly why: string },
  reactions: PaymentReactions,
): Promise<void> {
  await decide(ctx, one, { status: 'PARKED', by: 'worker', failure: one.why }, reactions, async () => undefined);
}

/**
 * Sends a parked refund again. One that is not parked is left as it is.
 * @throws DocketError unauthenticated, forbidden, not_found; not_refundable while the charge is disputed, or where the bank has taken it back
 */
export async function sendRefundAgain(ctx: Ctx, one: One, reactions: PaymentReactions): Promise<ListedRefund> {
  requireRole(ctx, 'admin');
  const before = await getRefund(ctx, one);
  if (before.status === 'PARKED')
    await decide(ctx, one, { status: 'PENDING', by: 'operator' }, reactions, async (tx, moved) => {
      const [beside] = await disputedStatement(tx.client, [moved.attempt_id]);
      if (beside?.open !== false)
        throw new DocketError(
          'not_refundable',
          'The charge is disputed: the money might go back twice. Settle that first.',
        );
      if (!beside.left)
        throw new DocketError('not_refundable', 'The bank of the buyer has taken this money back. Give the refund up.');
      tx.enqueue({ name: 'refund.send', payload: { refundId: one.refundId } });
    });
  return getRefund(ctx, one);
}

/**
 * Gives a parked refund up: the operator has paid it back in another way, or will order another. Its money can be paid back again.
 * @throws DocketError unauthenticated, forbidden, not_found; refund_in_progress while its provider is asked for it, who may pay it still
 */
export async function giveRefundUp(ctx: Ctx, one: One, reactions: PaymentReactions): Promise<ListedRefund> {
  requireRole(ctx, 'admin');
  await decide(ctx, one, { status: 'FAILED', by: 'operator' }, reactions, async (tx, moved) => {
    if (moved.asked === true)
      throw new DocketError('refund_in_progress', 'Its provider is being asked for it. Try again in a minute.');
    await voidPending(tx, moved.transfer_id);
    await releaseStatement(tx.client, [moved.attempt_id, moved.amount_minor]);
  });
  return getRefund(ctx, one);
}
