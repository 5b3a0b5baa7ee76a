import { bankDestination, type BankDestination, type BankPayout, type newBankPayout } from '@docket/contracts/bank/api';
import { z } from 'zod';
import { type Bank, MERCHANT, nowOf } from '../bank.ts';
import { emit } from '../callbacks/emit.ts';
import { customerAccount, findCustomerBy } from '../customers/customers.ts';
import { BankError } from '../errors.ts';
import { takeFault } from '../faults/faults.ts';
import { idOf } from '../id.ts';
import { accountOf, merchantAccount } from '../money/accounts.ts';
import { isIban } from '../money/iban.ts';
import { move } from '../money/move.ts';
import type { Made } from '../payments/create.ts';

/** A payout is under way so long before it has arrived. */
const UNDER_WAY_MS = 200;

const payoutRow = z.object({
  id: z.string(),
  reference: z.string(),
  terms: z.string(),
  amount: z.int(),
  currency: z.string(),
  destination: z.string(),
  status: z.enum(['pending', 'paid', 'failed']),
  failure: z.string().nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  return_at: z.string().nullable(),
  returned_at: z.string().nullable(),
});
export type PayoutRow = z.infer<typeof payoutRow>;

function destinationOf(row: PayoutRow): BankDestination {
  return bankDestination.parse(JSON.parse(row.destination));
}

