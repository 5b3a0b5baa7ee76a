import { setTimeout as sleep } from 'node:timers/promises';
import { setFaults, type BankRecord } from '@docket/testing/bank';
import { waitFor } from '@docket/testing/wait';
import { stillOpen } from './findings.ts';
import { PARTS, type MoneyStage } from './stage.ts';

/** Callbacks come twice, in another order, late, not at all, changed, and of what there is not; answers fail, are cut, are slow; money is refused. */
const FAULTS = [
  { callbacks: { duplicate: { copies: 2, times: 12 }, tamper: { times: 4 } }, answers: { cutAfter: { times: 2 } } },
  {
    callbacks: { reorder: { times: 6 }, drop: { times: 4 } },
    money: { payoutsFail: { times: 1 } },
  },
  {
    callbacks: { delay: { ms: 400, times: 8 } },
    answers: { error: { times: 2 } },
    // Not beside calls that are dropped: after a failure the bank is asked again only when the time to pay is over.
    money: { failThenCapture: { afterMs: 300, times: 2 } },
  },
  {
    callbacks: { wrongAmount: { byMinor: 100, times: 4 }, duplicate: { copies: 1, times: 6 } },
    money: { refundsFail: { times: 2 } },
  },
  {
    callbacks: { tamper: { times: 4 }, drop: { times: 3 }, unknownReference: { times: 2 } },
    answers: { slow: { ms: 300, times: 6 }, cutAfter: { times: 2 } },
  },
] as const;

/** Kills one part after the other, each a little later in what is going on, until nobody needs it any more, and each twice at least. */
export async function killAround(stage: MoneyStage, over: () => boolean): Promise<number> {
  let kills = 0;
  while (!over() || kills < 2 * PARTS.length) {
    const part = PARTS[kills % PARTS.length] ?? 'worker';
    await setFaults(stage.bankUrl, FAULTS[kills % FAULTS.length] ?? {});
    await sleep(150 + 90 * (kills % 5));
    await stage.kill(part);
    kills += 1;
    await sleep(100);
    await stage.revive(part);
  }
  return kills;
}

/** No more faults, and whatever waits for its time is due now, until nothing is under way. */
export async function settle(stage: MoneyStage, record: BankRecord): Promise<void> {
  const { db } = stage.installation;
  await setFaults(stage.bankUrl, {});
  await waitFor(
    'everything to come to an end',
    async () => {
      const open = await stillOpen(db, record);
      if (open.length === 0) return true;
      for (const sql of [
        `UPDATE payment_attempts SET next_look_at = clock_timestamp() WHERE status IN ('CREATED', 'PENDING', 'UNKNOWN') AND lease_until IS NULL`,
        `UPDATE refunds SET next_look_at = clock_timestamp() WHERE next_look_at > clock_timestamp() AND status IN ('PENDING', 'SENT')`,
        `UPDATE withdrawals SET next_look_at = clock_timestamp() WHERE next_look_at > clock_timestamp() AND status IN ('SENT', 'UNKNOWN')`,
        `UPDATE inbox_events SET next_try_at = clock_timestamp() WHERE status = 'FAILED'`,
      ])
        await db.pool.query(sql);
      throw new Error(`still open: ${open.join(', ')}`);
    },
    { timeoutMs: 60_000, everyMs: 500 },
  );
}
