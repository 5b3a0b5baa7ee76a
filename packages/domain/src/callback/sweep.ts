import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

/** The log of calls is kept so long. */
const KEPT_DAYS = 30;
const AT_ONCE = 500;

const sweepStatement = prepare(
  'judge_callbacks_sweep',
  `DELETE FROM judge_callbacks WHERE task_id IN (
     SELECT c.task_id FROM judge_callbacks c WHERE c.created_at < clock_timestamp() - make_interval(days => $1) ORDER BY c.created_at LIMIT $2)
   RETURNING task_id`,
);

// One under way is not due: what became of it is written down first.
const endStatement = prepare(
  'judge_callbacks_end',
  `UPDATE judge_callbacks c SET status = 'FAILED', last_error = g.why, done_at = date_trunc('milliseconds', clock_timestamp())
     FROM (SELECT p.task_id, CASE WHEN t.id IS NULL THEN 'what it was about is gone'
                                  WHEN k.revoked_at < k.expires_at THEN 'the token was revoked' ELSE 'the token has expired' END AS why
             FROM judge_callbacks p JOIN api_tokens k ON k.id = p.token_id LEFT JOIN judge_tasks t ON t.id = p.task_id
            WHERE p.status = 'PENDING' AND p.next_try_at <= clock_timestamp()
              AND (t.id IS NULL OR k.revoked_at IS NOT NULL OR k.expires_at <= clock_timestamp())
            ORDER BY p.next_try_at LIMIT $1 FOR UPDATE OF p SKIP LOCKED) g
    WHERE c.task_id = g.task_id RETURNING c.task_id`,
);

/** Settles calls that nobody will make any more, and removes old ones. @returns whether there may be more */
export async function sweepCallbacks(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  const ended = await endStatement(ctx.db.pool, [AT_ONCE]);
  const removed = await sweepStatement(ctx.db.pool, [KEPT_DAYS, AT_ONCE]);
  return ended.length === AT_ONCE || removed.length === AT_ONCE;
}
