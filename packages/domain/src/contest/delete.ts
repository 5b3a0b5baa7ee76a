import { DocketError } from '@docket/contracts/errors';
import { change, type Tx } from '../spine/emit.ts';
import type { Ctx } from '../spine/ctx.ts';
import { lockScope } from '../judge/scope/lock.ts';
import { forgetContest } from './forget.ts';
import { findOwnContest, refuseClosed } from './rows.ts';

/**
 * Deletes a contest to which nobody has submitted. Its scope and log stay as rows that show nothing to anybody, for a log is never taken away.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_begun`, `contest_state`
 */
export async function deleteContest(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const contest = await findOwnContest(ctx, input.id);
  refuseClosed(contest, 'what there is');
  const { id, slug } = contest;
  await change(ctx, (tx) => eraseContest(tx, id));
  forgetContest(ctx, id);
  ctx.log.info({ contestId: id, slug }, 'contest deleted');
}

/** The same in a transaction under way, for whoever keeps a closed contest. @throws DocketError `contest_begun` */
export async function eraseContest(tx: Tx, id: string): Promise<void> {
  await lockScope(tx, id);
  const { rows } = await tx.client.query('SELECT FROM submissions WHERE scope_id = $1 LIMIT 1', [id]);
  if (rows.length > 0)
    throw new DocketError(
      'contest_begun',
      'There are submissions to this contest, so it stays. Take it out of lists with the visibility LINK.',
    );
  await tx.client.query('UPDATE judge_scopes SET active = false WHERE id = $1', [id]);
  for (const table of ['judge_scope_problems', 'judge_scope_members', 'judge_scope_staff'])
    await tx.client.query(`DELETE FROM ${table} WHERE scope_id = $1`, [id]);
  await tx.client.query('DELETE FROM contests WHERE id = $1', [id]);
}
