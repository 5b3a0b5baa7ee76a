import { minorPlaces } from '@docket/contracts/money/currency';
import { z } from 'zod';
import type { Bank } from '../bank.ts';
import { type Account, accountOf } from '../money/accounts.ts';
import { ibanOf } from '../money/iban.ts';
import { move } from '../money/move.ts';

const customerRow = z.object({
  login: z.string(),
  name: z.string(),
  account_number: z.string(),
  iban: z.string(),
  vpa: z.string(),
});
export type Customer = z.infer<typeof customerRow>;

/** Those that documents and tests name, with what each account has when it is opened, in whole units of any currency. */
const NAMED: Readonly<Record<string, { readonly name: string; readonly whole: number }>> = {
  asha: { name: 'Asha Rao', whole: 1_000_000 },
  ravi: { name: 'Ravi Kumar', whole: 1_000_000 },
  meera: { name: 'Meera Iyer', whole: 5_000 },
  poor: { name: 'Paul Poor', whole: 1 },
};
const ANYBODY = 100_000;

export const VPA_DOMAIN = 'docketbank';
/** A name that a customer may log in with. */
export const loginForm = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{0,39}$/, 'use 1 to 40 letters, digits, dots, _ or -');

const numberRow = z.object({ value: z.string() });

/** The next of ten digits that no account has. In a transaction of the caller. */
export function newAccountNumber(bank: Bank): string {
  const kept = bank.store.find(
    numberRow,
    `INSERT INTO kept (name, value) VALUES ('account_number', '1000000001')
     ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT) RETURNING value`,
  );
  if (kept === undefined) throw new Error('there is no next account number');
  return kept.value;
}

export function findCustomer(bank: Bank, login: string): Customer | undefined {
  return bank.store.find(customerRow, 'SELECT * FROM customers WHERE login = :login', { login });
}

/** By account number, IBAN or VPA. */
export function findCustomerBy(bank: Bank, address: string): Customer | undefined {
  return bank.store.find(
    customerRow,
    'SELECT * FROM customers WHERE account_number = :address OR iban = :address OR vpa = :address',
    { address },
  );
}

/** A customer of any name: one that is new gets an account. In a transaction of the caller. @param login as `loginForm` gives it */
export function customerOf(bank: Bank, login: string): Customer {
  const known = findCustomer(bank, login);
  if (known !== undefined) return known;
  const accountNumber = newAccountNumber(bank);
  const customer = {
    login,
    name: NAMED[login]?.name ?? login,
    account_number: accountNumber,
    iban: ibanOf(accountNumber),
    vpa: `${login}@${VPA_DOMAIN}`,
  };
  bank.store.run(
    'INSERT INTO customers (login, name, account_number, iban, vpa) VALUES (:login, :name, :account_number, :iban, :vpa)',
    customer,
  );
  return customer;
}

/** A customer's account in a currency, opened with money from outside when there is none. In a transaction of the caller. */
export function customerAccount(bank: Bank, login: string, currency: string): Account {
  const account = accountOf(bank, 'customer', login, currency);
  const opened = bank.store.find(
    z.object({ one: z.int() }),
    `SELECT 1 AS one FROM moves WHERE kind = 'opening' AND subject = :id`,
    { id: account.id },
  );
  if (opened !== undefined) return account;
  move(bank, {
    kind: 'opening',
    from: accountOf(bank, 'outside', 'world', currency).id,
    to: account.id,
    amount: (NAMED[login]?.whole ?? ANYBODY) * 10 ** minorPlaces(currency),
    reference: null,
    subject: account.id,
  });
  return accountOf(bank, 'customer', login, currency);
}

/** The named ones, in rupees. */
export function openNamedCustomers(bank: Bank): void {
  bank.store.change(() => {
    for (const login of Object.keys(NAMED)) {
      customerOf(bank, login);
      customerAccount(bank, login, 'INR');
    }
  });
}

export function namedCustomers(bank: Bank): Customer[] {
  return Object.keys(NAMED).flatMap((login) => findCustomer(bank, login) ?? []);
}
