import type { NextStep } from '@docket/contracts/http/payment';
import { prepare } from '@docket/db/statement';
import { post } from '../ledger/post.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { decide } from './decide.ts';
import { deliver } from './deliver.ts';
import { lockPayment, type LockedAttempt, type LockedPayment, type PaymentKey } from './lock.ts';
import { nextLook, nextLookUnanswered } from './looks.ts';
import { captured } from './money.ts';
import { takeMore } from './more-money.ts';
import type { PaymentReactions } from './payable.ts';
import type { BuyerStep, ChargeTruth } from './provider.ts';
import { payBack } from './refund/create.ts';
import { restate, tell } from './restate.ts';
import { hasMoney, isLive } from './states.ts';
import { amountWords, note, type By } from './timeline.ts';

/** What asking a provider has brought: its word, or none. `unknown`: whether it did what it was asked nobody can say. */
export type Heard =
  | { readonly kind: 'truth'; readonly truth: ChargeTruth }
  | { readonly kind: 'silent'; readonly unknown: boolean; readonly why: string };

const lookedStatement = prepare(
  'attempt_looked',
  `UPDATE payment_attempts SET looks = looks + 1, lease_until = NULL, look_wanted = false,
     next_look_at = CASE WHEN look_wanted THEN clock_timestamp() ELSE $3::timestamptz END
   WHERE id = $1 AND fence = $2 RETURNING id`,
);
const moveStatement = prepare(
  'attempt_move',
  `UPDATE payment_attempts SET status = $4, provider_ref = coalesce($5, provider_ref), failure = $6, step = coalesce($7::jsonb, step),
     received_minor = $8, received_currency = $9, updated_at = clock_timestamp()
   WHERE id = $1 AND status = $2 AND fence = $3 RETURNING id`,
);
const refStatement = prepare(
  'attempt_ref',
  'UPDATE payment_attempts SET provider_ref = coalesce(provider_ref, $2), step = coalesce($3::jsonb, step) WHERE id = $1',
);
const capturedStatement = prepare(
  'payment_captured',
  'UPDATE payments SET captured_minor = captured_minor + $2 WHERE id = $1 RETURNING id',
);
const paidStatement = prepare(
  'payment_paid',
  `UPDATE payments SET paid_attempt_id = $2, amount_minor = $3, fee_minor = $4, deadline = NULL WHERE id = $1 AND paid_attempt_id IS NULL RETURNING id`,
);

/** How the buyer goes on, as the contract says it. Null where nothing is to be done. */
function nextStepOf({ redirectUrl, upiUri, transferTo }: BuyerStep, reference: string): NextStep | null {
  if (redirectUrl === null && upiUri === null && transferTo === null) return null;
  return { redirectUrl, qr: upiUri, transferTo: transferTo === null ? null : { reference, ...transferTo } };
}

/**
 * Writes down what a provider said of an attempt, and does what follows from it, in one transaction: the second half of every way in which a payment
 * moves on. Whoever asked has the lease; where another has taken it over since, nothing happens.
 */
export async function conclude(
  ctx: Ctx,
  asked: { readonly key: PaymentKey; readonly attemptId: string; readonly fence: number; readonly by: By },
  heard: Heard,
  reactions: PaymentReactions,
): Promise<void> {
  await change(ctx, async (tx) => {
    const payment = await lockPayment(tx, asked.key, reactions);
    const attempt = payment.attempts.find(({ id }) => id === asked.attemptId);
    if (attempt === undefined || attempt.fence !== asked.fence) return;
    const status = heard.kind === 'truth' ? decide(attempt, heard.truth) : silentStatus(attempt, heard);
    const look = { ...attempt, status, looks: attempt.looks + 1 };
    const now = ctx.clock.now();
    const next = heard.kind === 'silent' ? nextLookUnanswered(look, now) : nextLook(look, now);
    const [mine] = await lookedStatement(tx.client, [attempt.id, asked.fence, next]);
    if (mine === undefined) return;
    if (status === attempt.status) return stay(ctx, tx, payment, attempt, heard, asked.by, reactions);
    await move(tx, attempt, status, asked, heard);
    await follow(ctx, tx, payment, { ...attempt, status }, heard, asked.by, reactions);
    await tell(tx, payment.id);
  });
}

/** An order whose outcome nobody can say blocks other attempts; a question without an answer changes nothing, but for an order that was never heard of. */
function silentStatus({ status }: LockedAttempt, { unknown }: { readonly unknown: boolean }): LockedAttempt['status'] {
  return isLive(status) && (unknown || status === 'CREATED') ? 'UNKNOWN' : status;
}

