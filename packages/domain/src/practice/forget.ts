import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import type { Tx } from '../spine/emit.ts';
import { takeBack } from './discussion/change.ts';

const postsStatement = prepare(
  'practice_forget_posts',
  'SELECT d.id, d.thread_id, d.author_id FROM discussion_posts d WHERE d.author_id = $1 AND d.deleted_at IS NULL ORDER BY coalesce(d.thread_id, d.id), d.thread_id NULLS LAST',
);

const OWN = ['practice_notes', 'practice_favourites', 'discussion_reports'] as const;

/**
 * Takes away what somebody has noted and said: notes, favourites, lists, reports and posts. A thread that others replied to stays without its text and its
 * author; figures of run times count on without a name.
 */
export async function forgetInPractice(ctx: Pick<Ctx, 'clock'>, tx: Tx, userId: string): Promise<void> {
  for (const table of OWN) await tx.client.query(`DELETE FROM ${table} WHERE user_id = $1`, [userId]);
  await tx.client.query('DELETE FROM study_lists WHERE owner_id = $1', [userId]);
  for (const post of await postsStatement(tx.client, [userId])) await takeBack(ctx, tx, post);
}
