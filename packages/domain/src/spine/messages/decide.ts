import { DocketError } from '@docket/contracts/errors';
import type { MessageTopic } from '@docket/contracts/http/messages';
import { requireRole, type Ctx } from '../ctx.ts';
import { DEAD } from './troubled.ts';

type One = { readonly id: string };
type All = { readonly topic: MessageTopic; readonly name: string };
type Changed = { readonly changed: number };

/** Of all messages of a name so many are changed in one go; more are for the next. */
const AT_ONCE = 10_000;

const AGAIN = `SET dead_at = NULL, reason = NULL, failures = 0, crashes = 0, next_at = NULL, sent_at = NULL, dispatches = dispatches + 1`;
// Before its time, but not from the start.
const SOONER = `SET next_at = NULL, sent_at = NULL, dispatches = dispatches + CASE WHEN sent_at IS NULL THEN 0 ELSE 1 END`;
const GIVE_UP = 'SET done_at = clock_timestamp()';
const ALL = `id IN (SELECT id FROM outbox WHERE ${DEAD} AND topic = $1 AND name = $2 ORDER BY id LIMIT ${AT_ONCE})`;

async function update(ctx: Ctx, set: string, where: string, values: readonly unknown[]): Promise<Changed> {
  const { rowCount } = await ctx.db.pool.query(`UPDATE outbox ${set} WHERE ${where}`, [...values]);
  return { changed: rowCount ?? 0 };
}

async function mustExist(ctx: Ctx, id: string): Promise<void> {
  const { rowCount } = await ctx.db.pool.query('SELECT FROM outbox WHERE id = $1', [id]);
  if (rowCount === 0) throw new DocketError('not_found', 'There is no such message, or it is gone since.');
}

function note(ctx: Ctx, what: string, about: Record<string, unknown>): void {
  const by = ctx.actor.kind === 'user' ? ctx.actor.username : ctx.actor.kind;
  ctx.log.warn({ ...about, by }, what);
}

/**
 * Sends a message again: a dead one from the start, one that backs off at once. The relay takes it up within a second. Done before, it changes nothing.
 * @throws DocketError unauthenticated, forbidden, not_found
 */
export async function sendAgain(ctx: Ctx, { id }: One): Promise<Changed> {
  requireRole(ctx, 'admin');
  const dead = await update(ctx, AGAIN, `id = $1 AND ${DEAD}`, [id]);
  const { changed } =
    dead.changed > 0
      ? dead
      : await update(ctx, SOONER, 'id = $1 AND next_at IS NOT NULL AND done_at IS NULL AND dead_at IS NULL', [id]);
  if (changed === 0) await mustExist(ctx, id);
  else note(ctx, 'an admin sent a message again', { outboxId: id });
  return { changed };
}

/** As `sendAgain`, for all dead messages of a name. @throws DocketError unauthenticated, forbidden */
export async function sendAllAgain(ctx: Ctx, { topic, name }: All): Promise<Changed> {
  requireRole(ctx, 'admin');
  const { changed } = await update(ctx, AGAIN, `${DEAD} AND ${ALL}`, [topic, name]);
  note(ctx, 'an admin sent all dead messages of a name again', { topic, message: name, changed });
  return { changed };
}

/**
 * Gives a dead message up: nobody need look at it any more. What it was about is not touched. Done before, it changes nothing.
 * @throws DocketError unauthenticated, forbidden, not_found
 */
export async function giveUp(ctx: Ctx, { id }: One): Promise<Changed> {
  requireRole(ctx, 'admin');
  const { changed } = await update(ctx, GIVE_UP, `id = $1 AND ${DEAD}`, [id]);
  if (changed === 0) await mustExist(ctx, id);
  else note(ctx, 'an admin gave a message up', { outboxId: id });
  return { changed };
}

/** As `giveUp`, for all dead messages of a name. @throws DocketError unauthenticated, forbidden */
export async function giveAllUp(ctx: Ctx, { topic, name }: All): Promise<Changed> {
  requireRole(ctx, 'admin');
  const { changed } = await update(ctx, GIVE_UP, `${DEAD} AND ${ALL}`, [topic, name]);
  note(ctx, 'an admin gave all dead messages of a name up', { topic, message: name, changed });
  return { changed };
}
