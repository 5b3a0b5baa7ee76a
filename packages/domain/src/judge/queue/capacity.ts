import type { WaitReason } from '@docket/contracts/judge/task';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** What the live workers can do together. */
export type Capacity = {
  readonly slots: number;
  readonly averageMs: number;
  /** Ids of the languages that at least one of them takes up. */
  readonly languages: ReadonlySet<string>;
};

const WORKER_SILENT_SECONDS = 30;
const CACHE_MS = 2_000;
/** Before any worker has measured: a compile and a few tests. */
const GUESS_MS = 1_000;

const capacityStatement = prepare(
  'judge_capacity',
  `WITH live AS (SELECT * FROM workers WHERE seen_at > clock_timestamp() - make_interval(secs => $1))
   SELECT coalesce(sum(slots), 0)::int AS slots, avg(nullif(average_ms, 0)) AS average_ms,
          (SELECT array_agg(DISTINCT l ->> 'id') FROM live w, jsonb_array_elements(w.languages) l
            WHERE w.report ->> 'outOfRotation' IS NULL) AS languages
     FROM live`,
).rows<{ slots: number; languages: string[] | null }>();

const cache = perDb(() => new TtlCache<Capacity>({ ttlMs: CACHE_MS, max: 1 }));

/** Slots, languages and average time per submission of the workers seen lately; read at most every 2 s. */
export function readCapacity(ctx: Pick<Ctx, 'db'>): Promise<Capacity> {
  return cache(ctx.db).get('all', async () => {
    const [row] = await capacityStatement(ctx.db.pool, [WORKER_SILENT_SECONDS]);
    return { slots: row?.slots ?? 0, averageMs: row?.average_ms ?? GUESS_MS, languages: new Set(row?.languages) };
  });
}

/** Whether judging is paused, as a column. Read with the place it belongs to: a wait remembered from before the pause would be a false promise. */
export const PAUSED = '(SELECT c.paused FROM judge_control c) AS paused';

/** How many are ahead of a task, whether the queue moves at all, and what a worker must have to take it up. */
export type Standing = { readonly ahead: number; readonly paused: boolean; readonly language: string };

/**
 * Seconds until the task with `ahead` others before it is taken up, at the pace of the moment. Without live workers the time to start
 * one is unknown; counted as one slot.
 */
export function waitSeconds(capacity: Pick<Capacity, 'averageMs' | 'slots'>, ahead: number): number {
  return Math.round((ahead * capacity.averageMs) / Math.max(1, capacity.slots)) / 1_000;
}

/** What a task waits for beside those ahead of it; null: for nothing else. */
export function waitReasonOf(
  { languages }: Capacity,
  { paused, language }: Omit<Standing, 'ahead'>,
): WaitReason | null {
  if (paused) return 'paused';
  if (languages.size === 0) return 'no_worker';
  return languages.has(language) ? null : 'no_language';
}

/**
 * The wait to tell somebody who stands there. No time is promised while judging is paused or no worker has the language, since nobody
 * knows when that ends; workers that all are away are taken to be replaced.
 */
export function waitOf(
  capacity: Capacity,
  standing: Standing,
): { readonly expectedWaitSeconds: number | null; readonly waitReason: WaitReason | null } {
  const waitReason = waitReasonOf(capacity, standing);
  const unknown = waitReason === 'paused' || waitReason === 'no_language';
  return { expectedWaitSeconds: unknown ? null : waitSeconds(capacity, standing.ahead), waitReason };
}
