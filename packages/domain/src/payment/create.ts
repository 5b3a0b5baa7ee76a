import { DocketError } from '@docket/contracts/errors';
import type { PayableKind, Payment } from '@docket/contracts/http/payment';
import type { PaymentMethod } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { PublicUrlSettings } from '@docket/runtime/settings/mail';
import type { PaymentSettings } from '@docket/runtime/settings/payment';
import { requireUser, type CtxWith } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { LEASE_SECONDS, listen } from './advance.ts';
import { conclude, type Heard } from './conclude.ts';
import { feesOf } from './fees.ts';
import { getPayment } from './get.ts';
import { findKey, lockRow, type LockedPayment, type PaymentKey } from './lock.ts';
import type { Owed, PaymentReactions } from './payable.ts';
import { ProviderRefused, type ChargeTruth } from './provider.ts';
import { ProviderDown, type PaymentProviders, type Way } from './providers.ts';
import { restate, tell } from './restate.ts';
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
  `INSERT INTO payments (id, user_id, kind, subject_id, amount_minor, currency) VALUES ($1, $2, $3, $4, $5, $6)`,
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

/** An attempt as it was written, to be asked for at its provider. */
type Begun = {
  readonly key: PaymentKey;
  readonly attemptId: string;
  readonly amountMinor: bigint;
  readonly owed: Owed;
};

/**
 * Begins to pay: the thing waits for the money and the attempt is written in one transaction, then its provider is asked outside of any, then the answer is
 * concluded as every later word of the provider's. A process that dies in between leaves an attempt that the poller asks after.
 * @returns the payment as it is then: with the buyer's next step, failed, or unknown
 * @throws DocketError method_unavailable, provider_down, already_paid, payment_in_progress, payment_outcome_unknown, amount_mismatch, and what the thing's
 *   area refuses with
 */
export async function createPayment(
  ctx: CtxWith<PaymentSettings & PublicUrlSettings>,
  wish: PaymentWish,
  providers: PaymentProviders,
  reactions: PaymentReactions,
): Promise<Payment> {
  requireUser(ctx);
  const way = chooseWay(wish, providers, reactions.payables[wish.kind].notWith);
  const begun = await change(ctx, (tx) => begin(ctx, tx, wish, way, reactions));
  const heard = await ask(ctx, begun, way, providers, returnOrigin(ctx.settings, wish.cameFrom));
  await conclude(ctx, { ...begun, fence: 1, by: 'buyer' }, heard, reactions);
  return getPayment(ctx, { paymentId: begun.key.id });
}

/** A way to pay, and how long one has for it where that is not as long as for others, seconds. */
type ChosenWay = Way & { readonly secondsToPay: number | undefined };

function chooseWay(
  { method, currency, provider }: PaymentWish,
  providers: PaymentProviders,
  notWith: readonly PaymentMethod[] = [],
): ChosenWay {
  const ways = (notWith.includes(method) ? [] : providers.all)
    .filter(({ name, methods }) => methods.includes(method) && (provider === undefined || provider === name))
    .filter(({ takes }) => takes?.({ method, currency }) ?? true)
    .map(({ name, secondsToPay }) => ({ provider: name, method, secondsToPay }));
  if (ways.length === 0) throw new DocketError('method_unavailable', 'Choose one of the ways of GET /payment/methods.');
  const way = ways.find((one) => providers.answers(one));
  if (way === undefined)
    throw new DocketError('provider_down', 'Choose another way to pay, or try this one again in a minute.', {
      retryAfter: 30,
    });
  return way;
}

async function begin(
  ctx: CtxWith<PaymentSettings>,
  tx: Tx,
  wish: PaymentWish,
  way: ChosenWay,
  { payables }: PaymentReactions,
): Promise<Begun> {
  const { userId } = requireUser(ctx);
  const seconds = way.secondsToPay ?? ctx.settings.PAYMENT_SECONDS;
  const { kind, subjectId } = wish;
  const payable = payables[kind];
  await payable.lock(tx, subjectId);
  const known = await findKey(tx, { kind, subjectId });
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
  if (known === undefined)
    await paymentStatement(tx.client, [key.id, userId, kind, subjectId, String(amountMinor), owed.currency]);
  await termsStatement(tx.client, [key.id, String(amountMinor), String(feeMinor + taxMinor), deadline]);
  const attemptId = newId();
  await attemptStatement(tx.client, [
    attemptId,
    key.id,
    way.provider,
    way.method,
    String(amountMinor),
    String(feeMinor),
    String(taxMinor),
    owed.currency,
    deadline,
    LEASE_SECONDS,
  ]);
  await note(tx, key.id, {
    kind: 'attempt',
    what: 'CREATED',
    by: 'buyer',
    detail: `${attemptId}: ${way.method} at ${way.provider}`,
  });
  await restate(tx, key.id, 'buyer');
  await tell(tx, key.id);
  return { key, attemptId, amountMinor, owed };
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
    throw new DocketError('payment_in_progress', 'Another amount came than was owed, and is being looked at.');
}

async function ask(
  ctx: CtxWith<PaymentSettings>,
  { key, attemptId, amountMinor, owed }: Begun,
  way: ChosenWay,
  providers: PaymentProviders,
  home: string,
): Promise<Heard> {
  const charge = {
    reference: attemptId,
    method: way.method,
    amountMinor: Number(amountMinor),
    currency: owed.currency,
    userId: key.userId,
    description: owed.description,
    returnUrl: `${home}/payments/${key.id}`,
    expiresInSeconds: Math.ceil(way.secondsToPay ?? ctx.settings.PAYMENT_SECONDS),
  };
  return listen(
    ctx,
    { id: attemptId, provider: way.provider },
    () => providers.ask(way, (provider) => provider.create(charge)).catch(refused(owed.currency)),
    true,
  );
}

/** A provider that refuses a charge, or was not asked, has none: the attempt has failed. */
function refused(currency: string): (error: unknown) => ChargeTruth {
  return (error) => {
    if (!(error instanceof ProviderRefused) && !(error instanceof ProviderDown)) throw error;
    return {
      providerRef: null,
      state: 'failed',
      receivedMinor: 0,
      refundedMinor: 0,
      currency,
      feeMinor: null,
      failure: error instanceof ProviderRefused ? error.code : 'provider_down',
      step: { redirectUrl: null, upiUri: null, transferTo: null },
    };
  };
}
