import type { QueueState } from '@docket/contracts/http/queue';
import { taskClasses } from '@docket/contracts/judge/task';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { readCapacity } from './capacity.ts';

type ClassRow = {
  class: number;
  waiting: number;
  running: number;
  users: number;
  oldest: number | null;
  m1: number;
  m5: number;
  m15: number;
};

const CLASSES = `
  SELECT c.class, coalesce(o.waiting, 0) AS waiting, coalesce(o.running, 0) AS running, coalesce(o.users, 0) AS users, o.oldest,
         coalesce(e.m1, 0) AS m1, coalesce(e.m5, 0) AS m5, coalesce(e.m15, 0) AS m15
    FROM generate_series(0, 3) AS c(class)
    LEFT JOIN (SELECT class, count(*) FILTER (WHERE status = 'QUEUED')::int AS waiting, count(*) FILTER (WHERE status = 'ACTIVE')::int AS running,
                      count(DISTINCT user_id) FILTER (WHERE status = 'QUEUED')::int AS users,
                      extract(epoch FROM clock_timestamp() - min(created_at) FILTER (WHERE status = 'QUEUED'))::float8 AS oldest
                 FROM judge_tasks WHERE status <> 'ENDED' GROUP BY class) o ON o.class = c.class
    LEFT JOIN (SELECT class, count(*) FILTER (WHERE ended_at > now() - interval '1 minute')::int AS m1,
                      count(*) FILTER (WHERE ended_at > now() - interval '5 minutes')::int AS m5, count(*)::int AS m15
                 FROM judge_tasks WHERE status = 'ENDED' AND ended_at > now() - interval '15 minutes' GROUP BY class) e ON e.class = c.class
   ORDER BY c.class`;

/** What waits in a language that no live worker has would wait for ever; an admin should know. */
const STUCK = `
  SELECT t.language, count(*)::int AS waiting FROM judge_tasks t
   WHERE t.status = 'QUEUED' AND t.kind <> 'tool' AND t.language NOT IN (
     SELECT l ->> 'id' FROM workers w, jsonb_array_elements(w.languages) l WHERE w.seen_at > now() - interval '30 seconds')
   GROUP BY t.language ORDER BY t.language`;

type ControlRow = {
  paused: boolean;
  draining: boolean;
  reason: string | null;
  username: string | null;
  changed_at: Date | null;
};

const CONTROL = `
  SELECT c.paused, c.draining, c.reason, u.username, c.changed_at FROM judge_control c LEFT JOIN users u ON u.id = c.changed_by`;

/**
 * The judge's queue as an admin sees it: switches, depth, age and throughput by class.
 * @throws DocketError unauthenticated, forbidden
 */
export async function getQueueState(ctx: Ctx): Promise<QueueState> {
  requireRole(ctx, 'admin');
  const [control, classes, stuck, capacity] = await Promise.all([
    ctx.db.pool.query<ControlRow>(CONTROL),
    ctx.db.pool.query<ClassRow>(CLASSES),
    ctx.db.pool.query<{ language: string; waiting: number }>(STUCK),
    readCapacity(ctx),
  ]);
  const [switches] = control.rows;
  const byClass = new Map(classes.rows.map((row) => [row.class, row]));
  return {
    paused: switches?.paused ?? false,
    draining: switches?.draining ?? false,
    reason: switches?.reason ?? null,
    changedBy: switches?.username ?? null,
    changedAt: switches?.changed_at?.toISOString() ?? null,
    classes: taskClasses.map((name, index) => {
      const row = byClass.get(index);
      return {
        class: name,
        waiting: row?.waiting ?? 0,
        running: row?.running ?? 0,
        users: row?.users ?? 0,
        oldestWaitingSeconds: row?.oldest ?? null,
        throughput: { m1: row?.m1 ?? 0, m5: row?.m5 ?? 0, m15: row?.m15 ?? 0 },
      };
    }),
    stuck: stuck.rows,
    slots: capacity.slots,
    averageMs: capacity.averageMs,
  };
}
