import { type NewBankPayment } from '@docket/contracts/bank/api';
import { isCurrency } from '@docket/contracts/money/currency';
import { type Bank, nowOf } from '../bank.ts';
import { newAccountNumber } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import { idOf } from '../id.ts';
import { ibanOf } from '../money/iban.ts';
import { findPaymentByReference, paymentById, type PaymentRow } from './row.ts';

export type Made<T> = { readonly row: T; readonly created: boolean };

/**
 * A payment that waits for its buyer. The same reference and terms again is the same payment.
 * @throws BankError reference_taken, currency_unsupported
 */
export function createPayment(bank: Bank, asked: NewBankPayment): Made<PaymentRow> {
  const terms = JSON.stringify(asked);
  const before = findPaymentByReference(bank, asked.reference);
  if (before !== undefined) {
    if (before.terms !== terms)
      throw new BankError(409, 'reference_taken', 'There is a payment with this reference and other terms.');
    return { row: before, created: false };
  }
  if (!isCurrency(asked.currency) || (asked.method === 'upi' && asked.currency !== 'INR'))
    throw new BankError(422, 'currency_unsupported', `${asked.currency} cannot be paid by ${asked.method}.`);
  if (!/^https?:/.test(asked.returnUrl))
    throw new BankError(422, 'invalid_return_url', 'returnUrl must begin with http:// or https://.');
  const id = idOf('pay');
  const accountNumber = asked.method === 'virtual_account' ? newAccountNumber(bank) : null;
  bank.store.run(
    `INSERT INTO payments (id, reference, terms, status, method, amount, currency, description, return_url, capture, metadata, account_number, iban,
       expires_at, created_at, updated_at)
     VALUES (:id, :reference, :terms, 'created', :method, :amount, :currency, :description, :returnUrl, :capture, :metadata, :accountNumber, :iban,
       :expires, :now, :now)`,
    {
      id,
      reference: asked.reference,
      terms,
      method: asked.method,
      amount: asked.amountMinor,
      currency: asked.currency,
      description: asked.description,
      returnUrl: asked.returnUrl,
      capture: asked.capture ? 1 : 0,
      metadata: JSON.stringify(asked.metadata),
      accountNumber,
      iban: accountNumber === null ? null : ibanOf(accountNumber),
      expires: nowOf(bank, asked.expiresIn * 1_000),
      now: nowOf(bank),
    },
  );
  return { row: paymentById(bank, id), created: true };
}
