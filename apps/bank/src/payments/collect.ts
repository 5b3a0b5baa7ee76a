import { type Bank, MERCHANT } from '../bank.ts';
import { accountOf, merchantAccount } from '../money/accounts.ts';
import { feeOf } from '../money/fee.ts';
import { move } from '../money/move.ts';
import { become, tell } from './change.ts';
import { paymentById, type PaymentRow } from './row.ts';

/** Where authorised money lies. */
export function heldAccount(bank: Bank, currency: string) {
  return accountOf(bank, 'held', MERCHANT, currency);
}

/**
 * The money of a payment goes to the merchant, less the bank's fee, and the payment is captured. In a transaction of the caller.
 * @param from the account it comes from @param amount what comes, which may be other than what was asked for @param subject what it happens once for
 */
export function collect(
  bank: Bank,
  row: PaymentRow,
  { from, amount, subject }: { readonly from: string; readonly amount: number; readonly subject: string },
): PaymentRow {
  const merchant = merchantAccount(bank, row.currency);
  move(bank, { kind: 'payment', from, to: merchant.id, amount, reference: row.reference, subject });
  const fee = feeOf(row.method, amount);
  if (fee > 0) {
    const fees = accountOf(bank, 'fees', 'bank', row.currency);
    move(bank, { kind: 'fee', from: merchant.id, to: fees.id, amount: fee, reference: row.reference, subject });
  }
  bank.store.run('UPDATE payments SET received = received + :amount, fee = fee + :fee WHERE id = :id', {
    id: row.id,
    amount,
    fee,
  });
  // More may come after some of it went back.
  const captured = become(bank, paymentById(bank, row.id), 'captured', { failure: null, lateAt: null });
  tell(bank, captured, 'payment.captured');
  return captured;
}
