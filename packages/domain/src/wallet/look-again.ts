import type { WithdrawalStatus } from '@docket/contracts/http/wallet';
import { prepare } from '@docket/db/statement';
import { apartIn } from '../spine/apart.ts';
import { inLanes } from '../spine/lanes.ts';
import type { Ctx } from '../spine/ctx.ts';
import { advanceWithdrawals } from './advance-withdrawals.ts';
import type { PayoutProvider } from './payout-provider.ts';
import { lookForReturn } from './return-withdrawal.ts';

// Cut off: the column rounds, and what is rounded up is not due yet.
const dueNowStatement = prepare(
  'withdrawal_due_now',
  `UPDATE withdrawals SET next_look_at = CASE WHEN status IN ('UNKNOWN', 'SENT') THEN date_trunc('milliseconds', clock_timestamp()) ELSE next_look_at END
    WHERE id = $1 RETURNING user_id, status`,
).rows<{ status: WithdrawalStatus }>();

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const apart = apartIn('callbacks about payouts');
/** How many are looked at a time: each waits for its provider. */
const LANES = 8;

/**
 * Somebody says that the provider has news of these payouts. It is not believed: the provider is asked, at once.
 * @param references ids of withdrawals, or whatever else came
 * @returns what was looked at, and what is none of ours; what has failed is left out, and may be given again
 */
export async function lookAgainAtWithdrawals(
  ctx: Ctx,
  references: readonly string[],
  provider: PayoutProvider,
): Promise<ReadonlyMap<string, 'looked' | 'unknown'>> {
  const looked = new Map<string, 'looked' | 'unknown'>();
  await inLanes([...new Set(references)], LANES, async (reference) => {
    const outcome = await apart(ctx).one(reference, async () => {
      const [row] = ID.test(reference) ? await dueNowStatement(ctx.db.pool, [reference]) : [];
      if (row === undefined) return 'unknown';
      if (row.status === 'PAID') await lookForReturn(ctx, { id: reference }, provider);
      else await advanceWithdrawals(ctx, { userId: row.user_id }, provider);
      return 'looked';
    });
    if (outcome !== undefined) looked.set(reference, outcome);
  });
  return looked;
}
