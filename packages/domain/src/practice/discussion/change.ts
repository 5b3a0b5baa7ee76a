import { DocketError } from '@docket/contracts/errors';
import type { changePost as route, Post } from '@docket/contracts/http/discussion';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { closed, openProblem } from '../open.ts';
import { discussionNews, findPost, noPost, toPost, type PostRow } from './rows.ts';
import { authorOf, locked } from './write.ts';

const changeStatement = prepare(
  'discussion_change',
  `UPDATE discussion_posts d SET text = $3, title = CASE WHEN d.kind = 'reply' THEN NULL ELSE coalesce($4, d.title) END,
          spoiler = d.kind = 'solution' OR coalesce($5, d.spoiler), edited_at = $6
     FROM problems p
    WHERE d.id = $1 AND d.author_id = $2 AND d.deleted_at IS NULL AND d.hidden_at IS NULL AND p.id = d.problem_id AND NOT problem_contested(p.id, $2)
      AND NOT EXISTS (SELECT FROM discussion_posts t WHERE t.id = coalesce(d.thread_id, d.id) AND t.locked_at IS NOT NULL) RETURNING d.id`,
);
const tombStatement = prepare(
  'discussion_tombstone',
  `UPDATE discussion_posts d SET text = '', title = '', deleted_at = $3 WHERE d.id = $1 AND d.author_id = $2 AND d.thread_id IS NULL AND d.replies > 0
    AND d.deleted_at IS NULL RETURNING d.id`,
);
const removeStatement = prepare(
  'discussion_remove',
  'DELETE FROM discussion_posts d WHERE d.id = $1 AND d.author_id = $2 AND d.replies = 0 RETURNING d.id',
);
const uncountStatement = prepare(
  'discussion_uncount',
  'UPDATE discussion_posts t SET replies = greatest(0, t.replies - 1) WHERE t.id = $1',
);
// A thread that is gone for its author goes with the last reply.
const sweepStatement = prepare(
  'discussion_sweep',
  'DELETE FROM discussion_posts t WHERE t.id = $1 AND t.deleted_at IS NOT NULL AND t.replies = 0',
);
const lockStatement = prepare(
  'discussion_lock_thread',
  'SELECT t.id FROM discussion_posts t WHERE t.id = $1 FOR UPDATE',
);

/** One's own post, hidden or not. @throws DocketError `post_not_found` */
async function ownPost(ctx: Ctx, id: string): Promise<PostRow> {
  const { userId } = requireUser(ctx);
  const row = await findPost(ctx.db.pool, id);
  if (row === undefined || row.author_id !== userId || row.deleted_at !== null) throw noPost();
  return row;
}

/** Changes what one has written. @throws DocketError `unauthenticated`, `post_not_found`, `practice_closed`, `thread_locked` */
export async function changePost(ctx: Ctx, input: RouteBody<typeof route> & { readonly id: string }): Promise<Post> {
  const { userId } = requireUser(ctx);
  const row = await ownPost(ctx, input.id);
  await openProblem(ctx, row.problem_id).catch((error: unknown) => {
    throw error instanceof DocketError && error.code === 'problem_not_found' ? noPost() : error;
  });
  await change(ctx, async (tx) => {
    const changed = await changeStatement(tx.client, [
      row.id,
      userId,
      input.text,
      input.title ?? null,
      input.spoiler ?? null,
      ctx.clock.now(),
    ]);
    if (changed.length === 0) {
      const thread = await findPost(tx.client, row.thread_id ?? row.id);
      throw thread?.locked_at == null && row.hidden_at === null ? closed() : locked();
    }
    tx.emit(discussionNews(row));
  });
  return toPost(await ownPost(ctx, input.id), authorOf(userId));
}

/** Takes back what one has written. A thread that others replied to stays without its text. @throws DocketError `unauthenticated`, `post_not_found` */
export async function deletePost(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const row = await ownPost(ctx, input.id);
  await change(ctx, async (tx) => {
    await takeBack(ctx, tx, row);
    tx.emit(discussionNews(row));
  });
}

/** Removes a post, or what stands in it where others have replied. Locks the thread. */
export async function takeBack(
  { clock }: Pick<Ctx, 'clock'>,
  tx: Tx,
  row: Pick<PostRow, 'id' | 'thread_id' | 'author_id'>,
): Promise<void> {
  await lockStatement(tx.client, [row.thread_id ?? row.id]);
  const kept = await tombStatement(tx.client, [row.id, row.author_id, clock.now()]);
  if (kept.length > 0) return;
  const removed = await removeStatement(tx.client, [row.id, row.author_id]);
  if (removed.length === 0 || row.thread_id === null) return;
  await uncountStatement(tx.client, [row.thread_id]);
  await sweepStatement(tx.client, [row.thread_id]);
}
