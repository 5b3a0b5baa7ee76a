import { DocketError } from '@docket/contracts/errors';
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
  await change(ctx, async (tx) => {
    const { client } = tx;
    const checks = await client.query<{ id: string }>('SELECT id FROM package_checks WHERE problem_id = $1', [id]);
    // Tasks before the problem, as where a check ends. A judge that has one learns at its next write.
    await withdrawTasks(
      client,
      checks.rows.map((check) => check.id),
    );
    await endSetterJobs(client, id);
    // A submission that is being taken in holds a key share of this row: it comes first, or finds no problem.
    await client.query('SELECT FROM problems WHERE id = $1 FOR UPDATE', [id]);
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
  });
  forgetProblems(ctx);
  ctx.log.info({ problemId: id, slug }, 'problem deleted');
}
