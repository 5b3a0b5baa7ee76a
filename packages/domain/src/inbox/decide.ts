import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';

type One = { readonly id: string };
type Changed = { readonly changed: number };

/** One that waits its time keeps its tries, and whoever is at it keeps it. */
const replayStatement = prepare(
  'inbox_replay',
  `UPDATE inbox_events
      SET status = 'RECEIVED', attempts = CASE WHEN done_at IS NULL THEN attempts ELSE 0 END, error = NULL, parked_by = NULL, done_at = NULL,
          next_try_at = clock_timestamp()
    WHERE id = $1 AND (done_at IS NOT NULL OR status = 'FAILED') RETURNING id`,
);

const parkStatement = prepare(
  'inbox_park',
  `UPDATE inbox_events SET status = 'PARKED', parked_by = $2, error = COALESCE(error, 'parked by hand'), done_at = COALESCE(done_at, clock_timestamp())
    WHERE id = $1 AND (status IN ('RECEIVED', 'FAILED') OR (status = 'PARKED' AND parked_by IS NULL)) RETURNING id`,
);

const thereStatement = prepare('inbox_there', 'SELECT id FROM inbox_events WHERE id = $1');

/** Who did it, for the log and for the row. */
const byWhom = ({ actor }: Ctx): string => (actor.kind === 'user' ? actor.username : actor.kind);

async function decided(ctx: Ctx, id: string, rows: readonly unknown[], what: string): Promise<Changed> {
  if (rows.length > 0) ctx.log.warn({ inboxId: id, by: byWhom(ctx) }, what);
  else if ((await thereStatement(ctx.db.pool, [id])).length === 0)
    throw new DocketError('not_found', 'There is no such event, or it is gone since.');
  return { changed: rows.length };
}

/**
 * Has an event taken out again: what is done, ignored or parked from the start, what failed before its time. What it is about is looked at once more, which
 * does no harm. One that has just come is left as it is.
 * @throws DocketError unauthenticated, forbidden, not_found
 */
export async function replayInboxEvent(ctx: Ctx, { id }: One): Promise<Changed> {
  requireRole(ctx, 'admin');
  return decided(ctx, id, await replayStatement(ctx.db.pool, [id]), 'an admin replayed an event of the inbox');
}

/**
 * Parks an event that is open, or says of one that is parked that somebody has seen it. Whoever is at it finishes, and changes nothing of it.
 * @throws as `replayInboxEvent`
 */
export async function parkInboxEvent(ctx: Ctx, { id }: One): Promise<Changed> {
  requireRole(ctx, 'admin');
  return decided(ctx, id, await parkStatement(ctx.db.pool, [id, byWhom(ctx)]), 'an admin parked an event of the inbox');
}
