import { queueMoved, type QueueMoved } from '@docket/contracts/events/queue';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import type { WaitReason } from '@docket/contracts/judge/task';
import { PAUSED, waitOf, type Capacity, type Standing } from './capacity.ts';

/** Where a waiting task stands: how many are ahead of it, in a queue that moves or does not. */
export type Place = Standing & {
  readonly userId: string;
  readonly kind: QueueMoved['tasks'][number]['kind'];
  readonly id: string;
};

/** Of tasks of these kinds users are told where they stand. */
const TOLD = queueMoved.shape.tasks.element.shape.kind.options;
/** Farther back nobody is told of single steps. */
const LOOKED_AT = 10_000;
/** Of one user's tasks the foremost are told of. */
const PER_USER = 5;
/** Up to here every step is told; farther back those of a tenth and more. */
const NEAR = 10;

/** What somebody was last told of his place. */
export type Told = { readonly ahead: number; readonly waitReason: WaitReason | null };

type PlaceRow = { user_id: string; kind: Place['kind']; id: string; language: string; ahead: number; paused: boolean };

const placesStatement = prepare(
  'queue_places',
  `SELECT user_id, kind, id, language, ahead, ${PAUSED} FROM (
     SELECT q.user_id, q.kind, q.id, q.language, q.class, q.turn,
            count(*) FILTER (WHERE s.languages IS NULL OR q.language = ANY (s.languages))
              OVER (ORDER BY q.class, q.turn, q.id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)::int AS ahead,
            row_number() OVER (PARTITION BY q.user_id ORDER BY q.class, q.turn, q.id) AS nth
       FROM (SELECT * FROM judge_tasks WHERE status = 'QUEUED' ORDER BY class, turn, id LIMIT $1) q, served_languages() AS s(languages)) p
    WHERE nth <= $2 AND kind = ANY ($3::text[]) ORDER BY class, turn, id`,
).rows<PlaceRow>();

/** The foremost waiting tasks of every user, in the queue's order; ahead of them are those that a live worker could take up. One read of the queue's index. */
export async function readPlaces(ctx: Pick<Ctx, 'db'>): Promise<Place[]> {
  const rows = await placesStatement(ctx.db.pool, [LOOKED_AT, PER_USER, TOLD]);
  return rows.map(({ user_id: userId, ...place }) => ({ userId, ...place }));
}

function matters(told: Told, now: Told): boolean {
  if (told.waitReason !== now.waitReason) return true;
  if (told.ahead === now.ahead) return false;
  return now.ahead <= NEAR || Math.abs(told.ahead - now.ahead) >= told.ahead / 10;
}

/**
 * Whom to tell what, given what was told before. Whoever sent a task was answered with its place; one seen for the first time is
 * told only where every step is, because the step may have been made since. That judging pauses or goes on, or that the last worker with
 * a language is gone or one is back, is told to all whom it concerns, since it changes what they were promised. Forgets tasks that no longer wait.
 * @param told what was last told, by task id; brought up to date here
 */
export function movedPlaces(told: Map<string, Told>, places: readonly Place[], capacity: Capacity): QueueMoved[] {
  const users = new Set<string>();
  const waiting = new Set<string>();
  for (const place of places) {
    const { id, userId, ahead } = place;
    waiting.add(id);
    const now = { ahead, waitReason: waitOf(capacity, place).waitReason };
    const before = told.get(id);
    if (before === undefined) {
      told.set(id, now);
      if (ahead <= NEAR) users.add(userId);
    } else if (matters(before, now)) users.add(userId);
  }
  for (const id of told.keys()) if (!waiting.has(id)) told.delete(id);

  const byUser = new Map<string, QueueMoved>();
  for (const place of places) {
    const { id, userId, kind, ahead } = place;
    if (!users.has(userId)) continue;
    const wait = waitOf(capacity, place);
    told.set(id, { ahead, waitReason: wait.waitReason });
    const event = byUser.get(userId) ?? { userId, tasks: [] };
    event.tasks.push({ kind, id, queuePosition: ahead, ...wait });
    byUser.set(userId, event);
  }
  return [...byUser.values()];
}
