import { jobs, type JobName } from '@docket/contracts/jobs/registry';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import { startPeriodic } from './periodic.ts';
import { bullJobId, type Queues } from './queues.ts';

const BATCH = 500;
/** A job sent this recently may be between Redis and our note of it. */
const MIN_AGE_SECONDS = 5;

type OpenJob = { id: string; name: string; dispatches: number };

async function isLive(queues: Queues, job: OpenJob): Promise<boolean> {
  // A job this build does not know is a newer version's to look after.
  if (!(job.name in jobs)) return true;
  const queue = await queues.of(jobs[job.name as JobName].queue);
  const state = await queue.getJobState(bullJobId(job));
  return state !== 'unknown' && state !== 'failed' && state !== 'completed';
}

/**
 * Finds jobs whose effect is still owed although Redis no longer has them (it lost its memory, or they failed for good)
 * and gives them back to the relay under a new job id. Guarded by `dispatches`, so two reapers put a job back once.
 * @returns how many were put back.
 */
export async function reapOnce(pool: Pool, queues: Queues): Promise<number> {
  let put = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<OpenJob>(
      `SELECT id, name, dispatches FROM outbox
        WHERE topic = 'job' AND done_at IS NULL AND sent_at < clock_timestamp() - make_interval(secs => $1) AND id > $2
        ORDER BY id LIMIT $3`,
      [MIN_AGE_SECONDS, after, BATCH],
    );
    const live = await Promise.all(rows.map((row) => isLive(queues, row)));
    const lost = rows.filter((_, index) => live[index] === false);
    if (lost.length > 0) {
      const result = await pool.query(
        `UPDATE outbox o SET sent_at = NULL, dispatches = o.dispatches + 1
           FROM unnest($1::uuid[], $2::int[]) AS l(id, dispatches)
          WHERE o.id = l.id AND o.dispatches = l.dispatches AND o.done_at IS NULL AND o.sent_at IS NOT NULL`,
        [lost.map((row) => row.id), lost.map((row) => row.dispatches)],
      );
      put += result.rowCount ?? 0;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return put;
    after = last.id;
  }
}

export function startReaper(pool: Pool, queues: Queues, log: Logger, everyMs = 5_000): { stop: () => Promise<void> } {
  return startPeriodic('reaper', everyMs, log, async () => {
    const put = await reapOnce(pool, queues);
    if (put > 0) log.warn({ put }, 'jobs had vanished from Redis and were put back');
  });
}
