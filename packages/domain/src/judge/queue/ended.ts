import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

const endedStatement = prepare(
  'judge_tasks_ended',
  `SELECT id FROM judge_tasks WHERE id = ANY ($1::uuid[]) AND status = 'ENDED'`,
);

/** Which of these submissions or runs are over: one question for all who wait. */
export async function endedOf(ctx: Pick<Ctx, 'db'>, taskIds: readonly string[]): Promise<string[]> {
  return (await endedStatement(ctx.db.pool, [[...taskIds]])).map(({ id }) => id);
}
