import { bankRefund, type BankRefund, type newBankRefund } from '@docket/contracts/bank/api';
import { z } from 'zod';
import { type Bank, nowOf } from '../bank.ts';
import { emit } from '../callbacks/emit.ts';
import { BankError } from '../errors.ts';
import { takeFault } from '../faults/faults.ts';
import { idOf } from '../id.ts';
import { merchantAccount } from '../money/accounts.ts';
import { move } from '../money/move.ts';
import type { Made } from '../payments/create.ts';
import { metadataOf, paymentById } from '../payments/row.ts';

/** A refund is under way so long before it is done. */
const UNDER_WAY_MS = 200;

const refundRow = z.object({
  id: z.string(),
  reference: z.string(),
  payment_id: z.string(),
  amount: z.int(),
  currency: z.string(),
  status: bankRefund.shape.status,
  failure: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type RefundRow = z.infer<typeof refundRow>;

export function refundView(row: RefundRow): BankRefund {
  return {
    id: row.id,
    reference: row.reference,
    paymentId: row.payment_id,
    amountMinor: row.amount,
    currency: row.currency,
    status: row.status,
    failure: row.failure,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function refundBy(bank: Bank, column: 'id' | 'reference', value: string): RefundRow {
  const row = findRefund(bank, column, value);
  if (row === undefined) throw new BankError(404, 'refund_not_found', 'There is no such refund.');
  return row;
}

function findRefund(bank: Bank, column: 'id' | 'reference', value: string): RefundRow | undefined {
  return bank.store.find(refundRow, `SELECT * FROM refunds WHERE ${column} = :value`, { value });
}

const sumRow = z.object({ sum: z.int() });

/**
 * Money of a captured payment goes back, by and by. The same reference and terms again is the same refund. In a transaction of the caller.
 * @throws BankError reference_taken, not_refundable, refund_too_large
 */
export function createRefund(bank: Bank, paymentId: string, asked: z.infer<typeof newBankRefund>): Made<RefundRow> {
  const before = findRefund(bank, 'reference', asked.reference);
  if (before !== undefined) {
    if (before.payment_id !== paymentId || before.amount !== asked.amountMinor)
      throw new BankError(409, 'reference_taken', 'There is a refund with this reference and other terms.');
    return { row: before, created: false };
  }
  const payment = paymentById(bank, paymentId);
  if (payment.status !== 'captured' && payment.status !== 'refunded')
    throw new BankError(422, 'not_refundable', `The payment is ${payment.status}.`);
  const pending = bank.store.find(
    sumRow,
    `SELECT COALESCE(sum(amount), 0) AS sum FROM refunds WHERE payment_id = :paymentId AND status = 'pending'`,
    { paymentId },
  );
  if (payment.refunded + (pending?.sum ?? 0) + asked.amountMinor > payment.received)
    throw new BankError(422, 'refund_too_large', 'That is more than is left of the payment.');
  const id = idOf('rfd');
  bank.store.run(
    `INSERT INTO refunds (id, reference, payment_id, amount, currency, status, due_at, created_at, updated_at)
     VALUES (:id, :reference, :paymentId, :amount, :currency, 'pending', :due, :now, :now)`,
    {
      id,
      reference: asked.reference,
      paymentId,
      amount: asked.amountMinor,
      currency: payment.currency,
      due: nowOf(bank, UNDER_WAY_MS),
      now: nowOf(bank),
    },
  );
  return { row: refundBy(bank, 'id', id), created: true };
}

export function refundsDue(bank: Bank, now: string): RefundRow[] {
  return bank.store.all(refundRow, `SELECT * FROM refunds WHERE status = 'pending' AND due_at <= :now LIMIT 100`, {
    now,
  });
}

/** It is done, or fails. In a transaction of the caller. */
export function settleRefund(bank: Bank, row: RefundRow): void {
  const payment = paymentById(bank, row.payment_id);
  const fails = takeFault(bank, 'money', 'refundsFail') !== undefined;
  const failure = fails ? 'account_closed' : null;
  if (!fails) {
    if (payment.payer === null) throw new Error(`nobody has paid ${payment.id}`);
    move(bank, {
      kind: 'refund',
      from: merchantAccount(bank, row.currency).id,
      to: payment.payer,
      amount: row.amount,
      reference: row.reference,
      subject: row.id,
    });
    bank.store.run(
      `UPDATE payments SET refunded = refunded + :amount, status = CASE WHEN refunded + :amount = received THEN 'refunded' ELSE status END,
         updated_at = :now WHERE id = :id`,
      { id: payment.id, amount: row.amount, now: nowOf(bank) },
    );
  }
  const changed = bank.store.run(
    `UPDATE refunds SET status = :status, failure = :failure, updated_at = :now WHERE id = :id AND status = 'pending'`,
    { id: row.id, status: fails ? 'failed' : 'done', failure, now: nowOf(bank) },
  );
  if (changed === 0) throw new Error(`refund ${row.id} is not pending any more`);
  emit(bank, {
    type: fails ? 'refund.failed' : 'refund.done',
    reference: row.reference,
    id: row.id,
    amountMinor: row.amount,
    currency: row.currency,
    ...metadataOf(payment),
  });
}
