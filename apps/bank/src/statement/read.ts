import { type bankStatement, bankStatementEntry } from '@docket/contracts/bank/api';
import { z } from 'zod';
import { type Bank } from '../bank.ts';
import { BankError } from '../errors.ts';
import { merchantAccount } from '../money/accounts.ts';

export type Statement = z.infer<typeof bankStatement>;

const entryRow = z.object({
  seq: z.int(),
  id: z.string(),
  at: z.string(),
  kind: bankStatementEntry.shape.kind,
  amount: z.int(),
  reference: z.string().nullable(),
});
const sumRow = z.object({ sum: z.int() });
const seqRow = z.object({ seq: z.int() });

/** Positive: in; negative: out. */
const AMOUNT = 'CASE WHEN to_account = :account THEN amount ELSE -amount END';
const OF_ACCOUNT = '(from_account = :account OR to_account = :account)';

export type Asked = {
  readonly currency: string;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Id of the entry before the first. */
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
};

/** @throws BankError entry_not_found */
function placeOf(bank: Bank, after: string | undefined): number {
  if (after === undefined) return 0;
  const id = after.startsWith('mov_') ? after : `mov_${after}`;
  const found = bank.store.find(seqRow, 'SELECT seq FROM moves WHERE id = :id', { id });
  if (found === undefined) throw new BankError(404, 'entry_not_found', 'There is no entry with this id.');
  return found.seq;
}

/**
 * What moved on the merchant's account, oldest first.
 * @param asked times in ISO 8601: from the first on, before the last
 * @throws BankError entry_not_found
 */
export function readStatement(bank: Bank, { currency, from = '', to = '9999', after, limit = -1 }: Asked): Statement {
  const account = merchantAccount(bank, currency).id;
  const place = placeOf(bank, after);
  const before = bank.store.find(
    sumRow,
    `SELECT COALESCE(sum(${AMOUNT}), 0) AS sum FROM moves WHERE ${OF_ACCOUNT} AND (at < :from OR seq <= :place)`,
    { account, from, place },
  );
  const rows = bank.store.all(
    entryRow,
    `SELECT seq, id, at, kind, ${AMOUNT} AS amount, reference FROM moves WHERE ${OF_ACCOUNT} AND at >= :from AND at < :to AND seq > :place
      ORDER BY seq LIMIT :limit`,
    { account, from, to, place, limit },
  );
  const openingMinor = before?.sum ?? 0;
  let balanceMinor = openingMinor;
  const entries = rows.map(({ id, at, kind, amount, reference }) => {
    balanceMinor += amount;
    return { id, at, kind, amountMinor: amount, currency, reference, balanceMinor };
  });
  // Entries are never changed, so the first and the last of them say which they are.
  const id = `${currency}-${rows[0]?.seq ?? place}-${rows.at(-1)?.seq ?? 'none'}`;
  return { id, currency, openingMinor, closingMinor: balanceMinor, entries };
}
