import { DocketError } from '@docket/contracts/errors';
import type { PayableKind } from '@docket/contracts/http/payment';
import type { AttemptStatus, PaymentMethod, PaymentStatus, RefundStatus } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import type { Tx } from '../spine/emit.ts';
import type { PaymentReactions } from './payable.ts';

/** What of a payment never changes. */
export type PaymentKey = {
  readonly id: string;
  readonly userId: string;
  readonly kind: PayableKind;
  readonly subjectId: string;
};

/** Amounts are minor units. */
export type LockedAttempt = {
  readonly id: string;
  readonly provider: string;
  readonly method: PaymentMethod;
  readonly status: AttemptStatus;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly taxMinor: bigint;
  readonly currency: string;
  readonly providerRef: string | null;
  readonly receivedMinor: bigint;
  readonly receivedCurrency: string | null;
  readonly refundingMinor: bigint;
  readonly looks: number;
  readonly fence: number;
  readonly createdAt: Date;
  readonly deadline: Date;
};

export type LockedRefund = {
  readonly attemptId: string;
  readonly status: RefundStatus;
  readonly amountMinor: bigint;
  readonly cause: string;
};

/** A payment whose row is locked, and with it those of its attempts and refunds: nobody changes their status without it. */
export type LockedPayment = PaymentKey & {
  readonly status: PaymentStatus;
  readonly currency: string;
  readonly paidAttemptId: string | null;
  readonly outcome: 'delivered' | 'undeliverable' | null;
  readonly attempts: readonly LockedAttempt[];
  readonly refunds: readonly LockedRefund[];
};

const keyStatement = prepare('payment_key', 'SELECT user_id, kind, subject_id FROM payments WHERE id = $1').rows<{
  kind: PayableKind;
}>();
const keyOfStatement = prepare(
  'payment_key_of',
  'SELECT id, user_id FROM payments WHERE kind = $1 AND subject_id = $2',
);
const lockStatement = prepare(
  'payment_lock',
  'SELECT user_id, kind, subject_id, status, currency, paid_attempt_id, outcome FROM payments WHERE id = $1 FOR UPDATE',
).rows<{ kind: PayableKind; status: PaymentStatus; outcome: 'delivered' | 'undeliverable' | null }>();
const attemptsStatement = prepare(
  'payment_attempts_of',
  `SELECT id, provider, method, status, amount_minor, fee_minor, tax_minor, currency, provider_ref, received_minor, received_currency, refunding_minor, looks, fence,
     created_at, deadline FROM payment_attempts WHERE payment_id = $1 ORDER BY id`,
).rows<{ method: PaymentMethod; status: AttemptStatus }>();
const refundsStatement = prepare(
  'payment_refunds_of',
  'SELECT attempt_id, status, amount_minor, cause FROM refunds WHERE payment_id = $1 ORDER BY id',
).rows<{ status: RefundStatus }>();

export function paymentNotFound(): DocketError {
  return new DocketError('payment_not_found', 'There is no such payment among yours.');
}

/** @throws DocketError payment_not_found */
export async function readKey(ctx: Pick<Ctx, 'db'>, id: string): Promise<PaymentKey> {
  const [row] = await keyStatement(ctx.db.pool, [id]);
  if (row === undefined) throw paymentNotFound();
  return { id, userId: row.user_id, kind: row.kind, subjectId: row.subject_id };
}

/** The payment for a thing, which is locked. Undefined when nobody has begun to pay for it. */
export async function findKey(
  tx: Tx,
  { kind, subjectId }: Pick<PaymentKey, 'kind' | 'subjectId'>,
): Promise<PaymentKey | undefined> {
  const [row] = await keyOfStatement(tx.client, [kind, subjectId]);
  return row === undefined ? undefined : { id: row.id, userId: row.user_id, kind, subjectId };
}

/** Locks what is paid for, then its payment, in one crossing: as everywhere. */
export async function lockPayment(tx: Tx, key: PaymentKey, { payables }: PaymentReactions): Promise<LockedPayment> {
  const [, payment] = await Promise.all([payables[key.kind].lock(tx, key.subjectId), lockRow(tx, key.id)]);
  return payment;
}

type Parts = Pick<LockedPayment, 'attempts' | 'refunds'>;

/**
 * Locks a payment whose thing is locked, or reads one that this transaction has locked as it has left it since. What belongs to it is asked for right behind
 * the lock, in the same crossing: Postgres answers one after the other, so that it is read as it is then.
 */
export async function lockRow(tx: Tx, id: string): Promise<LockedPayment> {
  const [[row], parts] = await Promise.all([lockStatement(tx.client, [id]), readParts(tx, id)]);
  if (row === undefined) throw paymentNotFound();
  return {
    id,
    userId: row.user_id,
    kind: row.kind,
    subjectId: row.subject_id,
    status: row.status,
    currency: row.currency,
    paidAttemptId: row.paid_attempt_id,
    outcome: row.outcome,
    ...parts,
  };
}

/** Attempts and refunds of a payment that is locked. */
async function readParts(tx: Tx, id: string): Promise<Parts> {
  const [attempts, refunds] = await Promise.all([
    attemptsStatement(tx.client, [id]),
    refundsStatement(tx.client, [id]),
  ]);
  return {
    attempts: attempts.map((row) => ({
      id: row.id,
      provider: row.provider,
      method: row.method,
      status: row.status,
      amountMinor: BigInt(row.amount_minor),
      feeMinor: BigInt(row.fee_minor),
      taxMinor: BigInt(row.tax_minor),
      currency: row.currency,
      providerRef: row.provider_ref,
      receivedMinor: BigInt(row.received_minor),
      receivedCurrency: row.received_currency,
      refundingMinor: BigInt(row.refunding_minor),
      looks: row.looks,
      fence: row.fence,
      createdAt: row.created_at,
      deadline: row.deadline,
    })),
    refunds: refunds.map((row) => ({
      attemptId: row.attempt_id,
      status: row.status,
      amountMinor: BigInt(row.amount_minor),
      cause: row.cause,
    })),
  };
}
