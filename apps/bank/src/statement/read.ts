import { type bankStatement, bankStatementEntry } from '@docket/contracts/bank/api';
import { z } from 'zod';
import { type Bank } from '../bank.ts';
import { merchantAccount } from '../money/accounts.ts';

export type Statement = z.infer<typeof bankStatement>;

const entryRow = z.object({
  id: z.string(),
  at: z.string(),
  kind: bankStatementEntry.shape.kind,
  amount: z.int(),
  reference: z.string().nullable(),
});
const sumRow = z.object({ sum: z.int() });

/** Positive: in; negative: out. */
const AMOUNT = 'CASE WHEN to_account = :account THEN amount ELSE -amount END';
const OF_ACCOUNT = '(from_account = :account OR to_account = :account)';

export type Asked = { readonly currency: string; readonly from?: string | undefined; readonly to?: string | undefined };

/** What moved on the merchant's account, oldest first. @param asked times in ISO 8601: from the first on, before the last */
export function readStatement(bank: Bank, { currency, from = '', to = '9999' }: Asked): Statement {
  const account = merchantAccount(bank, currency).id;
  const before = bank.store.find(
    sumRow,
    `SELECT COALESCE(sum(${AMOUNT}), 0) AS sum FROM moves WHERE ${OF_ACCOUNT} AND at < :from`,
    { account, from },
  );
  const rows = bank.store.all(
    entryRow,
    `SELECT id, at, kind, ${AMOUNT} AS amount, reference FROM moves WHERE ${OF_ACCOUNT} AND at >= :from AND at < :to ORDER BY seq`,
    { account, from, to },
  );
  const openingMinor = before?.sum ?? 0;
  let balanceMinor = openingMinor;
  const entries = rows.map(({ amount, ...row }) => {
    balanceMinor += amount;
    return { ...row, amountMinor: amount, currency, balanceMinor };
  });
  return { currency, openingMinor, closingMinor: balanceMinor, entries };
}
