import type { getWallet as walletContract, listWalletEntries as entriesContract } from '@docket/contracts/http/wallet';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { balancesOf } from '../ledger/balance.ts';
import { readEntries } from '../ledger/statement.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';

/** Entries of each currency that come with the wallet. */
const LATEST = 20;

/** What is in the caller's wallet. @throws DocketError unauthenticated */
export async function getWallet(ctx: Ctx): Promise<RouteResponse<typeof walletContract>> {
  const { userId } = requireUser(ctx);
  const found = await balancesOf(ctx.db.pool, { role: 'customer_wallet', owner: userId });
  const balances = found.map(async ({ accountId, currency, balance, reserved, available }) => ({
    currency,
    balanceMinor: Number(balance),
    reservedMinor: Number(reserved),
    availableMinor: Number(available),
    entries: (await readEntries(ctx.db.pool, { accountId, limit: LATEST })).data,
  }));
  return { balances: await Promise.all(balances) };
}

/** What moved in the caller's wallet in one currency, newest first. @throws DocketError unauthenticated, invalid_request (cursor) */
export async function listWalletEntries(
  ctx: Ctx,
  { currency, cursor, limit }: RouteQuery<typeof entriesContract>,
): Promise<RouteResponse<typeof entriesContract>> {
  const { userId } = requireUser(ctx);
  const all = await balancesOf(ctx.db.pool, { role: 'customer_wallet', owner: userId });
  const account = all.find((one) => one.currency === currency);
  if (account === undefined) return { data: [], meta: { nextCursor: null } };
  return readEntries(ctx.db.pool, { accountId: account.accountId, cursor, limit });
}
