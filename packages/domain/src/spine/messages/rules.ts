import type { Rule } from '../invariants/rule.ts';
import { QUEUE_OF_JOB, SERVED } from './unserved-queues.ts';

/** A dead message may be this old before somebody has decided what becomes of it, hours. */
const DEAD_HOURS = 24;

/** What must always hold of messages. */
export const messageRules: readonly Rule[] = [
  {
    name: 'no dead message forgotten',
    checks: `no dead message is older than ${DEAD_HOURS} hours without an admin having sent it again or given it up`,
    violations: `
      SELECT o.id AS message, o.topic, o.name, o.dead_at, o.reason FROM outbox o
       WHERE o.dead_at < now() - interval '${DEAD_HOURS} hours' AND o.done_at IS NULL`,
  },
  {
    name: 'every queue served',
    checks: 'no job waits on a queue that no living worker serves',
    violations: `
      SELECT q.queue, count(*) AS jobs, min(o.created_at) AS oldest FROM outbox o JOIN ${QUEUE_OF_JOB} ON q.job = o.name
       WHERE o.topic = 'job' AND o.done_at IS NULL AND o.dead_at IS NULL AND o.created_at < now() - make_interval(secs => $1)
         AND q.queue NOT IN (SELECT s.queue FROM ${SERVED} s)
       GROUP BY q.queue`,
  },
];
