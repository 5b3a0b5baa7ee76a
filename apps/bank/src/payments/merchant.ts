import type { Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import { become, tell } from './change.ts';
import { collect, heldAccount } from './collect.ts';
import { expire, release } from './expire.ts';
import { paymentById, type PaymentRow } from './row.ts';

/** What was set aside goes to the merchant; again: nothing. @throws BankError not_capturable */
export function capture(bank: Bank, paymentId: string): PaymentRow {
  const row = expire(bank, paymentById(bank, paymentId));
  switch (row.status) {
    case 'captured':
    case 'refunded':
      return row;
    case 'authorised':
      return collect(bank, row, { from: heldAccount(bank, row.currency).id, amount: row.amount, subject: row.id });
    case 'created':
    case 'failed':
    case 'cancelled':
    case 'expired':
      throw new BankError(409, 'not_capturable', `The payment is ${row.status}.`);
    default:
      return row.status satisfies never;
  }
}

/** The merchant gives up a payment. One that was captured stays so, and one that failed may still succeed: the answer says how it stands. */
export function cancel(bank: Bank, paymentId: string): PaymentRow {
  const row = expire(bank, paymentById(bank, paymentId));
  if (row.status !== 'created' && row.status !== 'authorised') return row;
  if (row.status === 'authorised') release(bank, row);
  const cancelled = become(bank, row, 'cancelled');
  tell(bank, cancelled, 'payment.cancelled');
  return cancelled;
}
