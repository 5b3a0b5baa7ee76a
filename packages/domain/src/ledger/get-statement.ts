import type { getStatement as contract } from '@docket/contracts/http/ledger';
import type { RouteParams, RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { readAccount, readEntries } from './statement.ts';

/** What was posted to an account, newest first. @throws DocketError forbidden, account_not_found, invalid_request (cursor) */
export async function getStatement(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'admin');
  const account = await readAccount(ctx.db.pool, input.id);
  return { account, ...(await readEntries(ctx.db.pool, { ...input, accountId: input.id })) };
}
