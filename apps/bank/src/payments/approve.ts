import { type Bank, nowOf } from '../bank.ts';
import { takeFault } from '../faults/faults.ts';
import { accountById } from '../money/accounts.ts';
import { move } from '../money/move.ts';
import { become, tell } from './change.ts';
import { collect, heldAccount } from './collect.ts';
import { expire } from './expire.ts';
import { paymentById, type PaymentRow } from './row.ts';

/** What was authorised goes back after so long. */
const AUTHORISED_MS = 7 * 86_400_000;

/**
 * The buyer approves: the money is taken, or set aside where the merchant captures later. Again, or too late: nothing; the payment says how it stands.
 * @param payer account of the buyer
 */
export function approve(bank: Bank, paymentId: string, payer: string): PaymentRow {
  return bank.store.change(() => {
    const row = expire(bank, paymentById(bank, paymentId));
    if (row.status !== 'created') return row;
    const late = takeFault(bank, 'money', 'failThenCapture');
    if (late !== undefined) return fail(bank, row, 'no_answer', { payer, lateAt: nowOf(bank, late.afterMs) });
    if (accountById(bank, payer).balance < row.amount) return fail(bank, row, 'insufficient_funds', { payer });
    if (row.capture === 0) return authorise(bank, row, payer);
    return collect(bank, become(bank, row, 'created', { payer }), { from: payer, amount: row.amount, subject: row.id });
  });
}

function authorise(bank: Bank, row: PaymentRow, payer: string): PaymentRow {
  const held = heldAccount(bank, row.currency);
  move(bank, {
    kind: 'authorisation',
    from: payer,
    to: held.id,
    amount: row.amount,
    reference: row.reference,
    subject: row.id,
  });
  const authorised = become(bank, row, 'authorised', { payer, expiresAt: nowOf(bank, AUTHORISED_MS) });
  tell(bank, authorised, 'payment.authorised');
  return authorised;
}

/** In a transaction of the caller. @param failure such as `refused_by_buyer` */
export function fail(
  bank: Bank,
  row: PaymentRow,
  failure: string,
  changes: { readonly payer?: string; readonly lateAt?: string } = {},
): PaymentRow {
  const failed = become(bank, row, 'failed', { failure, ...changes });
  tell(bank, failed, 'payment.failed');
  return failed;
}

/** The buyer, or the bank on its own, says no. Nothing where the payment does not wait for an answer any more. */
export function refuse(bank: Bank, paymentId: string, failure: string): PaymentRow {
  return bank.store.change(() => {
    const row = expire(bank, paymentById(bank, paymentId));
    return row.status === 'created' ? fail(bank, row, failure) : row;
  });
}

/** One that failed succeeds all the same. In a transaction of the caller. */
export function captureLate(bank: Bank, row: PaymentRow): PaymentRow {
  if (row.status !== 'failed' || row.payer === null) return row;
  if (accountById(bank, row.payer).balance < row.amount)
    return become(bank, row, 'failed', { failure: 'insufficient_funds', lateAt: null });
  return collect(bank, row, { from: row.payer, amount: row.amount, subject: row.id });
}
