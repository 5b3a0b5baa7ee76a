import { DocketError } from '@docket/contracts/errors';
import { OutcomeUnknown, ProviderRefused } from '@docket/domain/payment/provider';
import { fetchStatements } from '@docket/domain/reconciliation/fetch-statements';
import { scheduleStatements } from '@docket/domain/reconciliation/schedule';
import type { StatementSource } from '@docket/domain/reconciliation/statement-source';
import type { Ctx } from '@docket/domain/spine/ctx';
import { takeDuty } from '@docket/domain/spine/duty';
import type { PayoutProvider } from '@docket/domain/wallet/payout-provider';
import { DONE, type JobHandler } from '@docket/queue/consumer';
import { startPeriodic } from '@docket/queue/periodic';
import type { Platform } from '../platform.ts';

const LOOK_MS = 1_000;
/** After this long without a sign another worker takes the duty over. */
const DUTY_SECONDS = 5;

/** What an admin reads beside the feed, and what the clock tries again: no job need come again for it. */
function isSaid(error: unknown): boolean {
  return error instanceof OutcomeUnknown || error instanceof ProviderRefused || error instanceof DocketError;
}

/** `statement.fetch`: goes on where statements are read to. One of a provider that is not on here any more is nothing to do. */
export function createStatementHandler(
  ctx: Ctx,
  source: StatementSource | undefined,
  payouts: PayoutProvider | undefined,
): JobHandler<'statement.fetch'> {
  return async function fetchNow({ provider }) {
    if (source?.name !== provider) return DONE;
    try {
      await fetchStatements(ctx, source, payouts);
    } catch (error) {
      if (!isSaid(error)) throw error;
      ctx.log.warn({ err: error, provider }, 'the statements were not fetched');
    }
    return DONE;
  };
}

/** Looks every second whether it is time for statements. */
export function startStatementDuty(
  { log, lifecycle, workerId }: Platform,
  ctx: Ctx,
  { source, everySeconds }: { readonly source: StatementSource | undefined; readonly everySeconds: number },
): void {
  if (source === undefined) return;
  const duty = startPeriodic('statements', LOOK_MS, log, async () => {
    if (!(await takeDuty(ctx, { name: 'statements', holder: workerId, seconds: DUTY_SECONDS }))) return false;
    await scheduleStatements(ctx, { provider: source.name, everySeconds });
    return false;
  });
  lifecycle.onStop('statements', duty.stop);
}
