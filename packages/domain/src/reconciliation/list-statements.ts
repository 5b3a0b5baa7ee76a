import type { listStatements as contract, StatementSummary } from '@docket/contracts/http/reconciliation';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { minorOf } from '../ledger/account-rows.ts';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import type { Statement } from './camt053/statement.ts';

const COLUMNS =
  'id, provider, account, currency, statement_id, source, opening_minor, closing_minor, entries, new_entries, received_at';

type Row = {
  id: string;
  provider: string;
  account: string;
  currency: string;
  statement_id: string;
  source: StatementSummary['source'];
  opening_minor: string;
  closing_minor: string;
  entries: number;
  new_entries: number;
  received_at: Date;
};

const listStatement = prepare(
  'bank_statements_list',
  `SELECT ${COLUMNS} FROM bank_statements WHERE ($1::uuid IS NULL OR id < $1) ORDER BY id DESC LIMIT $2`,
).rows<Row>();
const oneStatement = prepare(
  'bank_statement_one',
  `SELECT ${COLUMNS} FROM bank_statements WHERE provider = $1 AND account = $2 AND currency = $3 AND statement_id = $4`,
).rows<Row>();

function toSummary(row: Row): StatementSummary {
  return {
    statementId: row.statement_id,
    provider: row.provider,
    account: row.account,
    currency: row.currency,
    source: row.source,
    openingMinor: minorOf(row.opening_minor),
    closingMinor: minorOf(row.closing_minor),
    entries: row.entries,
    newEntries: row.new_entries,
    receivedAt: row.received_at.toISOString(),
  };
}

/** A statement that is here. */
export async function summaryOf(
  on: PoolClient,
  provider: string,
  { account, currency, id }: Pick<Statement, 'account' | 'currency' | 'id'>,
): Promise<StatementSummary> {
  const [row] = await oneStatement(on, [provider, account, currency, id]);
  if (row === undefined) throw new Error(`the statement ${id} was not written`);
  return toSummary(row);
}

/** Statements as they came, newest first. @throws DocketError unauthenticated, forbidden, invalid_request (cursor) */
export async function listStatements(
  ctx: Ctx,
  { cursor, limit }: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = cursor === undefined ? null : decodeCursor(z.strictObject({ id: z.uuid() }), cursor).id;
  const rows = await listStatement(ctx.db.pool, [after, limit + 1]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toSummary),
    meta: { nextCursor: rows.length > limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
