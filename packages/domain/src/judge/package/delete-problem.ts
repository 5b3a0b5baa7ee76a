import { DocketError } from '@docket/contracts/errors';
import type { PoolClient } from '@docket/db/client';
import { prepare } from '@docket/db/statement';
import { change } from '../../spine/emit.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { withdrawTasks } from '../queue/hold.ts';
import { findOwnProblem } from '../problem/authority.ts';
import { endSetterJobs } from '../setter/end-jobs.ts';
import { forgetProblems } from '../problem/forget.ts';
import type { ProblemReactions } from './reactions.ts';

/** Tables of a problem that no foreign key ties to it. */
const BESIDE = [
  'package_checks',
  'problem_faults',
  'problem_judgings',
  'problem_programs',
  'problem_statements',
  'problem_files',
  'problem_materials',
  'setter_jobs',
] as const;

const openStatement = prepare(
  'open_tasks_of_problem',
  `SELECT t.id FROM judge_tasks t WHERE t.status <> 'ENDED' AND t.id IN (
     SELECT c.id FROM package_checks c WHERE c.problem_id = $1 UNION ALL SELECT j.id FROM setter_jobs j WHERE j.problem_id = $1) LIMIT 1`,
);

/** Each time all tasks that are there are ended first. */
const TRIES = 20;

/** Undoes what was begun. */
class TasksCame extends Error {}

async function endTasks(client: PoolClient, problemId: string): Promise<void> {
  const checks = await client.query<{ id: string }>('SELECT id FROM package_checks WHERE problem_id = $1', [problemId]);
  await withdrawTasks(
    client,
    checks.rows.map((check) => check.id),
  );
  await endSetterJobs(client, problemId);
}

/**
 * Deletes a problem to which nobody has submitted and about which nobody else has written, with all its versions. Test data stay: other problems may have the same.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`, `problem_has_submissions`, `problem_in_use`
 */
export async function deleteProblem(
  ctx: Ctx,
  input: { readonly slug: string },
  reactions: ProblemReactions,
): Promise<void> {
  const { id, slug } = await findOwnProblem(ctx, input.slug);
  for (let tries = 1; !(await erase(ctx, { id, slug }, reactions)); tries += 1)
    if (tries === TRIES)
      throw new DocketError(
        'problem_in_use',
        `Programs of ${slug} are put into the queue as fast as they are taken out. Wait for its imports and jobs to end.`,
      );
  forgetProblems(ctx);
  ctx.log.info({ problemId: id, slug }, 'problem deleted');
}

/** @returns false where tasks came in before the problem was locked: nothing was written, and it is to be tried once more */
async function erase(
  ctx: Ctx,
  { id, slug }: { readonly id: string; readonly slug: string },
  reactions: ProblemReactions,
): Promise<boolean> {
  return change(ctx, async (tx) => {
    const { client } = tx;
    // Tasks before the problem, as where a check ends. A judge that has one learns at its next write.
    await endTasks(client, id);
    // A submission or job that is being taken in holds a key share of this row: it comes first, or finds no problem.
    await client.query('SELECT FROM problems WHERE id = $1 FOR UPDATE', [id]);
    // Those that came first meanwhile would be left without anything that they are about. They are not to be waited for here: one that ends has its task, and
    // waits for the problem.
    if ((await openStatement(client, [id])).length > 0) throw new TasksCame();
    const submitted = await client.query('SELECT FROM submissions WHERE problem_id = $1 LIMIT 1', [id]);
    if (submitted.rows.length > 0)
      throw new DocketError(
        'problem_has_submissions',
        `There are submissions to ${slug}, which belong to those who wrote them. Archive it instead.`,
      );
    const scoped = await client.query('SELECT FROM judge_scope_problems WHERE problem_id = $1 LIMIT 1', [id]);
    if (scoped.rows.length > 0)
      throw new DocketError('problem_in_use', `${slug} is one of a contest. Take it out of that first.`);
    await reactions.problems.deleting(ctx, tx, { problemId: id, slug });
    // What refers to problems without being deleted by them.
    for (const table of BESIDE) await client.query(`DELETE FROM ${table} WHERE problem_id = $1`, [id]);
    await client.query('DELETE FROM problems WHERE id = $1', [id]);
    return true;
  }).catch((error: unknown) => {
    if (error instanceof TasksCame) return false;
    throw error;
  });
}
