import { type BankPayment, bankMethod, bankPaymentStatus } from '@docket/contracts/bank/api';
import { z } from 'zod';
import { type Bank, MERCHANT_NAME } from '../bank.ts';
import { BankError } from '../errors.ts';
import { IFSC } from '../money/iban.ts';
import { upiUriOf } from './upi.ts';

const paymentRow = z.object({
  id: z.string(),
  reference: z.string(),
  terms: z.string(),
  status: bankPaymentStatus,
  method: bankMethod,
  amount: z.int(),
  currency: z.string(),
  description: z.string(),
  return_url: z.string(),
  capture: z.int(),
  metadata: z.string(),
  received: z.int(),
  refunded: z.int(),
  fee: z.int(),
  failure: z.string().nullable(),
  payer: z.string().nullable(),
  account_number: z.string().nullable(),
  iban: z.string().nullable(),
  expires_at: z.string(),
  late_at: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type PaymentRow = z.infer<typeof paymentRow>;

const metadataForm = z.object({
  userId: z.string().optional(),
  flightDetails: z.record(z.string(), z.unknown()).optional(),
});

export function paymentById(bank: Bank, id: string): PaymentRow {
  return found(bank.store.find(paymentRow, 'SELECT * FROM payments WHERE id = :id', { id }));
}

export function findPaymentByReference(bank: Bank, reference: string): PaymentRow | undefined {
  return bank.store.find(paymentRow, 'SELECT * FROM payments WHERE reference = :reference', { reference });
}

export function paymentByReference(bank: Bank, reference: string): PaymentRow {
  return found(findPaymentByReference(bank, reference));
}

/** By the number of its virtual account, or its IBAN. */
export function findPaymentByAccount(bank: Bank, account: string): PaymentRow | undefined {
  return bank.store.find(paymentRow, 'SELECT * FROM payments WHERE account_number = :account OR iban = :account', {
    account,
  });
}

/** Those that time has something to do with at `now`. */
export function paymentsDue(bank: Bank, now: string): PaymentRow[] {
  return bank.store.all(
    paymentRow,
    `SELECT * FROM payments WHERE (status IN ('created', 'authorised') AND expires_at <= :now) OR late_at <= :now LIMIT 100`,
    { now },
  );
}

export function latestPayments(bank: Bank, limit: number): PaymentRow[] {
  return bank.store.all(paymentRow, 'SELECT * FROM payments ORDER BY id DESC LIMIT :limit', { limit });
}

function found(row: PaymentRow | undefined): PaymentRow {
  if (row === undefined) throw new BankError(404, 'payment_not_found', 'There is no such payment.');
  return row;
}

/** What is told of a payment in callbacks. */
export function metadataOf(row: PaymentRow): z.infer<typeof metadataForm> {
  return metadataForm.parse(JSON.parse(row.metadata));
}

/** As its interface shows a payment. */
export function paymentView(bank: Bank, row: PaymentRow): BankPayment {
  return {
    id: row.id,
    reference: row.reference,
    status: row.status,
    method: row.method,
    amountMinor: row.amount,
    currency: row.currency,
    receivedMinor: row.received,
    refundedMinor: row.refunded,
    feeMinor: row.fee,
    approvalUrl: row.method === 'virtual_account' ? null : `${bank.publicUrl()}/pay/${row.id}`,
    upiUri: row.method === 'upi' ? upiUriOf(row) : null,
    virtualAccount:
      row.account_number === null || row.iban === null
        ? null
        : { accountNumber: row.account_number, ifsc: IFSC, iban: row.iban, name: MERCHANT_NAME },
    failure: row.failure,
    metadata: metadataOf(row),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
