import { prepare } from '@docket/db/statement';
import { isAway } from '@docket/db/away';
import { post } from '../ledger/post.ts';
import type { Ctx } from '../spine/ctx.ts';
import type { NewEvent, NewJob, Tx } from '../spine/emit.ts';
import { lockRow, type LockedAttempt, type LockedPayment } from './lock.ts';
import { delivered } from './money.ts';
import type { Delivery, PaymentReactions } from './payable.ts';
import { payBack } from './refund/create.ts';
import { restateTo, tell } from './restate.ts';
import { note, type By } from './timeline.ts';

const outcomeStatement = prepare(
  'payment_outcome',
  'UPDATE payments SET outcome = $2, note = $3 WHERE id = $1 AND outcome IS NULL RETURNING id',
);
const againStatement = prepare(
  'attempt_deliver_again',
  `UPDATE payment_attempts SET next_look_at = clock_timestamp() + make_interval(secs => least(300, 2 ^ least(looks, 8))) WHERE id = $1`,
);

/** An operator did not wait until it could be delivered. */
const PAID_BACK: Delivery = {
  delivered: false,
  reason: 'requested',
  note: 'It could not be delivered at once. All you paid goes back to where it came from.',
};

/**
 * Tells the area of the thing that the money is ours, exactly once: in the transaction that captures it, or, if that area fails, in one of its own
 * later. The money is written down either way. What goes back by then is not delivered any more.
 * @returns whether anything was changed, and told
 */
export async function deliver(
  ctx: Pick<Ctx, 'log'>,
  tx: Tx,
  payment: LockedPayment,
  attempt: LockedAttempt,
  by: By,
  reactions: PaymentReactions,
): Promise<boolean> {
  const payable = reactions.payables[payment.kind];
  const tried = await apart(tx, async (inner) => {
    // Its money is promised to its buyer: what is left on the account of the buyer is that of other payments.
    if (attempt.refundingMinor > 0n) {
      await payable.failed(inner, payment.subjectId);
      return PAID_BACK;
    }
    return payable.paid(inner, { id: payment.subjectId, paymentId: payment.id });
  });
  if ('error' in tried) {
    ctx.log.error(
      { err: tried.error, paymentId: payment.id },
      'what was paid for could not be delivered; it is tried again',
    );
    await note(tx, payment.id, { kind: 'payment', what: 'delivery failed', by, detail: String(tried.error) });
    await againStatement(tx.client, [attempt.id]);
    return false;
  }
  const { delivery } = tried;
  const [[once], , now] = await Promise.all([
    outcomeStatement(tx.client, [payment.id, delivery.delivered ? 'delivered' : 'undeliverable', delivery.note]),
    post(tx, delivery.delivered ? [delivered(payment, attempt)] : []),
    lockRow(tx, payment.id),
  ]);
  if (once === undefined) throw new Error(`the payment ${payment.id} was delivered twice`);
  if (delivery.delivered) await restateTo(tx, now, by);
  else {
    const refund = {
      paymentId: payment.id,
      attemptId: attempt.id,
      reason: delivery.reason,
      cause: delivery.reason,
      by,
      ...(delivery.parked === true ? { parked: true } : {}),
    };
    if ((await payBack(tx, refund)) === null) await tell(tx, payment.id);
  }
  return true;
}

type Tried = { readonly delivery: Delivery } | { readonly error: unknown };

/** Work of another area: what it throws undoes what it did, and what it owes, and not what was done before. */
async function apart(tx: Tx, work: (inner: Tx) => Promise<Delivery>): Promise<Tried> {
  const events: NewEvent[] = [];
  const jobs: NewJob[] = [];
  const inner: Tx = {
    client: tx.client,
    emit: (...more) => void events.push(...more),
    enqueue: (...more) => void jobs.push(...more),
  };
  try {
    // Nobody waits for it before the first statement of the work; if it fails, so does that.
    const begun = tx.client.query('SAVEPOINT delivery');
    begun.catch(() => undefined);
    const delivery = await work(inner);
    await begun;
    await tx.client.query('RELEASE SAVEPOINT delivery');
    tx.emit(...events);
    tx.enqueue(...jobs);
    return { delivery };
  } catch (error) {
    // Nothing could be written now, and a deadlock is over when the whole comes again.
    if (isAway(error) || isConflict(error)) throw error;
    await tx.client.query('ROLLBACK TO SAVEPOINT delivery');
    return { error };
  }
}

/** SQLSTATE class 40: the transaction is to be repeated. */
function isConflict(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && String(error.code).startsWith('40');
}