async function move(
  tx: Tx,
  attempt: LockedAttempt,
  status: LockedAttempt['status'],
  { key, fence, by }: { readonly key: PaymentKey; readonly fence: number; readonly by: By },
  heard: Heard,
): Promise<void> {
  const truth = heard.kind === 'truth' ? heard.truth : null;
  const money = hasMoney({ status });
  const failure =
    heard.kind === 'silent' ? heard.why : (heard.truth.failure ?? (heard.truth.state === 'gone' ? 'gone' : null));
  const step = truth === null ? null : nextStepOf(truth.step, attempt.id);
  const came = money && truth !== null ? amountWords(truth.receivedMinor, truth.currency) : failure;
  const [[moved]] = await Promise.all([
    moveStatement(tx.client, [
      attempt.id,
      attempt.status,
      fence,
      status,
      truth?.providerRef ?? null,
      // Of silence the time line tells; a buyer has nothing of it.
      status === 'FAILED' || status === 'CANCELLED' ? failure : null,
      step === null ? null : JSON.stringify(step),
      money ? String(truth?.receivedMinor ?? 0) : '0',
      money ? (truth?.currency ?? null) : null,
    ]),
    note(tx, key.id, {
      kind: 'attempt',
      what: status,
      by,
      detail: came === null ? attempt.id : `${attempt.id}: ${came}`,
    }),
  ]);
  if (moved === undefined) throw new Error(`the attempt ${attempt.id} changed while its payment was locked`);
}

/** Nothing new of the attempt; but more money may have come, a delivery that failed is tried again, and the provider may have said its reference for the first time. */
async function stay(
  ctx: Ctx,
  tx: Tx,
  payment: LockedPayment,
  attempt: LockedAttempt,
  heard: Heard,
  by: By,
  reactions: PaymentReactions,
): Promise<void> {
  if (heard.kind === 'truth' && attempt.providerRef === null && heard.truth.providerRef !== null) {
    const step = nextStepOf(heard.truth.step, attempt.id);
    await refStatement(tx.client, [attempt.id, heard.truth.providerRef, step === null ? null : JSON.stringify(step)]);
  }
  const more = heard.kind === 'truth' && hasMoney(attempt) && (await takeMore(tx, payment, attempt, heard.truth, by));
  const owed = payment.paidAttemptId === attempt.id && payment.outcome === null;
  const delivers = owed && (await deliver(ctx, tx, payment, attempt, by, reactions));
  if (more || delivers) await tell(tx, payment.id);
}

/** What the new status of an attempt means for its payment and for what is paid for. */
async function follow(
  ctx: Ctx,
  tx: Tx,
  payment: LockedPayment,
  attempt: LockedAttempt,
  heard: Heard,
  by: By,
  reactions: PaymentReactions,
): Promise<void> {
  const truth = heard.kind === 'truth' ? heard.truth : null;
  switch (attempt.status) {
    case 'CAPTURED':
    case 'CONFLICTED':
      if (truth === null) throw new Error(`the attempt ${attempt.id} has money that nobody told of`);
      return take(ctx, tx, payment, attempt, truth, by, reactions);
    case 'FAILED':
    case 'CANCELLED':
      if (payment.paidAttemptId === null) await reactions.payables[payment.kind].failed(tx, payment.subjectId);
      await restate(tx, payment.id, by);
      return;
    case 'CREATED':
    case 'PENDING':
    case 'AUTHORISED':
    case 'UNKNOWN':
      await restate(tx, payment.id, by);
      return;
    default:
      attempt.status satisfies never;
  }
}

/** Money has come: the first that is right pays for the thing, any other goes back, and what is not right waits for an operator. */
async function take(
  ctx: Ctx,
  tx: Tx,
  payment: LockedPayment,
  attempt: LockedAttempt,
  truth: ChargeTruth,
  by: By,
  reactions: PaymentReactions,
): Promise<void> {
  const right = attempt.status === 'CAPTURED';
  const amountMinor = BigInt(truth.receivedMinor);
  const money = { amountMinor, currency: truth.currency };
  const [first] = right
    ? await paidStatement(tx.client, [
        payment.id,
        attempt.id,
        String(attempt.amountMinor),
        String(attempt.feeMinor + attempt.taxMinor),
      ])
    : [];
  if (truth.currency === payment.currency) await capturedStatement(tx.client, [payment.id, String(amountMinor)]);
  if (amountMinor > 0n)
    await post(tx, [
      captured(payment, attempt, { ...money, place: right ? 'clearing' : 'suspense', first: first !== undefined }),
    ]);
  const paidBefore = payment.paidAttemptId !== null;
  if (!right && !paidBefore && isLiveBefore(payment, attempt))
    await reactions.payables[payment.kind].failed(tx, payment.subjectId);
  const now = await restate(tx, payment.id, by);
  if (first !== undefined) {
    await deliver(ctx, tx, now, attempt, by, reactions);
    for (const other of payment.attempts) if (other.status === 'CONFLICTED') await payTwiceBack(tx, now, other, by);
  } else if (paidBefore) await payTwiceBack(tx, now, attempt, by);
}

function isLiveBefore(payment: LockedPayment, { id }: LockedAttempt): boolean {
  return payment.attempts.some((attempt) => attempt.id === id && isLive(attempt.status));
}

/** The same thing was paid for by another attempt. */
async function payTwiceBack(tx: Tx, payment: LockedPayment, attempt: LockedAttempt, by: By): Promise<void> {
  await payBack(tx, {
    paymentId: payment.id,
    attemptId: attempt.id,
    reason: 'paid_twice',
    cause: `paid_twice:${attempt.id}`,
    by,
  });
}
