import { DocketError } from '@docket/contracts/errors';
import type { compareSubmissions as route, SimilarityReport } from '@docket/contracts/http/contest-similarity';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { findOwnContest } from '../rows.ts';
import { readReport } from './rows.ts';

const problemStatement = prepare(
  'contest_similarity_problem',
  'SELECT p.problem_id FROM judge_scope_problems p WHERE p.scope_id = $1 AND p.label = $2',
);
const writeStatement = prepare(
  'contest_similarity_write',
  `INSERT INTO contest_similarities (id, contest_id, problem_id, given, asked_by) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (contest_id, problem_id) WHERE state = 'waiting' DO NOTHING RETURNING id`,
);
const waitingStatement = prepare(
  'contest_similarity_waiting',
  `SELECT r.id FROM contest_similarities r WHERE r.contest_id = $1 AND r.problem_id = $2 AND r.state = 'waiting'`,
);

/**
 * Has what was handed in to a problem compared by a worker. While one comparison is under way, it is that one.
 * @throws DocketError `contest_not_found`, `contest_not_jury`, `contest_problem_not_found`
 */
export async function compareSubmissions(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string },
): Promise<SimilarityReport> {
  const { id } = await findOwnContest(ctx, input.id);
  const [problem] = await problemStatement(ctx.db.pool, [id, input.label]);
  if (problem === undefined)
    throw new DocketError('contest_problem_not_found', `The contest has no problem ${input.label}.`);
  return change(ctx, async (tx) => {
    const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
    const [made] = await writeStatement(tx.client, [newId(), id, problem.problem_id, input.given ?? null, userId]);
    if (made !== undefined) {
      tx.enqueue({ name: 'similarity.compare', payload: { reportId: made.id } });
      await keepRecord(ctx, tx, { contestId: id, act: 'similarity.asked', data: { label: input.label } });
      return readReport(tx.client, id, made.id);
    }
    const [waiting] = await waitingStatement(tx.client, [id, problem.problem_id]);
    // It ended in between: then it is the newest there is.
    if (waiting === undefined) throw new Error('the comparison ended while it was asked for');
    return readReport(tx.client, id, waiting.id);
  });
}
