import type { Pool } from '@docket/db/pool';
import { Apart } from '@docket/domain/spine/apart';
import type { Logger } from '@docket/runtime/logger';
import { startPeriodic } from './periodic.ts';

const BATCH = 5_000;

/** Messages an admin gave up are kept longer than those that came to a good end. */
const WELL = 'dead_at IS NULL';

/** What is kept how long, days. Each statement takes at most $2 rows, so that no run holds locks for long. */
const RULES = [
  {
    what: 'done jobs',
    days: 2,
    where: `outbox WHERE topic = 'job' AND ${WELL} AND done_at < clock_timestamp() - make_interval(days => $1)`,
  },
  {
    what: 'sent events',
    days: 7,
    where: `outbox WHERE topic = 'event' AND ${WELL} AND sent_at < clock_timestamp() - make_interval(days => $1)`,
  },
  {
    what: 'messages given up',
    days: 30,
    where: 'outbox WHERE dead_at < clock_timestamp() - make_interval(days => $1) AND done_at IS NOT NULL',
  },
  {
    what: 'idempotency keys',
    days: 2,
    where: 'idempotency_keys WHERE created_at < clock_timestamp() - make_interval(days => $1)',
  },
  {
    what: 'ended sessions',
    days: 30,
    where: 'sessions WHERE expires_at < clock_timestamp() - make_interval(days => $1)',
  },
  {
    what: 'ended tokens',
    days: 30,
    where: 'api_tokens WHERE expires_at < clock_timestamp() - make_interval(days => $1)',
  },
  {
    what: 'runs',
    days: 1,
    where: 'runs WHERE created_at < clock_timestamp() - make_interval(days => $1) AND finished_at IS NOT NULL',
  },
  {
    what: 'ended tasks',
    days: 1,
    where: `judge_tasks WHERE status = 'ENDED' AND ended_at < clock_timestamp() - make_interval(days => $1)`,
  },
  {
    what: 'closed rejudges',
    days: 90,
    where: 'rejudges WHERE closed_at < clock_timestamp() - make_interval(days => $1)',
  },
  {
    what: 'events of providers',
    days: 90,
    where: `inbox_events WHERE status IN ('DONE', 'IGNORED') AND done_at < clock_timestamp() - make_interval(days => $1)`,
  },
  { what: 'silent workers', days: 7, where: 'workers WHERE seen_at < clock_timestamp() - make_interval(days => $1)' },
  {
    what: 'queues of silent workers',
    days: 1,
    where: 'queue_workers WHERE seen_at < clock_timestamp() - make_interval(days => $1)',
  },
] as const;

/** Removes what is past its time, each rule apart from the others. @returns true when a rule had more than one batch to remove. */
export async function tidyOnce(pool: Pool, apart: Apart): Promise<boolean> {
  let more = false;
  await apart.each(
    RULES,
    ({ what }) => what,
    async (rule) => {
      const table = rule.where.split(' ', 1)[0];
      const { rowCount } = await pool.query(
        `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${rule.where} LIMIT $2))`,
        [rule.days, BATCH],
      );
      more ||= rowCount === BATCH;
    },
  );
  return more;
}

export function startJanitor(pool: Pool, log: Logger, everyMs = 600_000): { stop: () => Promise<void> } {
  const apart = new Apart({ loop: 'janitor', log });
  return startPeriodic('janitor', everyMs, log, () => tidyOnce(pool, apart));
}
