import { DocketError } from '@docket/contracts/errors';
import type { PayableKind } from '@docket/contracts/http/payment';
import type { PaymentMethod } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { PaymentSettings } from '@docket/runtime/settings/payment';
import { requireUser, type CtxWith } from '../spine/ctx.ts';
import type { Tx } from '../spine/emit.ts';
import { LEASE_SECONDS } from './advance.ts';
import type { ChosenWay } from './choose-way.ts';
import { feesOf } from './fees.ts';
import { findKey, lockRow, type LockedPayment } from './lock.ts';
import type { Order } from './order.ts';
import type { PaymentReactions } from './payable.ts';
import { restateTo } from './restate.ts';
import { returnOrigin } from './return-origin.ts';
import { isLive } from './states.ts';
import { note } from './timeline.ts';

/** What somebody wants to pay for, with what, and what they believe it costs, in minor units. */
export type PaymentWish = {
  readonly kind: PayableKind;
  readonly subjectId: string;
  readonly method: PaymentMethod;
  readonly amountMinor: number;
  readonly currency: string;
  /** Left out: the first that offers the method and answers. */
  readonly provider?: string | undefined;
  /** The origin of the page on which the buyer is, as the browser says it. */
  readonly cameFrom?: string | undefined;
};

const paymentStatement = prepare(
  'payment_insert',
  `INSERT INTO payments (id, user_id, kind, subject_id, amount_minor, currency, fee_minor, deadline) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
);
const termsStatement = prepare(
  'payment_terms',
  `UPDATE payments SET amount_minor = $2, fee_minor = $3, deadline = $4, note = NULL WHERE id = $1`,
);
const attemptStatement = prepare(
  'attempt_insert',
  `INSERT INTO payment_attempts (id, payment_id, provider, method, amount_minor, fee_minor, tax_minor, currency, deadline, fence, lease_until, next_look_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, clock_timestamp() + make_interval(secs => $10), clock_timestamp() + make_interval(secs => $10))`,
);

/**
 * An attempt to pay is written down, and the thing waits for the money, in the transaction of the caller.
 * @returns what its provider is to be asked for
 * @throws DocketError already_paid, payment_in_progress, payment_outcome_unknown, payment_closed, amount_mismatch, and what the thing's area refuses with
 */
export async function begin(
  ctx: CtxWith<PaymentSettings & PublicUrlSettings>,
  tx: Tx,
  wish: PaymentWish,
  way: ChosenWay,
  { payables }: PaymentReactions,
): Promise<Order> {
  const { userId } = requireUser(ctx);
  const seconds = way.secondsToPay ?? ctx.settings.PAYMENT_SECONDS;
  const { kind, subjectId } = wish;
  const payable = payables[kind];
  const [, known] = await Promise.all([payable.lock(tx, subjectId), findKey(tx, { kind, subjectId })]);
  // Of another's payment nothing is said: `begin` refuses them.
  if (known?.userId === userId) mayBegin(await lockRow(tx, known.id));
  const deadline = new Date(ctx.clock.now().getTime() + seconds * 1_000);
  const until = new Date(deadline.getTime() + ctx.settings.PAYMENT_GRACE_SECONDS * 1_000);
  const owed = await payable.begin(tx, { id: subjectId, userId, deadline, until, keepSeconds: way.secondsToPay });
  if (owed.amountMinor !== wish.amountMinor || owed.currency !== wish.currency)
    throw new DocketError('amount_mismatch', `What is owed is ${owed.amountMinor} minor units of ${owed.currency}.`);
  const { feeMinor, taxMinor } = feesOf(way.method, BigInt(owed.amountMinor));
  const amountMinor = BigInt(owed.amountMinor) + feeMinor + taxMinor;
  const key = known ?? { id: newId(), userId, kind, subjectId };
  const [amount, fees] = [String(amountMinor), String(feeMinor + taxMinor)];
  const attemptId = newId();
  const [, , , payment] = await Promise.all([
    known === undefined
      ? paymentStatement(tx.client, [key.id, userId, kind, subjectId, amount, owed.currency, fees, deadline])
      : termsStatement(tx.client, [key.id, amount, fees, deadline]),
    attemptStatement(tx.client, [
      attemptId,
      key.id,
      way.provider,
      way.method,
      amount,
      String(feeMinor),
      String(taxMinor),
      owed.currency,
      deadline,
      LEASE_SECONDS,
    ]),
    note(tx, key.id, {
      kind: 'attempt',
      what: 'CREATED',
      by: 'buyer',
      detail: `${attemptId}: ${way.method} at ${way.provider}`,
    }),
    lockRow(tx, key.id),
  ]);
  await restateTo(tx, payment, 'buyer');
  return {
    paymentId: key.id,
    provider: way.provider,
    charge: {
      reference: attemptId,
      method: way.method,
      amountMinor: Number(amountMinor),
      currency: owed.currency,
      userId,
      description: owed.description,
      returnUrl: `${returnOrigin(ctx.settings, wish.cameFrom)}/payments/${key.id}`,
      expiresInSeconds: Math.ceil(seconds),
    },
  };
}

/** @throws DocketError already_paid, payment_in_progress, payment_outcome_unknown, payment_closed */
function mayBegin({ status, paidAttemptId, attempts }: LockedPayment): void {
  if (paidAttemptId !== null)
    throw new DocketError('already_paid', 'It is paid for; there is nothing more to be done.');
  const live = attempts.find((attempt) => isLive(attempt.status));
  if (live?.status === 'UNKNOWN')
    throw new DocketError('payment_outcome_unknown', 'The provider is being asked. Try again in a minute.', {
      retryAfter: 30,
    });
  if (live !== undefined)
    throw new DocketError('payment_in_progress', 'Finish or cancel the attempt that is under way first.');
  if (status === 'CONFLICTED' || status === 'REFUNDING' || status === 'REFUNDED' || status === 'PARTLY_REFUNDED')
    throw new DocketError(
      'payment_closed',
      'Another amount came for it than was owed, and goes back. To pay again, ask for the same anew.',
    );
}
