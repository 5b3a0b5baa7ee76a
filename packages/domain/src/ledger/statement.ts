import { DocketError } from '@docket/contracts/errors';
import type { LedgerAccount, StatementEntry } from '@docket/contracts/http/ledger';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { ACCOUNT_COLUMNS, minorOf, toAccount, type AccountRow } from './account-rows.ts';

const cursor = z.strictObject({ entry: z.string().regex(/^\d{1,18}$/) });

export type EntryRow = {
  entry: string;
  transfer_id: string;
  at: Date;
  kind: string;
  subject_kind: string;
  subject_id: string;
  side: 'debit' | 'credit';
  signed: string;
  after: string;
};

const accountStatement = prepare(
  'ledger_account',
  `SELECT ${ACCOUNT_COLUMNS} FROM ledger_balances(ARRAY[$1::uuid])`,
).rows<AccountRow>();

// What is above the page is taken off the balance of now, in the same snapshot: pages of an account that everybody writes to are right, too, though
// its entries are not committed in the order of their ids.
const pageStatement = prepare(
  'ledger_statement_page',
  `SELECT e.id::text AS entry, e.transfer_id, e.created_at AS at, t.kind, t.subject_kind, t.subject_id, e.side, e.signed::text AS signed,
          (b.balance - coalesce(u.above, 0) - coalesce(sum(e.signed) OVER (ORDER BY e.id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0))::text AS after
     FROM ledger_balances(ARRAY[$1::uuid]) b
    CROSS JOIN LATERAL (
          SELECT sum(CASE x.side WHEN b.grows THEN x.amount ELSE -x.amount END) AS above
            FROM ledger_entries x WHERE x.account_id = $1 AND NOT x.pending AND x.id >= $2::bigint) u
    CROSS JOIN LATERAL (
          SELECT x.id, x.transfer_id, x.created_at, x.side, CASE x.side WHEN b.grows THEN x.amount ELSE -x.amount END AS signed
            FROM ledger_entries x WHERE x.account_id = $1 AND NOT x.pending AND ($2::bigint IS NULL OR x.id < $2) ORDER BY x.id DESC LIMIT $3) e
     JOIN ledger_transfers t ON t.id = e.transfer_id
    ORDER BY e.id DESC`,
).rows<EntryRow>();

export function toEntry(row: EntryRow): StatementEntry {
  return {
    entryId: row.entry,
    transferId: row.transfer_id,
    at: row.at.toISOString(),
    kind: row.kind,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    side: row.side,
    amountMinor: minorOf(row.signed),
    balanceMinor: minorOf(row.after),
  };
}

/** An account with what is on it now. @throws DocketError account_not_found */
export async function readAccount(on: Pool | PoolClient, accountId: string): Promise<LedgerAccount> {
  const [row] = await accountStatement(on, [accountId]);
  if (row === undefined) throw new DocketError('account_not_found', 'There is no account with this id.');
  return toAccount(row);
}

type Page = { readonly cursor?: string | undefined; readonly limit: number };

/** What was posted to an account, newest first, each with the balance after it. Who may see it is the caller's. @throws DocketError invalid_request (cursor) */
export async function readEntries(
  on: Pool | PoolClient,
  { accountId, cursor: from, limit }: Page & { readonly accountId: string },
): Promise<{ readonly data: StatementEntry[]; readonly meta: { readonly nextCursor: string | null } }> {
  const below = from === undefined ? null : decodeCursor(cursor, from).entry;
  const rows = await pageStatement(on, [accountId, below, limit + 1]);
  const data = rows.slice(0, limit).map(toEntry);
  const last = data.at(-1);
  return {
    data,
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ entry: last.entryId }) : null },
  };
}
