import type { Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import { takeFault } from '../faults/faults.ts';
import { idOf } from '../id.ts';
import { accountById } from '../money/accounts.ts';
import { collect } from '../payments/collect.ts';
import { become } from '../payments/change.ts';
import { expire } from '../payments/expire.ts';
import { findPaymentByAccount, type PaymentRow } from '../payments/row.ts';

export type Transfer = {
  /** Number of the virtual account, or its IBAN. */
  readonly to: string;
  /** Account of the customer. */
  readonly from: string;
  readonly amountMinor: number;
  readonly currency: string;
};

/**
 * Money comes to a virtual account, whatever the amount; it comes again if it is sent again. In a transaction of the caller.
 * @throws BankError account_not_found, account_closed, wrong_currency, insufficient_funds
 */
export function receiveTransfer(bank: Bank, transfer: Transfer): PaymentRow {
  const found = findPaymentByAccount(bank, transfer.to.replaceAll(' ', '').toUpperCase());
  if (found === undefined) throw new BankError(404, 'account_not_found', 'There is no such account.');
  const row = expire(bank, found);
  if (row.currency !== transfer.currency)
    throw new BankError(422, 'wrong_currency', `The account takes ${row.currency}.`);
  if (row.status !== 'created' && row.status !== 'captured')
    throw new BankError(422, 'account_closed', 'The account takes no more money.');
  const by = takeFault(bank, 'money', 'receiveWrongAmount')?.byMinor ?? 0;
  const amount = Math.max(1, transfer.amountMinor + by);
  if (accountById(bank, transfer.from).balance < amount)
    throw new BankError(422, 'insufficient_funds', 'There is not enough money on the account.');
  const paid = become(bank, row, row.status, { payer: transfer.from });
  return collect(bank, paid, { from: transfer.from, amount, subject: idOf('mov') });
}
