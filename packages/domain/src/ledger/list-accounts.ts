import type { listAccounts as contract } from '@docket/contracts/http/ledger';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { ACCOUNT_COLUMNS, toAccount, type AccountRow } from './account-rows.ts';

const cursor = z.strictObject({ role: z.string(), owner: z.string(), currency: z.string() });

const listStatement = prepare(
  'ledger_accounts_page',
  `SELECT ${ACCOUNT_COLUMNS} FROM ledger_balances(ARRAY(
     SELECT a.id FROM ledger_accounts a
      WHERE ($1::text IS NULL OR a.role = $1) AND ($2::text IS NULL OR a.owner = $2)
        AND ($3::text IS NULL OR (a.role, a.owner, a.currency) > ($3, $4, $5::bpchar))
      ORDER BY a.role, a.owner, a.currency LIMIT $6)) ORDER BY role, owner, currency`,
).rows<AccountRow>();

/** Accounts with what is on them, in the order of roles, owners and currencies. @throws DocketError forbidden, invalid_request (cursor) */
export async function listAccounts(
  ctx: Ctx,
  input: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const after = input.cursor === undefined ? undefined : decodeCursor(cursor, input.cursor);
  const rows = await listStatement(ctx.db.pool, [
    input.role ?? null,
    input.owner ?? null,
    after?.role ?? null,
    after?.owner ?? null,
    after?.currency ?? null,
    input.limit + 1,
  ]);
  const shown = rows.slice(0, input.limit).map(toAccount);
  const last = shown.at(-1);
  const next =
    rows.length > input.limit && last !== undefined
      ? encodeCursor({ role: last.role, owner: last.owner, currency: last.currency })
      : null;
  return { data: shown, meta: { nextCursor: next } };
}
