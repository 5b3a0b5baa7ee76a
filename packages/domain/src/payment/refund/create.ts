import { DocketError } from '@docket/contracts/errors';
import type { PayableKind } from '@docket/contracts/http/payment';
import type { RefundReason } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { post } from '../../ledger/post.ts';
import type { Tx } from '../../spine/emit.ts';
import { findKey, lockRow, type LockedAttempt, type LockedPayment } from '../lock.ts';
import { refundCreated, type Place } from '../money.ts';
import { restate } from '../restate.ts';
import { amountWords, note, type By } from '../timeline.ts';

/** Which money is to go back, how much of it, and why. */
export type NewRefund = {
  readonly paymentId: string;
  /** The charge; left out: the one that paid, or that of which an operator has to decide. */
  readonly attemptId?: string;
  /** Minor units; left out: all that is left of it. */
  readonly amountMinor?: bigint;
  readonly reason: RefundReason;
  /** A payment has one refund for each cause: a second call with the same one changes nothing. */
  readonly cause: string;
  readonly by: By;
  /** It waits for an operator, who sends it or gives it up. */
  readonly parked?: boolean;
};

const reserveStatement = prepare('reserve_refund', 'SELECT reserve_refund($1, $2) AS reserved').rows<{
  reserved: boolean;
}>();
const insertStatement = prepare(
  'refund_insert',
  `INSERT INTO refunds (id, payment_id, attempt_id, amount_minor, currency, reason, cause, transfer_id, status, failure) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
);
const disputesStatement = prepare(
  'refund_disputes',
  `SELECT coalesce(sum(d.amount_minor) FILTER (WHERE d.status = 'LOST'), 0)::bigint AS lost, coalesce(bool_or(d.status = 'OPEN'), false) AS open
     FROM payment_disputes d WHERE d.attempt_id = $1`,
).rows<{ lost: string; open: boolean }>();
const knownStatement = prepare('refund_of_cause', 'SELECT id FROM refunds WHERE payment_id = $1 AND cause = $2');

/**
 * What of a charge can still be paid back, minor units, and whether its buyer's bank is asked for it at the same time. What that bank has taken back is not ours
 * to pay back once more.
 */
async function refundable(
  tx: Tx,
  { id, receivedMinor, refundingMinor }: Pick<LockedAttempt, 'id' | 'receivedMinor' | 'refundingMinor'>,
): Promise<{ readonly left: bigint; readonly disputed: boolean }> {
  const [disputes] = await disputesStatement(tx.client, [id]);
  return { left: receivedMinor - refundingMinor - BigInt(disputes?.lost ?? 0), disputed: disputes?.open === true };
}

/**
 * Owes money back: a row, a pending transfer of the ledger and a job that sends it, in the caller's transaction. The thing that was paid for is
 * locked by the caller, before the payment is locked here. While a dispute about the charge is open it waits for an operator: the same money might be paid back
 * twice, by us and by the bank.
 * @returns the refund's id; that of the one there is for the same cause
 * @throws DocketError payment_not_found, not_refundable (no money came, or all is on its way back), refund_too_large
 */
export async function createRefund(tx: Tx, wanted: NewRefund): Promise<string> {
  const payment = await lockRow(tx, wanted.paymentId);
  const [known] = await knownStatement(tx.client, [payment.id, wanted.cause]);
  if (known !== undefined) return known.id;
  const attempt = await chargeOf(tx, payment, wanted.attemptId);
  const { left, disputed } = attempt === undefined ? { left: 0n, disputed: false } : await refundable(tx, attempt);
  if (attempt === undefined || left <= 0n)
    throw new DocketError('not_refundable', 'No money of this payment is here, or all of it is on its way back.');
  const amountMinor = wanted.amountMinor ?? left;
  const [row] = await reserveStatement(tx.client, [attempt.id, String(amountMinor)]);
  if (row?.reserved !== true)
    throw new DocketError('refund_too_large', `No more than ${left} minor units are left to be paid back.`);
  const refundId = newId();
  const status = wanted.parked === true || disputed ? 'PARKED' : 'PENDING';
  const currency = attempt.receivedCurrency ?? attempt.currency;
  const [transferId] = await post(tx, [
    refundCreated(payment, placeOf(payment, attempt), { refundId, provider: attempt.provider, amountMinor, currency }),
  ]);
  if (transferId === undefined) throw new Error('the ledger gave a transfer no id');
  await insertStatement(tx.client, [
    refundId,
    payment.id,
    attempt.id,
    String(amountMinor),
    currency,
    wanted.reason,
    wanted.cause,
    transferId,
    status,
    disputed ? 'disputed' : null,
  ]);
  await note(tx, payment.id, {
    kind: 'refund',
    what: status,
    by: wanted.by,
    detail: `${refundId}: ${amountWords(amountMinor, currency)}, ${wanted.reason}${disputed ? ', while the charge is disputed' : ''}`,
  });
  if (status === 'PENDING') tx.enqueue({ name: 'refund.send', payload: { refundId } });
  await restate(tx, payment.id, wanted.by);
  return refundId;
}

/** As `createRefund`, where what is left may be nothing: all of it on its way back, or taken back by the buyer's bank. @returns null for nothing */
export async function payBack(tx: Tx, wanted: NewRefund & { readonly attemptId: string }): Promise<string | null> {
  const { attempts } = await lockRow(tx, wanted.paymentId);
  const attempt = attempts.find(({ id }) => id === wanted.attemptId);
  if (attempt === undefined || (await refundable(tx, attempt)).left <= 0n) return null;
  return createRefund(tx, wanted);
}

/**
 * As `createRefund`, by what was paid for: for areas that take back what people paid for, which have it locked. Asked for again with the same cause it is the
 * same refund.
 * @param wanted.share percent of what was paid, rounded half up to a whole minor unit; or `amountMinor`: so much of it. No more than is left of it
 * @returns null when no money has come for it, or nothing of it is left
 */
export async function refundSubject(
  tx: Tx,
  wanted: {
    readonly kind: PayableKind;
    readonly subjectId: string;
    readonly reason: RefundReason;
    /** Where a reason comes more than once for one thing, such as for two stays of a trip; left out: the reason. */
    readonly cause?: string;
  } & ({ readonly share: number } | { readonly amountMinor: bigint }),
): Promise<string | null> {
  const key = await findKey(tx, wanted);
  if (key === undefined) return null;
  const payment = await lockRow(tx, key.id);
  const attempt = payment.attempts.find(({ id }) => id === payment.paidAttemptId);
  if (attempt === undefined) return null;
  const { reason, cause = reason } = wanted;
  const known = payment.refunds.some((refund) => refund.cause === cause);
  const { left } = await refundable(tx, attempt);
  const share = 'share' in wanted ? (attempt.receivedMinor * BigInt(wanted.share) + 50n) / 100n : wanted.amountMinor;
  const amountMinor = share < left ? share : left;
  if (!known && amountMinor <= 0n) return null;
  return createRefund(tx, { paymentId: key.id, amountMinor, reason, cause, by: 'worker' });
}

async function chargeOf(
  tx: Tx,
  payment: LockedPayment,
  attemptId: string | undefined,
): Promise<LockedAttempt | undefined> {
  const id = attemptId ?? payment.paidAttemptId;
  if (id !== null && id !== undefined) return payment.attempts.find((attempt) => attempt.id === id);
  for (const attempt of payment.attempts)
    if (attempt.status === 'CONFLICTED' && (await refundable(tx, attempt)).left > 0n) return attempt;
  return undefined;
}

function placeOf(payment: LockedPayment, attempt: LockedAttempt): Place {
  if (attempt.status === 'CONFLICTED') return 'suspense';
  return attempt.id === payment.paidAttemptId && payment.outcome === 'delivered' ? 'delivered' : 'clearing';
}
