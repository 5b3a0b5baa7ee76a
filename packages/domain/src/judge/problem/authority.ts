import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { findProblem } from './visible.ts';

const setterStatement = prepare(
  'is_problem_setter',
  'SELECT FROM problem_versions WHERE problem_id = $1 AND imported_by_id = $2 LIMIT 1',
);

/** Whether a user imported a version of the problem `p` of a query. @param user of the query's parameters, such as `$2` */
export function setsProblem(user: `$${number}`): string {
  return `EXISTS (SELECT FROM problem_versions w WHERE w.problem_id = p.id AND w.imported_by_id = ${user})`;
}

/** Setters decide about what they imported a version of; admins and the platform about everything. */
export async function isSetterOf({ db, actor }: Pick<Ctx, 'db' | 'actor'>, problemId: string): Promise<boolean> {
  if (actor.kind === 'system') return true;
  if (actor.kind === 'anonymous') return false;
  if (actor.role === 'admin') return true;
  return actor.role === 'setter' && (await setterStatement(db.pool, [problemId, actor.userId])).length > 0;
}

/** A problem that the caller may change. @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found` */
export async function findOwnProblem(ctx: Ctx, slugOrId: string) {
  requireRole(ctx, 'setter', 'admin');
  const problem = await findProblem(ctx, slugOrId);
  if (!(await isSetterOf(ctx, problem.id)))
    throw new DocketError('forbidden', 'Only those who imported a problem, and admins, decide about it.');
  return problem;
}