export function payoutView(row: PayoutRow): BankPayout {
  return {
    id: row.id,
    reference: row.reference,
    amountMinor: row.amount,
    currency: row.currency,
    destination: destinationOf(row),
    status: row.returned_at === null ? row.status : 'returned',
    failure: row.failure,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function payoutBy(bank: Bank, column: 'id' | 'reference', value: string): PayoutRow {
  const row = findPayout(bank, column, value);
  if (row === undefined) throw new BankError(404, 'payout_not_found', 'There is no such payout.');
  return row;
}

function findPayout(bank: Bank, column: 'id' | 'reference', value: string): PayoutRow | undefined {
  return bank.store.find(payoutRow, `SELECT * FROM payouts WHERE ${column} = :value`, { value });
}

/** Where payouts lie that have left the merchant and not arrived. */
function underWay(bank: Bank, currency: string) {
  return accountOf(bank, 'held', `${MERCHANT}-payouts`, currency);
}

/**
 * Money leaves the merchant's account at once and arrives by and by. The same reference and terms again is the same payout. In a transaction of the
 * caller.
 * @throws BankError reference_taken, invalid_destination, insufficient_funds
 */
export function createPayout(bank: Bank, asked: z.infer<typeof newBankPayout>): Made<PayoutRow> {
  const terms = JSON.stringify(asked);
  const before = findPayout(bank, 'reference', asked.reference);
  if (before !== undefined) {
    if (before.terms !== terms)
      throw new BankError(409, 'reference_taken', 'There is a payout with this reference and other terms.');
    return { row: before, created: false };
  }
  if (!isAddress(asked.destination))
    throw new BankError(
      422,
      'invalid_destination',
      'There can be no such account: its form or check digits are wrong.',
    );
  const merchant = merchantAccount(bank, asked.currency);
  if (merchant.balance < asked.amountMinor)
    throw new BankError(422, 'insufficient_funds', 'There is not enough money on the account.');
  const id = idOf('pyo');
  move(bank, {
    kind: 'payout',
    from: merchant.id,
    to: underWay(bank, asked.currency).id,
    amount: asked.amountMinor,
    reference: asked.reference,
    subject: id,
  });
  bank.store.run(
    `INSERT INTO payouts (id, reference, terms, amount, currency, destination, status, due_at, created_at, updated_at)
     VALUES (:id, :reference, :terms, :amount, :currency, :destination, 'pending', :due, :now, :now)`,
    {
      id,
      reference: asked.reference,
      terms,
      amount: asked.amountMinor,
      currency: asked.currency,
      destination: JSON.stringify(asked.destination),
      due: nowOf(bank, UNDER_WAY_MS),
      now: nowOf(bank),
    },
  );
  return { row: payoutBy(bank, 'id', id), created: true };
}

function isAddress(destination: BankDestination): boolean {
  switch (destination.type) {
    case 'iban':
      return isIban(destination.iban);
    case 'in_account':
      return /^\d{9,18}$/.test(destination.accountNumber) && /^[A-Z]{4}0[A-Z0-9]{6}$/.test(destination.ifsc);
    case 'vpa':
      return /^[A-Za-z0-9._-]{1,256}@[A-Za-z][A-Za-z0-9]{1,63}$/.test(destination.vpa);
    default:
      return destination satisfies never;
  }
}

function addressOf(destination: BankDestination): string {
  switch (destination.type) {
    case 'iban':
      return destination.iban.replaceAll(' ', '').toUpperCase();
    case 'in_account':
      return destination.accountNumber;
    case 'vpa':
      return destination.vpa.toLowerCase();
    default:
      return destination satisfies never;
  }
}

export function payoutsDue(bank: Bank, now: string): PayoutRow[] {
  return bank.store.all(payoutRow, `SELECT * FROM payouts WHERE status = 'pending' AND due_at <= :now LIMIT 100`, {
    now,
  });
}

/** Those that were paid, and whose money comes back now. */
export function payoutsToReturn(bank: Bank, now: string): PayoutRow[] {
  return bank.store.all(payoutRow, 'SELECT * FROM payouts WHERE return_at <= :now AND returned_at IS NULL LIMIT 100', {
    now,
  });
}

/** Where it arrives: with a customer, or outside of the bank. */
function arrivalOf(bank: Bank, row: PayoutRow) {
  const customer = findCustomerBy(bank, addressOf(destinationOf(row)));
  return customer === undefined
    ? accountOf(bank, 'outside', 'world', row.currency)
    : customerAccount(bank, customer.login, row.currency);
}

/** It was paid, and the bank of whoever should have it sends it back. In a transaction of the caller. */
export function returnPayout(bank: Bank, row: PayoutRow): void {
  move(bank, {
    kind: 'payout_returned',
    from: arrivalOf(bank, row).id,
    to: merchantAccount(bank, row.currency).id,
    amount: row.amount,
    reference: row.reference,
    subject: row.id,
  });
  const changed = bank.store.run(
    `UPDATE payouts SET returned_at = :now, failure = 'account_closed', updated_at = :now WHERE id = :id AND status = 'paid' AND returned_at IS NULL`,
    { id: row.id, now: nowOf(bank) },
  );
  if (changed === 0) throw new Error(`payout ${row.id} cannot come back`);
  emit(bank, {
    type: 'payout.returned',
    reference: row.reference,
    id: row.id,
    amountMinor: row.amount,
    currency: row.currency,
  });
}

/** It arrives, or comes back at once. In a transaction of the caller. */
export function settlePayout(bank: Bank, row: PayoutRow): void {
  const fails = takeFault(bank, 'money', 'payoutsFail') !== undefined;
  const comesBack = fails ? undefined : takeFault(bank, 'money', 'payoutsReturn');
  move(bank, {
    kind: fails ? 'payout_returned' : 'payout_paid',
    from: underWay(bank, row.currency).id,
    to: fails ? merchantAccount(bank, row.currency).id : arrivalOf(bank, row).id,
    amount: row.amount,
    reference: row.reference,
    subject: row.id,
  });
  const changed = bank.store.run(
    `UPDATE payouts SET status = :status, failure = :failure, return_at = :returnAt, updated_at = :now WHERE id = :id AND status = 'pending'`,
    {
      id: row.id,
      returnAt: comesBack === undefined ? null : nowOf(bank, comesBack.afterMs),
      status: fails ? 'failed' : 'paid',
      failure: fails ? 'account_closed' : null,
      now: nowOf(bank),
    },
  );
  if (changed === 0) throw new Error(`payout ${row.id} is not pending any more`);
  emit(bank, {
    type: fails ? 'payout.failed' : 'payout.paid',
    reference: row.reference,
    id: row.id,
    amountMinor: row.amount,
    currency: row.currency,
  });
}
