import { DocketError } from '@docket/contracts/errors';
import type { LedgerAccount, StatementEntry } from '@docket/contracts/http/ledger';
import { transaction } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { minorOf } from './account-rows.ts';
import { readAccount, toEntry, type EntryRow } from './statement.ts';

/** Entries that one document holds: a PDF of so many takes two seconds and 90 pages. */
const LONGEST = 5_000;
const DAYS = 31;

/** A statement of account over a period, oldest first. Amounts in minor units. */
export type PeriodStatement = {
  readonly account: LedgerAccount;
  readonly from: Date;
  readonly until: Date;
  readonly openingMinor: number;
  readonly closingMinor: number;
  readonly entries: readonly StatementEntry[];
};

// The opening balance is what was posted before; those that are in the period follow in the order of their ids.
const openingStatement = prepare(
  'ledger_opening_balance',
  `SELECT coalesce(sum(CASE e.side WHEN a.grows THEN e.amount ELSE -e.amount END), 0)::text AS opening
     FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id WHERE a.id = $1 AND NOT e.pending AND e.created_at < $2`,
).rows<{ opening: string }>();
const periodStatement = prepare(
  'ledger_statement_period',
  `SELECT e.id::text AS entry, e.transfer_id, e.created_at AS at, t.kind, t.subject_kind, t.subject_id, e.side,
          (CASE e.side WHEN a.grows THEN e.amount ELSE -e.amount END)::text AS signed,
          ($4::bigint + sum(CASE e.side WHEN a.grows THEN e.amount ELSE -e.amount END) OVER (ORDER BY e.created_at, e.id))::text AS after
     FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.id JOIN ledger_transfers t ON t.id = e.transfer_id
    WHERE a.id = $1 AND NOT e.pending AND e.created_at >= $2 AND e.created_at < $3
    ORDER BY e.created_at, e.id LIMIT ${LONGEST + 1}`,
).rows<EntryRow>();

/**
 * A statement over a period, of the last 31 days where nothing else is said; in one snapshot.
 * @throws DocketError forbidden, account_not_found, statement_too_long
 */
export async function getPeriodStatement(
  ctx: Ctx,
  input: { readonly id: string; readonly from?: string | undefined; readonly until?: string | undefined },
): Promise<PeriodStatement> {
  requireRole(ctx, 'admin');
  return readPeriodStatement(ctx, input);
}

/** As `getPeriodStatement`, for whoever has looked at whose account it is. @throws DocketError account_not_found, statement_too_long */
export async function readPeriodStatement(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: { readonly id: string; readonly from?: string | undefined; readonly until?: string | undefined },
): Promise<PeriodStatement> {
  const until = input.until === undefined ? ctx.clock.now() : new Date(input.until);
  const from = input.from === undefined ? new Date(until.getTime() - DAYS * 86_400_000) : new Date(input.from);
  return transaction(ctx.db.pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const account = await readAccount(client, input.id);
    const [before] = await openingStatement(client, [input.id, from]);
    const opening = before?.opening ?? '0';
    const entries = (await periodStatement(client, [input.id, from, until, opening])).map(toEntry);
    if (entries.length > LONGEST)
      throw new DocketError('statement_too_long', `There are more than ${LONGEST} entries. Choose a shorter period.`);
    const openingMinor = minorOf(opening);
    return { account, from, until, openingMinor, closingMinor: entries.at(-1)?.balanceMinor ?? openingMinor, entries };
  });
}
