import { z } from 'zod';
import { type Bank, MERCHANT } from '../bank.ts';

const accountKind = z.enum(['customer', 'merchant', 'held', 'fees', 'outside']);
export type AccountKind = z.infer<typeof accountKind>;

const accountRow = z.object({
  id: z.string(),
  kind: accountKind,
  owner: z.string(),
  currency: z.string(),
  balance: z.int(),
});
export type Account = z.infer<typeof accountRow>;

/** How far refunds may overdraw the account of a merchant whose money was paid out, in minor units. */
const MERCHANT_LEAST = -100_000_000_00;

function leastOf(kind: AccountKind): number | null {
  switch (kind) {
    case 'customer':
    case 'held':
    case 'fees':
      return 0;
    case 'merchant':
      return MERCHANT_LEAST;
    case 'outside':
      return null;
    default:
      return kind satisfies never;
  }
}

/** The account of an owner in a currency, opened if there is none. */
export function accountOf(bank: Bank, kind: AccountKind, owner: string, currency: string): Account {
  const id = `${kind}:${owner}:${currency}`;
  bank.store.run(
    `INSERT INTO accounts (id, kind, owner, currency, least) VALUES (:id, :kind, :owner, :currency, :least) ON CONFLICT DO NOTHING`,
    { id, kind, owner, currency, least: leastOf(kind) },
  );
  return accountById(bank, id);
}

/** @throws Error when there is none: ids come from rows */
export function accountById(bank: Bank, id: string): Account {
  const account = bank.store.find(
    accountRow,
    'SELECT id, kind, owner, currency, balance FROM accounts WHERE id = :id',
    {
      id,
    },
  );
  if (account === undefined) throw new Error(`there is no account ${id}`);
  return account;
}

export function merchantAccount(bank: Bank, currency: string): Account {
  return accountOf(bank, 'merchant', MERCHANT, currency);
}

export function allAccounts(bank: Bank): Account[] {
  return bank.store.all(
    accountRow,
    'SELECT id, kind, owner, currency, balance FROM accounts ORDER BY kind, owner, currency',
  );
}
