import type { QueueName } from '@docket/contracts/jobs/registry';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import type { Logger } from '@docket/runtime/logger';
import { startPeriodic } from './periodic.ts';

/** A worker not heard of for 30 s counts as silent. */
const EVERY_MS = 5_000;

const tellStatement = prepare(
  'queue_workers_tell',
  `INSERT INTO queue_workers (worker_id, queue, seen_at) SELECT $1, q, clock_timestamp() FROM unnest($2::text[]) q
   ON CONFLICT (worker_id, queue) DO UPDATE SET seen_at = excluded.seen_at`,
);

/** Says every few seconds which queues this worker serves, so that one that nobody serves is noticed. */
export function startQueueReport(
  pool: Pool,
  log: Logger,
  { workerId, queues }: { readonly workerId: string; readonly queues: readonly QueueName[] },
): { stop: () => Promise<void> } {
  const loop = startPeriodic(
    'queue report',
    EVERY_MS,
    log,
    async () => void (await tellStatement(pool, [workerId, queues])),
  );
  return {
    async stop() {
      await loop.stop();
      await pool.query('DELETE FROM queue_workers WHERE worker_id = $1', [workerId]);
    },
  };
}
