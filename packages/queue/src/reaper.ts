import { jobs, type JobName } from '@docket/contracts/jobs/registry';
import { noteFailed } from '@docket/db/outbox-ends';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import { PATIENCE, type Patience } from './patience.ts';
import { startPeriodic } from './periodic.ts';
import { bullJobId, type Queues } from './queues.ts';

const BATCH = 500;
/** A job sent this recently may be between Redis and our note of it. */
const MIN_AGE_SECONDS = 5;
/** Ids in one line of the log, at most. */
const NAMED = 10;

type OpenJob = { id: string; name: string; dispatches: number };
/** What Redis knows of a job that is open: it works on it, it has seen it fail, or it has forgotten it. */
type Whereabouts = 'alive' | 'failed' | 'lost';

async function find(queues: Queues, job: OpenJob): Promise<Whereabouts> {
  // A job this build does not know is a newer version's to look after.
  if (!(job.name in jobs)) return 'alive';
  const queue = await queues.of(jobs[job.name as JobName].queue);
  const state = await queue.getJobState(bullJobId(job));
  if (state === 'failed') return 'failed';
  return state === 'unknown' || state === 'completed' ? 'lost' : 'alive';
}

/** Gives lost jobs back to the relay under a new job id. Guarded by `dispatches`, so two reapers put a job back once. */
async function putBack(pool: Pool, lost: readonly OpenJob[]): Promise<string[]> {
  if (lost.length === 0) return [];
  const { rows } = await pool.query<{ id: string }>(
    `UPDATE outbox o SET sent_at = NULL, dispatches = o.dispatches + 1
       FROM unnest($1::uuid[], $2::int[]) AS l(id, dispatches)
      WHERE o.id = l.id AND o.dispatches = l.dispatches AND o.done_at IS NULL AND o.sent_at IS NOT NULL
        AND o.dead_at IS NULL AND o.next_at IS NULL
     RETURNING o.id`,
    [lost.map((row) => row.id), lost.map((row) => row.dispatches)],
  );
  return rows.map(({ id }) => id);
}

/**
 * Finds jobs whose effect is still owed although Redis does not work on them: those it has forgotten are given back to the relay at once,
 * and a failure that nobody could note (the database was away, too) is noted now. Whether a job is dead is decided where it runs.
 * @returns ids of those put back
 */
export async function reapOnce(
  pool: Pool,
  queues: Queues,
  log?: Logger,
  patience: Patience = PATIENCE,
): Promise<string[]> {
  const put: string[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<OpenJob>(
      `SELECT id, name, dispatches FROM outbox
        WHERE topic = 'job' AND done_at IS NULL AND sent_at < clock_timestamp() - make_interval(secs => $1) AND id > $2
          AND dead_at IS NULL AND next_at IS NULL
        ORDER BY id LIMIT $3`,
      [MIN_AGE_SECONDS, after, BATCH],
    );
    // While Redis is away this throws for the first of them; one that Redis cannot tell about does not keep us from the others.
    const found = await Promise.allSettled(rows.map((row) => find(queues, row)));
    const where = (what: Whereabouts) =>
      rows.filter((_, index) => {
        const each = found[index];
        return each?.status === 'fulfilled' && each.value === what;
      });
    const troubled = found.flatMap((each, index) =>
      each.status === 'rejected' ? [{ row: rows[index], why: each.reason }] : [],
    );
    if (troubled.length > 0 && troubled.length === rows.length) throw troubled[0]?.why;
    for (const { row, why } of troubled)
      log?.warn({ err: why, outboxId: row?.id }, 'a job could not be looked for in Redis');
    put.push(...(await putBack(pool, where('lost'))));
    for (const row of where('failed')) await noteFailed(pool, row, 'it failed when nobody could note why', patience);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return put;
    after = last.id;
  }
}

export function startReaper(pool: Pool, queues: Queues, log: Logger, everyMs = 5_000): { stop: () => Promise<void> } {
  return startPeriodic('reaper', everyMs, log, async () => {
    const put = await reapOnce(pool, queues, log);
    if (put.length > 0)
      log.warn({ put: put.length, outboxIds: put.slice(0, NAMED) }, 'jobs had vanished from Redis and were put back');
  });
}
