import { DocketError } from '@docket/contracts/errors';
import type { setContestProblems as route } from '@docket/contracts/http/contest-jury';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { ContestFact } from '@docket/contest/log';
import { isSetterOf } from '../../judge/problem/authority.ts';
import { findProblem, noProblem } from '../../judge/problem/visible.ts';
import { lockScope } from '../../judge/scope/lock.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { tellLog } from '../facts.ts';
import { forgetContest } from '../forget.ts';
import { findOwnContest, findSetContest, refuseFinal } from '../rows.ts';
import { listContestProblems } from './list.ts';

type Wanted = RouteBody<typeof route>['problems'][number] & { readonly id: string };

const nowStatement = prepare(
  'contest_problems_now',
  `SELECT c.problem_id, c.label, EXISTS (SELECT FROM submissions s WHERE s.scope_id = c.scope_id AND s.problem_id = c.problem_id) AS used
     FROM judge_scope_problems c WHERE c.scope_id = $1`,
).rows<{ used: boolean }>();
const goneStatement = prepare(
  'contest_problems_gone',
  'DELETE FROM judge_scope_problems WHERE scope_id = $1 AND problem_id <> ALL ($2::uuid[])',
);
// Letters are unique at every moment, so those that are exchanged make room for each other first.
const roomStatement = prepare(
  'contest_problems_make_room',
  `UPDATE judge_scope_problems SET label = '~' || problem_id WHERE scope_id = $1`,
);
const writeStatement = prepare(
  'contest_problems_write',
  `INSERT INTO judge_scope_problems AS c (scope_id, problem_id, label, ordinal, colour, points)
   SELECT $1, w.id, w.label, w.ordinal::int, w.colour, w.points
     FROM unnest($2::uuid[], $3::text[], $4::text[], $5::float8[]) WITH ORDINALITY AS w(id, label, colour, points, ordinal)
   ON CONFLICT (scope_id, problem_id) DO UPDATE SET label = excluded.label, ordinal = excluded.ordinal, colour = excluded.colour, points = excluded.points`,
);

/** @throws DocketError `contest_labels` saying at which places letters or problems are the same */
function refuseTwins(wanted: readonly Wanted[]): void {
  const fields = wanted.flatMap(({ id, label }, at) => {
    const twin = wanted.findIndex((other) => other.label === label);
    const same = wanted.findIndex((other) => other.id === id);
    return [
      ...(twin === at
        ? []
        : [{ path: `body.problems[${at}].label`, message: `${label} is that of problems[${twin}] too` }]),
      ...(same === at
        ? []
        : [{ path: `body.problems[${at}].problemId`, message: `is the problem of problems[${same}] too` }]),
    ];
  });
  if (fields.length === 0) return;
  throw new DocketError(
    'contest_labels',
    fields.map(({ path, message }) => `${path.slice(5)} ${message}`).join('; ') + '.',
    { fields },
  );
}

/**
 * Sets the problems of a contest, in their order. What is not published only its setters put in, unless it is there already: neither that one knows an
 * id nor that a contest shows it to one makes a problem one's own, and this contest may show it to everybody.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_labels`, `contest_begun`, `contest_state`, `problem_not_found`
 */
export async function setContestProblems(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const wanted: Wanted[] = [];
  const foreign: Wanted[] = [];
  for (const problem of input.problems) {
    const found = await findProblem(ctx, problem.problemId);
    const one = { ...problem, id: found.id };
    wanted.push(one);
    if (found.status !== 'PUBLISHED' && !(await isSetterOf(ctx, found.id))) foreign.push(one);
  }
  refuseTwins(wanted);
  await change(ctx, async (tx) => {
    await lockScope(tx, id);
    refuseFinal(await findSetContest(ctx, id, tx.client));
    const now = await nowStatement(tx.client, [id]);
    const refused = foreign.find((each) => !now.some(({ problem_id }) => problem_id === each.id));
    if (refused !== undefined) throw noProblem(refused.problemId);
    const gone = now.filter(({ problem_id }) => !wanted.some((each) => each.id === problem_id));
    const used = gone.filter((each) => each.used);
    if (used.length > 0)
      throw new DocketError(
        'contest_begun',
        `There are submissions to ${used.map(({ label }) => label).join(', ')}, so it stays in the contest.`,
      );
    await goneStatement(tx.client, [id, wanted.map((each) => each.id)]);
    await roomStatement(tx.client, [id]);
    await writeStatement(tx.client, [
      id,
      wanted.map((each) => each.id),
      wanted.map(({ label }) => label),
      wanted.map(({ colour }) => colour),
      wanted.map(({ points }) => points),
    ]);
    await tellLog(tx, id, [
      ...gone.map(({ problem_id }): ContestFact => ({ kind: 'problem-removed', problem: problem_id })),
      ...wanted.map(({ id: problem, label, colour, points }, at): ContestFact => ({
        kind: 'problem',
        problem: { id: problem, label, colour, points, ordinal: at + 1 },
      })),
    ]);
    await keepRecord(ctx, tx, {
      contestId: id,
      act: 'problems.set',
      data: { problems: wanted.map(({ label, id: problem }) => ({ label, problem })) },
    });
  });
  forgetContest(ctx, id);
  return listContestProblems(ctx, { id });
}
