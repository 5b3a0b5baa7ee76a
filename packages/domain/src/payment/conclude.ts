import type { NextStep } from '@docket/contracts/http/payment';
import { prepare } from '@docket/db/statement';
import { post } from '../ledger/post.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { decide } from './decide.ts';
import { deliver } from './deliver.ts';
import { lockPayment, lockRow, type LockedAttempt, type LockedPayment, type PaymentKey } from './lock.ts';
import { nextLook, nextLookUnanswered } from './looks.ts';
import { captured } from './money.ts';
import { takeMore } from './more-money.ts';
import type { PaymentReactions } from './payable.ts';
import type { BuyerStep, ChargeTruth } from './provider.ts';
import { payBack } from './refund/create.ts';
import { restateTo, tell, writeStatus } from './restate.ts';
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
  try {
    await change(ctx, async (tx) => {
      const payment = await lockPayment(tx, asked.key, reactions);
      const attempt = payment.attempts.find(({ id }) => id === asked.attemptId);
      if (attempt === undefined || attempt.fence !== asked.fence) return;
      const status = heard.kind === 'truth' ? decide(attempt, heard.truth) : silentStatus(attempt, heard);
      const look = { ...attempt, status, looks: attempt.looks + 1 };
      const now = ctx.clock.now();
      const next = heard.kind === 'silent' ? nextLookUnanswered(look, now) : nextLook(look, now);
      if (status === attempt.status) {
        await looked(tx, asked, next);
        return stay(ctx, tx, payment, attempt, heard, asked.by, reactions);
      }
      const moved = { ...attempt, status };
      // All in one crossing, and the payment read behind it; nothing more is sent before all of it is known to have gone well.
      const [, , , after] = await Promise.all([
        looked(tx, asked, next),
        move(tx, attempt, status, asked, heard),
        book(tx, payment, moved, heard),
        lockRow(tx, payment.id),
      ]);
      await follow(ctx, tx, { before: payment, after }, moved, asked.by, reactions);
    });
  } catch (error) {
    if (!(error instanceof TakenOver)) throw error;
  }
}

/** Another has the attempt now, and will say what became of it. */
class TakenOver extends Error {
  override readonly name = 'TakenOver';
}

/** The lease ends, and with it the look. @throws TakenOver */
async function looked(
  tx: Tx,
  { attemptId, fence }: { readonly attemptId: string; readonly fence: number },
  next: Date | null,
): Promise<void> {
  const [mine] = await lookedStatement(tx.client, [attemptId, fence, next]);
  if (mine === undefined) throw new TakenOver();
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
  if (more && !delivers) await tell(tx, payment.id);
}

/** Whether what came in is the first money for its payment, and just what was owed: then it pays for the thing. */
const pays = (before: LockedPayment, { status }: LockedAttempt): boolean =>
  status === 'CAPTURED' && before.paidAttemptId === null;

/** Money that has come is written down: with the payment, and in the ledger. */
async function book(tx: Tx, before: LockedPayment, attempt: LockedAttempt, heard: Heard): Promise<void> {
  if (!hasMoney(attempt)) return;
  if (heard.kind === 'silent') throw new Error(`the attempt ${attempt.id} has money that nobody told of`);
  const amountMinor = BigInt(heard.truth.receivedMinor);
  const { currency } = heard.truth;
  const first = pays(before, attempt);
  const place = attempt.status === 'CAPTURED' ? 'clearing' : 'suspense';
  const fees = String(attempt.feeMinor + attempt.taxMinor);
  const [paid] = await Promise.all([
    first && paidStatement(tx.client, [before.id, attempt.id, String(attempt.amountMinor), fees]),
    currency === before.currency && capturedStatement(tx.client, [before.id, String(amountMinor)]),
    post(tx, amountMinor > 0n ? [captured(before, attempt, { amountMinor, currency, place, first })] : []),
  ]);
  if (paid !== false && paid.length === 0) throw new Error(`the payment ${before.id} was paid for while it was locked`);
}

/** A payment as it was when it was locked, and as the new status of its attempt has left it. */
type Turn = { readonly before: LockedPayment; readonly after: LockedPayment };

/** What the new status of an attempt means for its payment and for what is paid for, which is told. */
async function follow(
  ctx: Ctx,
  tx: Tx,
  { before, after }: Turn,
  attempt: LockedAttempt,
  by: By,
  reactions: PaymentReactions,
): Promise<void> {
  switch (attempt.status) {
    case 'CAPTURED':
    case 'CONFLICTED':
      return take(ctx, tx, { before, after }, attempt, by, reactions);
    case 'FAILED':
    case 'CANCELLED':
      if (before.paidAttemptId === null) await reactions.payables[before.kind].failed(tx, before.subjectId);
      return restateTo(tx, after, by);
    case 'CREATED':
    case 'PENDING':
    case 'AUTHORISED':
    case 'UNKNOWN':
      return restateTo(tx, after, by);
    default:
      attempt.status satisfies never;
  }
}

/** Money has come: the first that is right pays for the thing, any other goes back, and what is not right waits for an operator. */
async function take(
  ctx: Ctx,
  tx: Tx,
  { before, after }: Turn,
  attempt: LockedAttempt,
  by: By,
  reactions: PaymentReactions,
): Promise<void> {
  const paidBefore = before.paidAttemptId !== null;
  if (attempt.status === 'CONFLICTED' && !paidBefore && isLiveBefore(before, attempt))
    await reactions.payables[before.kind].failed(tx, before.subjectId);
  const first = pays(before, attempt);
  if (!first && !paidBefore) return restateTo(tx, after, by);
  const now = await writeStatus(tx, after, by);
  const told = first
    ? await deliver(ctx, tx, now, attempt, by, reactions)
    : (await payTwiceBack(tx, now, attempt, by)) !== null;
  if (!told) await tell(tx, now.id);
  if (first)
    for (const other of before.attempts) if (other.status === 'CONFLICTED') await payTwiceBack(tx, now, other, by);
}

function isLiveBefore(payment: LockedPayment, { id }: LockedAttempt): boolean {
  return payment.attempts.some((attempt) => attempt.id === id && isLive(attempt.status));
}

/** The same thing was paid for by another attempt. */
function payTwiceBack(tx: Tx, payment: LockedPayment, attempt: LockedAttempt, by: By): Promise<string | null> {
  return payBack(tx, {
    paymentId: payment.id,
    attemptId: attempt.id,
    reason: 'paid_twice',
    cause: `paid_twice:${attempt.id}`,
    by,
  });
}
