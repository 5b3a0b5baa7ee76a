import type { BankEvent, BankPaymentStatus } from '@docket/contracts/bank/api';
import type { SQLInputValue } from 'node:sqlite';
import { type Bank, nowOf } from '../bank.ts';
import { emit } from '../callbacks/emit.ts';
import { metadataOf, paymentById, type PaymentRow } from './row.ts';

type Changes = {
  readonly failure?: string | null;
  readonly payer?: string | null;
  readonly lateAt?: string | null;
  readonly expiresAt?: string;
};

/** Takes a payment from the state it was read in to another. @throws Error when it is not in that state any more */
export function become(bank: Bank, row: PaymentRow, status: BankPaymentStatus, changes: Changes = {}): PaymentRow {
  const parameters: Record<string, SQLInputValue> = {
    id: row.id,
    before: row.status,
    status,
    failure: changes.failure === undefined ? row.failure : changes.failure,
    payer: changes.payer === undefined ? row.payer : changes.payer,
    late: changes.lateAt === undefined ? row.late_at : changes.lateAt,
    expires: changes.expiresAt ?? row.expires_at,
    now: nowOf(bank),
  };
  const changed = bank.store.run(
    `UPDATE payments SET status = :status, failure = :failure, payer = :payer, late_at = :late, expires_at = :expires, updated_at = :now
     WHERE id = :id AND status = :before`,
    parameters,
  );
  if (changed === 0) throw new Error(`payment ${row.id} is not ${row.status} any more`);
  return paymentById(bank, row.id);
}

/** Owes the callback of a payment's new state. */
export function tell(bank: Bank, row: PaymentRow, type: BankEvent['type'] & `payment.${string}`): void {
  const { userId, flightDetails } = metadataOf(row);
  emit(bank, {
    type,
    reference: row.reference,
    id: row.id,
    amountMinor: type === 'payment.captured' ? row.received : row.amount,
    currency: row.currency,
    ...(userId === undefined ? {} : { userId }),
    ...(flightDetails === undefined ? {} : { flightDetails }),
  });
}
