import { prepare } from '@docket/db/statement';
import { apartIn } from '../spine/apart.ts';
import { inLanes } from '../spine/lanes.ts';
import type { Ctx } from '../spine/ctx.ts';
import { advanceWithdrawals } from './advance-withdrawals.ts';
import type { PayoutProvider } from './payout-provider.ts';

/** Wallets looked after in one turn, and how many at a time; the provider sets the pace. */
const BATCH = 100;
const LANES = 8;

const dueStatement = prepare('due_withdrawals', 'SELECT u AS user_id FROM due_withdrawals($1) u').rows<{
  user_id: string;
}>();

const apart = apartIn('sweep of withdrawals');

/** Carries out what nobody has woken anybody for, and asks again of what is in flight. @returns true when there may be more at once */
export async function sweepWithdrawals(ctx: Ctx, provider: PayoutProvider): Promise<boolean> {
  const due = (await dueStatement(ctx.db.pool, [BATCH])).map(({ user_id: userId }) => userId);
  await inLanes(due, LANES, (userId) => apart(ctx).one(userId, () => advanceWithdrawals(ctx, { userId }, provider)));
  return due.length === BATCH;
}
