import { DocketError } from '@docket/contracts/errors';
import { balancesOf } from '../ledger/balance.ts';
import { readPeriodStatement, type PeriodStatement } from '../ledger/period-statement.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';

type Wish = {
  /** ISO 4217. */
  readonly currency: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/**
 * A statement of the caller's wallet in one currency over a period, in their own name.
 * @throws DocketError unauthenticated, account_not_found, statement_too_long
 */
export async function getWalletStatement(ctx: Ctx, { currency, ...period }: Wish): Promise<PeriodStatement> {
  const { userId, username } = requireUser(ctx);
  const all = await balancesOf(ctx.db.pool, { role: 'customer_wallet', owner: userId });
  const account = all.find((one) => one.currency === currency);
  if (account === undefined) throw new DocketError('account_not_found', `Your wallet has never held ${currency}.`);
  const statement = await readPeriodStatement(ctx, { ...period, id: account.accountId });
  return { ...statement, account: { ...statement.account, owner: username } };
}
