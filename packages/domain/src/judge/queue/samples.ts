import type { QueueHistory } from '@docket/contracts/http/queue';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { readCapacity } from './capacity.ts';

/** A sample is taken this often. */
export const SAMPLE_SECONDS = 30;
const KEPT_HOURS = 168;
/** Points of a chart at most: more than a screen shows apart. */
const POINTS = 180;

// Open tasks are few, however many have ended; those that ended lately have an index.
const takeStatement = prepare(
  'queue_sample',
  `INSERT INTO queue_samples (at, waiting, running, slots, oldest_seconds, wait_p50, wait_p95)
   SELECT date_bin(make_interval(secs => $2), clock_timestamp(), 'epoch'), o.waiting, o.running, $1, o.oldest, e.p50, e.p95
     FROM (SELECT count(*) FILTER (WHERE status = 'QUEUED')::int AS waiting, count(*) FILTER (WHERE status = 'ACTIVE')::int AS running,
                  extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE status = 'QUEUED'))::float8 AS oldest
             FROM judge_tasks WHERE status <> 'ENDED') o,
          (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY w.seconds) AS p50, percentile_cont(0.95) WITHIN GROUP (ORDER BY w.seconds) AS p95
             FROM (SELECT extract(epoch FROM started_at - created_at)::float8 AS seconds FROM judge_tasks
                    WHERE status = 'ENDED' AND ended_at > clock_timestamp() - make_interval(secs => $2) AND started_at IS NOT NULL) w) e ON CONFLICT (at) DO NOTHING`,
);
const forgetStatement = prepare('queue_samples_forget', 'DELETE FROM queue_samples WHERE at < $1');

/** Notes how the queue is at this moment, and forgets what is older than a week. Taken by two at once it is noted once. */
export async function sampleQueue(ctx: Pick<Ctx, 'db' | 'clock'>): Promise<void> {
  const { slots } = await readCapacity(ctx);
  await takeStatement(ctx.db.pool, [slots, SAMPLE_SECONDS]);
  await forgetStatement(ctx.db.pool, [new Date(ctx.clock.now().getTime() - KEPT_HOURS * 3_600_000)]);
}

const readStatement = prepare(
  'queue_history',
  `SELECT date_bin(make_interval(secs => $3), at, $1) AS at, max(waiting)::int AS waiting, max(running)::int AS running, max(slots)::int AS slots,
          max(oldest_seconds) AS oldest, max(wait_p50) AS p50, max(wait_p95) AS p95
     FROM queue_samples WHERE at >= $1 AND at <= $2 GROUP BY 1 ORDER BY 1`,
).rows<{ at: Date; waiting: number; running: number; slots: number }>();

/** The queue over the last hours, the worst of each step. @throws DocketError `unauthenticated`, `forbidden` */
export async function getQueueHistory(ctx: Ctx, input: { readonly hours: number }): Promise<QueueHistory> {
  requireRole(ctx, 'admin');
  const stepSeconds = Math.max(60, Math.ceil((input.hours * 3_600) / POINTS / 60) * 60);
  const step = stepSeconds * 1_000;
  const to = ctx.clock.now();
  // Steps begin at round times, so that a chart that is read again does not tremble.
  const from = new Date(Math.floor((to.getTime() - input.hours * 3_600_000) / step) * step);
  const rows = await readStatement(ctx.db.pool, [from, to, stepSeconds]);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    stepSeconds,
    points: rows.map((row) => ({
      at: row.at.toISOString(),
      waiting: row.waiting,
      running: row.running,
      slots: row.slots,
      oldestWaitingSeconds: row.oldest,
      waitP50Seconds: row.p50,
      waitP95Seconds: row.p95,
    })),
  };
}
