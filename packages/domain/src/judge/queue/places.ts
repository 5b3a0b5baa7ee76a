import type { QueueMoved } from '@docket/contracts/events/queue';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../ctx.ts';
import { expectedWaitSeconds, type Capacity } from './capacity.ts';

/** Where a waiting task stands: how many are ahead of it. */
export type Place = {
  readonly userId: string;
  readonly kind: 'submission' | 'run';
  readonly id: string;
  readonly ahead: number;
};

/** Farther back nobody is told of single steps. */
const LOOKED_AT = 10_000;
/** Of one user's tasks the foremost are told of. */
const PER_USER = 5;
/** Up to here every step is told; farther back those of a tenth and more. */
const NEAR = 10;

const placesStatement = prepare<{ user_id: string; kind: 'submission' | 'run'; id: string; ahead: number }>(
  'queue_places',
  `SELECT user_id, kind, id, ahead FROM (
     SELECT q.user_id, q.kind, q.id, (row_number() OVER (ORDER BY q.class, q.turn, q.id) - 1)::int AS ahead,
            row_number() OVER (PARTITION BY q.user_id ORDER BY q.class, q.turn, q.id) AS nth
       FROM (SELECT * FROM judge_tasks WHERE status = 'QUEUED' ORDER BY class, turn, id LIMIT $1) q) p
    WHERE nth <= $2 AND kind IN ('submission', 'run') ORDER BY ahead`,
);

/** The foremost waiting tasks of every user, in the queue's order; one read of the queue's index. */
export async function readPlaces(ctx: Pick<Ctx, 'db'>): Promise<Place[]> {
  const rows = await placesStatement(ctx.db.pool, [LOOKED_AT, PER_USER]);
  return rows.map((row) => ({ userId: row.user_id, kind: row.kind, id: row.id, ahead: row.ahead }));
}

function matters(told: number, now: number): boolean {
  if (told === now) return false;
  return now <= NEAR || Math.abs(told - now) >= told / 10;
}

/**
 * Whom to tell what, given what was told before. A task seen for the first time is only remembered: whoever sent it was answered
 * with its place. Forgets tasks that no longer wait.
 * @param told places last told by task id; brought up to date here
 */
export function movedPlaces(told: Map<string, number>, places: readonly Place[], capacity: Capacity): QueueMoved[] {
  const users = new Set<string>();
  const waiting = new Set<string>();
  for (const { id, userId, ahead } of places) {
    waiting.add(id);
    const before = told.get(id);
    if (before === undefined) told.set(id, ahead);
    else if (matters(before, ahead)) users.add(userId);
  }
  for (const id of told.keys()) if (!waiting.has(id)) told.delete(id);

  const byUser = new Map<string, QueueMoved>();
  for (const { id, userId, kind, ahead } of places) {
    if (!users.has(userId)) continue;
    told.set(id, ahead);
    const event = byUser.get(userId) ?? { userId, tasks: [] };
    event.tasks.push({ kind, id, queuePosition: ahead, expectedWaitSeconds: expectedWaitSeconds(capacity, ahead) });
    byUser.set(userId, event);
  }
  return [...byUser.values()];
}
