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

/** Removes old calls; one that was never due by then is not any more. @returns whether there may be more */
export async function sweepCallbacks(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  return (await sweepStatement(ctx.db.pool, [KEPT_DAYS, AT_ONCE])).length === AT_ONCE;
}
