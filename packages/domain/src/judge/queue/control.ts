import type { QueueState } from '@docket/contracts/http/queue';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { getQueueState } from './state.ts';

export type QueueSwitch = 'pause' | 'drain' | 'resume';

/**
 * Holds the judge's queue, empties it, or lets it go on, for all workers and api processes at once: the switch is a row that every
 * claim and every admission reads. `pause` and `drain` may be on together; `resume` ends both.
 * @throws DocketError unauthenticated, forbidden
 */
export async function controlQueue(
  ctx: Ctx,
  input: { readonly turn: QueueSwitch; readonly reason?: string | undefined },
): Promise<QueueState> {
  requireRole(ctx, 'admin');
  await ctx.db.pool.query(
    `UPDATE judge_control SET paused = CASE $1 WHEN 'pause' THEN true WHEN 'resume' THEN false ELSE paused END,
            draining = CASE $1 WHEN 'drain' THEN true WHEN 'resume' THEN false ELSE draining END,
            reason = $2, changed_by = $3, changed_at = clock_timestamp()`,
    [input.turn, input.reason ?? null, ctx.actor.kind === 'user' ? ctx.actor.userId : null],
  );
  ctx.log.warn({ turn: input.turn, reason: input.reason }, 'an admin turned the judge’s queue');
  return getQueueState(ctx);
}
