import type { LedgerAccount } from '@docket/contracts/http/ledger';
import type { AccountRole } from './transfer.ts';

/** A row of `ledger_balances`. */
export type AccountRow = {
  id: string;
  role: AccountRole;
  owner: string;
  currency: string;
  grows: 'debit' | 'credit';
  may_overdraw: boolean;
  balance: string;
  reserved: string;
  coming: string;
  available: string;
};

export const ACCOUNT_COLUMNS = 'id, role, owner, currency, grows, may_overdraw, balance, reserved, coming, available';

/** An amount of the database as a number, which holds 90 trillion of a currency with two places. @throws RangeError for more */
export function minorOf(text: string): number {
  const minor = Number(text);
  if (!Number.isSafeInteger(minor)) throw new RangeError(`${text} minor units are more than a number holds`);
  return minor;
}

export function toAccount(row: AccountRow): LedgerAccount {
  return {
    accountId: row.id,
    role: row.role,
    owner: row.owner,
    currency: row.currency,
    grows: row.grows,
    mayOverdraw: row.may_overdraw,
    balanceMinor: minorOf(row.balance),
    reservedMinor: minorOf(row.reserved),
    comingMinor: minorOf(row.coming),
    availableMinor: minorOf(row.available),
  };
}
