import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { isSetterOf } from '../judge/problem/authority.ts';
import { findProblem } from '../judge/problem/visible.ts';
import type { Ctx } from '../spine/ctx.ts';

const stateStatement = prepare(
  'practice_state',
  `SELECT p.status = 'PUBLISHED' AND NOT problem_contested(p.id, $2) AS open, p.current_version AS version,
          EXISTS (SELECT FROM user_problems u WHERE u.user_id = $2 AND u.problem_id = p.id AND u.state = 'solved') AS solved
     FROM problems p WHERE p.id = $1`,
).rows<{ open: boolean; solved: boolean }>();

type OpenProblem = {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
  /** The caller has solved it. */
  readonly solved: boolean;
  /** The caller set it, or is an admin. */
  readonly setter: boolean;
};

export function closed(): DocketError {
  return new DocketError(
    'practice_closed',
    'A contest has this problem, or it is not published. Hints, editorial, figures and discussion are to be had when that is over.',
  );
}

/**
 * A problem that may be practised: it is published, no contest that runs has it, and the caller does not play it for themselves. Its setters see what there is
 * of it at any time.
 * @throws DocketError `problem_not_found`, `practice_closed`
 */
export async function openProblem(ctx: Pick<Ctx, 'db' | 'actor'>, slugOrId: string): Promise<OpenProblem> {
  const { id, slug } = await findProblem(ctx, slugOrId);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const [state] = await stateStatement(ctx.db.pool, [id, userId]);
  const setter = await isSetterOf(ctx, id);
  if (state === undefined || !(state.open || setter)) throw closed();
  return { id, slug, version: state.version, solved: state.solved, setter };
}
