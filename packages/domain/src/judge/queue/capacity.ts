import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** What the live workers can do together. */
export type Capacity = { readonly slots: number; readonly averageMs: number };

const WORKER_SILENT_SECONDS = 30;
const CACHE_MS = 2_000;
/** Before any worker has measured: a compile and a few tests. */
const GUESS_MS = 1_000;

const capacityStatement = prepare(
  'judge_capacity',
  `SELECT coalesce(sum(slots), 0)::int AS slots, avg(nullif(average_ms, 0)) AS average_ms
     FROM workers WHERE seen_at > clock_timestamp() - make_interval(secs => $1)`,
).rows<{ slots: number }>();

const cache = perDb(() => new TtlCache<Capacity>({ ttlMs: CACHE_MS, max: 1 }));

/** Slots and average time per submission of the workers seen lately; read at most every 2 s. */
export function readCapacity(ctx: Pick<Ctx, 'db'>): Promise<Capacity> {
  return cache(ctx.db).get('all', async () => {
    const [row] = await capacityStatement(ctx.db.pool, [WORKER_SILENT_SECONDS]);
    return { slots: row?.slots ?? 0, averageMs: row?.average_ms ?? GUESS_MS };
  });
}

/** Whether judging is paused, as a column. Read with the place it belongs to: a wait remembered from before the pause would be a false promise. */
export const PAUSED = '(SELECT c.paused FROM judge_control c) AS paused';

/** How many are ahead of a task, and whether the queue moves at all. */
export type Standing = { readonly ahead: number; readonly paused: boolean };

/**
 * Seconds until the task with `ahead` others before it is taken up, at the pace of the moment. Without live workers the time to start
 * one is unknown; counted as one slot.
 */
export function waitSeconds(capacity: Capacity, ahead: number): number {
  return Math.round((ahead * capacity.averageMs) / Math.max(1, capacity.slots)) / 1_000;
}

/** The wait to promise somebody who stands there: null while judging is paused, since nobody knows when an admin lets it go on. */
export function expectedWaitSeconds(capacity: Capacity, { ahead, paused }: Standing): number | null {
  return paused ? null : waitSeconds(capacity, ahead);
}
