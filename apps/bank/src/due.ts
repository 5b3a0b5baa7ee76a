import type { Logger } from '@docket/runtime/logger';
import { z } from 'zod';
import { type Bank, nowOf } from './bank.ts';
import { captureLate } from './payments/approve.ts';
import { expire } from './payments/expire.ts';
import { paymentsDue } from './payments/row.ts';
import { payoutsDue, payoutsToReturn, returnPayout, settlePayout } from './payouts/payouts.ts';
import { refundsDue, settleRefund } from './refunds/refunds.ts';

type Duty = { readonly id: string; readonly work: () => void };

function dutiesOf(bank: Bank): Duty[] {
  const now = nowOf(bank);
  return [
    ...paymentsDue(bank, now).map((row) => ({
      id: row.id,
      work: () => void (row.status === 'failed' ? captureLate(bank, row) : expire(bank, row)),
    })),
    ...refundsDue(bank, now).map((row) => ({ id: row.id, work: () => settleRefund(bank, row) })),
    ...payoutsDue(bank, now).map((row) => ({ id: row.id, work: () => settlePayout(bank, row) })),
    ...payoutsToReturn(bank, now).map((row) => ({ id: row.id, work: () => returnPayout(bank, row) })),
  ];
}

/** Does what time has brought: payments expire or succeed late, refunds and payouts arrive. One that breaks leaves the others alone. @returns whether all was done */
export function doWhatIsDue(bank: Bank, log: Logger): boolean {
  let whole = true;
  for (const { id, work } of dutiesOf(bank)) {
    try {
      bank.store.change(work);
    } catch (error) {
      whole = false;
      log.error({ err: error, id }, 'what is due was not done');
    }
  }
  return whole;
}

const nextRow = z.object({ due: z.string().nullable() });
const NEXT = `SELECT min(due) AS due FROM (
  SELECT min(expires_at) AS due FROM payments WHERE status IN ('created', 'authorised')
  UNION ALL SELECT min(late_at) FROM payments WHERE late_at IS NOT NULL
  UNION ALL SELECT min(due_at) FROM refunds WHERE status = 'pending'
  UNION ALL SELECT min(due_at) FROM payouts WHERE status = 'pending'
  UNION ALL SELECT min(return_at) FROM payouts WHERE return_at IS NOT NULL AND returned_at IS NULL)`;
const LONGEST_MS = 60_000;
/** After one that broke. */
const PAUSE_MS = 1_000;

/** Calls it when it is time. `wake` after each change, which may have brought the time forward. */
export function createTimekeeper(bank: Bank, log: Logger): { readonly wake: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let least = 1;
  let stopped = false;

  function look(): void {
    least = doWhatIsDue(bank, log) ? 1 : PAUSE_MS;
    wake();
  }

  function wake(): void {
    clearTimeout(timer);
    if (stopped) return;
    const due = bank.store.find(nextRow, NEXT)?.due;
    if (due == null) return;
    timer = setTimeout(look, Math.min(Math.max(Date.parse(due) - bank.clock.now().getTime(), least), LONGEST_MS));
  }

  return {
    wake,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
