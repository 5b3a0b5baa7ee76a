import { DocketError } from '@docket/contracts/errors';
import type { Judge0Submission } from '@docket/contracts/http/judge0';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { getJudge0Submission } from './get.ts';
import type { Told } from './told.ts';

// A run is over for good: what waits for a call about it is told that it is gone.
const deleteStatement = prepare(
  'judge0_run_delete',
  'DELETE FROM runs r WHERE r.user_id = $1 AND r.id = $2 AND r.finished_at IS NOT NULL RETURNING r.id',
);

/** Takes one of the caller's away, and tells it a last time. @throws DocketError `unauthenticated`, `run_not_found`, `run_not_over` */
export async function deleteJudge0Submission(ctx: Ctx, token: string, told: Told): Promise<Judge0Submission> {
  const { userId } = requireUser(ctx);
  const last = await getJudge0Submission(ctx, token, told);
  const gone = await deleteStatement(ctx.db.pool, [userId, token.trim().toLowerCase()]);
  if (gone.length === 0)
    throw new DocketError('run_not_over', 'The submission is not over yet; it can be deleted once it is.');
  return last;
}
