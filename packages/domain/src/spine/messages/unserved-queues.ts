import type { MessageFigures } from '@docket/contracts/http/messages';
import { jobs, queueNames, type JobName } from '@docket/contracts/jobs/registry';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../ctx.ts';

/** A worker not heard of for longer is not counted on. */
const SILENT_SECONDS = 30;
/** Work that came in this recently has not been let down yet. */
const GRACE_SECONDS = 30;

const JOB_NAMES = Object.keys(jobs) as JobName[];

/** Job names and their queues as a table, for statements that cannot take parameters. */
export const QUEUE_OF_JOB = `(VALUES ${JOB_NAMES.map((name) => `('${name}', '${jobs[name].queue}')`).join(', ')}) AS q(job, queue)`;

export const SERVED = `(SELECT w.queue FROM queue_workers w WHERE w.seen_at > now() - interval '${SILENT_SECONDS} seconds')`;

const servedStatement = prepare('queues_served', `SELECT DISTINCT s.queue FROM ${SERVED} s`);

const waitingStatement = prepare(
  'queues_waiting',
  `SELECT q.queue, count(*)::int AS waiting, extract(epoch FROM now() - min(o.created_at))::float8 AS oldest
     FROM (SELECT name, created_at FROM outbox WHERE topic = 'job' AND done_at IS NULL AND sent_at IS NOT NULL AND dead_at IS NULL
           UNION ALL SELECT name, created_at FROM outbox WHERE topic = 'job' AND sent_at IS NULL AND dead_at IS NULL) o
     JOIN ${QUEUE_OF_JOB} ON q.job = o.name
    WHERE q.queue = ANY ($1) AND o.created_at < now() - make_interval(secs => $2)
    GROUP BY q.queue ORDER BY q.queue`,
).rows<{ queue: string; waiting: number; oldest: number }>();

/** Queues with jobs that wait and no living worker. With all queues served, a look at a small table. */
export async function readUnservedQueues(ctx: Pick<Ctx, 'db'>): Promise<MessageFigures['unserved']> {
  const served = new Set((await servedStatement(ctx.db.pool, [])).map(({ queue }) => queue));
  const unserved = queueNames.filter((name) => !served.has(name));
  if (unserved.length === 0) return [];
  const rows = await waitingStatement(ctx.db.pool, [unserved, GRACE_SECONDS]);
  return rows.map(({ queue, waiting, oldest }) => ({ queue, waiting, oldestSeconds: oldest }));
}

/** For `/readyz`. @throws Error that names the queues that nobody serves */
export async function requireServedQueues(ctx: Pick<Ctx, 'db'>): Promise<void> {
  const unserved = await readUnservedQueues(ctx);
  if (unserved.length > 0)
    throw new Error(
      unserved.map(({ queue, waiting }) => `no worker serves ${queue}, and ${waiting} jobs wait`).join('; '),
    );
}
