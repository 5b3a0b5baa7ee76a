import type { Score } from '@docket/contracts/judge/score';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';

const recordStatement = prepare(
  'record_score',
  `INSERT INTO judge_scores (task_id, attempt, score, max_score, subtasks) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (task_id, attempt) DO UPDATE SET score = excluded.score, max_score = excluded.max_score, subtasks = excluded.subtasks`,
);

/**
 * Notes the points of an attempt, before its verdict is written. Only the holder of an attempt writes under its number, so
 * this needs no fence of its own: points of an attempt that lost are never looked at.
 */
export async function recordScore(
  ctx: Ctx,
  held: { readonly submissionId: string; readonly attempt: number },
  { score, maxScore, subtasks }: Score,
): Promise<void> {
  await recordStatement(ctx.db.pool, [held.submissionId, held.attempt, score, maxScore, JSON.stringify(subtasks)]);
}
