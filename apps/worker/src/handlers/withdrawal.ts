import { rollUp } from '@docket/domain/ledger/roll-up';
import type { Ctx } from '@docket/domain/spine/ctx';
import { takeDuty } from '@docket/domain/spine/duty';
import { advanceWithdrawals } from '@docket/domain/wallet/advance-withdrawals';
import type { PayoutProvider } from '@docket/domain/wallet/payout-provider';
import { lookForReturn } from '@docket/domain/wallet/return-withdrawal';
import { sweepWithdrawals } from '@docket/domain/wallet/sweep-withdrawals';
import { DONE, type JobHandler } from '@docket/queue/consumer';
import { startPeriodic } from '@docket/queue/periodic';
import type { Platform } from '../platform.ts';

const SWEEP_MS = 1_000;
const ROLL_MS = 1_000;
/** After this long without a sign another worker takes a duty over. */
const DUTY_SECONDS = 5;

/** `withdrawal.next`: jobs of one wallet that come together find nothing more to do. Without a provider they wait in their rows. */
export function createWithdrawalHandler(ctx: Ctx, provider: PayoutProvider | undefined): JobHandler<'withdrawal.next'> {
  return async function next({ userId }) {
    if (provider !== undefined) await advanceWithdrawals(ctx, { userId }, provider);
    return DONE;
  };
}

/** `withdrawal.look`: whether one that was paid has come back. Without a provider nobody can say. */
export function createReturnHandler(ctx: Ctx, provider: PayoutProvider | undefined): JobHandler<'withdrawal.look'> {
  return async function look({ withdrawalId: id }) {
    if (provider !== undefined) await lookForReturn(ctx, { id }, provider);
    return DONE;
  };
}

/** What is done every second: hot accounts of the ledger are rolled up, and withdrawals looked after that nobody has woken anybody for. */
export function startMoneyDuties(platform: Platform, ctx: Ctx, provider: PayoutProvider | undefined): void {
  const { log, lifecycle, workerId } = platform;
  const roller = startPeriodic('ledger roll-up', ROLL_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'ledger-roll-up', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    return rollUp(ctx);
  });
  lifecycle.onStop('ledger roll-up', roller.stop);
  if (provider === undefined) return;
  const sweeper = startPeriodic('withdrawals', SWEEP_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'withdrawals', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    return sweepWithdrawals(ctx, provider);
  });
  lifecycle.onStop('withdrawals', sweeper.stop);
}
