import type { PoolClient, Pool } from './pool.ts';
import { prepare } from './statement.ts';

/** The pause before a message is tried again: doubles from the first to the cap, give or take a quarter. Seconds. */
export type BackOff = { readonly firstSeconds: number; readonly capSeconds: number };

/** One dispatch of a message; a note about an earlier one changes nothing. */
export type Dispatch = { readonly id: string; readonly dispatches: number };

// Whoever notes it first counts it: the worker that saw it fail, or the reaper that found it failed in Redis.
const failedStatement = prepare(
  'outbox_job_failed',
  `UPDATE outbox SET failures = failures + $6::int, reason = $3, sent_at = coalesce(sent_at, clock_timestamp()),
          next_at = clock_timestamp() + make_interval(secs => least($5::float8, $4::float8 * 2 ^ least(failures, 30)) * (0.75 + random() / 2))
    WHERE id = $1 AND dispatches = $2 AND next_at IS NULL AND dead_at IS NULL AND done_at IS NULL
   RETURNING failures, next_at`,
).rows<{ next_at: Date }>();

const refusedStatement = prepare(
  'outbox_refused',
  `UPDATE outbox SET failures = failures + 1, reason = $2,
          next_at = clock_timestamp() + make_interval(secs => least($4::float8, $3::float8 * 2 ^ least(failures, 30)) * (0.75 + random() / 2))
    WHERE id = $1 AND sent_at IS NULL AND dead_at IS NULL RETURNING failures`,
);

const crashedStatement = prepare(
  'outbox_job_crashed',
  'UPDATE outbox SET crashes = greatest(crashes, $2) WHERE id = $1 AND done_at IS NULL RETURNING crashes',
);

const killStatement = prepare(
  'outbox_kill',
  `UPDATE outbox o SET dead_at = clock_timestamp(), reason = k.reason, next_at = NULL, sent_at = coalesce(o.sent_at, clock_timestamp())
     FROM unnest($1::uuid[], $2::text[]) AS k(id, reason)
    WHERE o.id = k.id AND o.dead_at IS NULL AND o.done_at IS NULL RETURNING o.id`,
);

const putBackStatement = prepare(
  'outbox_put_back',
  `UPDATE outbox SET sent_at = NULL, next_at = NULL, dispatches = dispatches + 1
    WHERE id IN (SELECT d.id FROM outbox d WHERE d.next_at <= clock_timestamp() AND d.topic = 'job' AND d.sent_at IS NOT NULL AND d.done_at IS NULL
                  ORDER BY d.next_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);

/**
 * A run of a job ended in an error: it is sent again after a pause.
 * @param counts whether the error says something about the job. One of a database that is away does not
 * @returns undefined when it was noted before, or the job has come to an end
 */
export async function noteFailed(
  on: Pool | PoolClient,
  job: Dispatch,
  reason: string,
  backOff: BackOff,
  counts = true,
): Promise<{ readonly failures: number; readonly nextAt: Date } | undefined> {
  const [row] = await failedStatement(on, [
    job.id,
    job.dispatches,
    reason,
    backOff.firstSeconds,
    backOff.capSeconds,
    counts ? 1 : 0,
  ]);
  return row === undefined ? undefined : { failures: row.failures, nextAt: row.next_at };
}

/** Redis refused a row that is owed to it: it is offered again after a pause. @returns how often it was refused */
export async function noteRefused(
  on: Pool | PoolClient,
  id: string,
  reason: string,
  backOff: BackOff,
): Promise<number> {
  const [row] = await refusedStatement(on, [id, reason, backOff.firstSeconds, backOff.capSeconds]);
  return row?.failures ?? 0;
}

/** A job's worker went silent so many times since the job was sent. @returns how often in all, as far as known */
export async function noteCrashes(on: Pool | PoolClient, id: string, crashes: number): Promise<number> {
  const [row] = await crashedStatement(on, [id, crashes]);
  return row?.crashes ?? crashes;
}

/** The end of the line, with the reason of each. @returns the ids of those that had not come to an end */
export async function killMessages(
  on: Pool | PoolClient,
  dead: readonly { readonly id: string; readonly reason: string }[],
): Promise<readonly string[]> {
  const rows = await killStatement(on, [dead.map(({ id }) => id), dead.map(({ reason }) => reason)]);
  return rows.map(({ id }) => id);
}

/** Gives jobs whose pause is over back to the relay, under a new job id. @returns how many */
export async function putBackDue(on: Pool | PoolClient, limit: number): Promise<number> {
  return (await putBackStatement(on, [limit])).length;
}
