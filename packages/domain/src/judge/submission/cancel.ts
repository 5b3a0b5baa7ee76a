import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { withdrawTasks } from '../queue/hold.ts';
import { getSubmission } from './get.ts';
import { submissionNews } from './news.ts';

const cancelStatement = prepare(
  'submission_cancelled',
  `UPDATE submissions SET status = 'CANCELLED', finished_at = clock_timestamp(), attempt = attempt + 1 WHERE id = $1 RETURNING attempt`,
);
const logStatement = prepare('log_judgements', 'SELECT l.scope_id, l.wake_id FROM log_judgements($1, NULL, NULL) l');

/** Tells the logs of their scopes that these were cancelled; the relay wakes who reads those. To be called when their rows say so. */
export async function logCancelled(tx: Tx, ids: readonly string[]): Promise<void> {
  await logStatement(tx.client, [ids]);
}

/**
 * Ends a submission of the caller's that has no verdict yet; one that has stays as it is, and so does one to a contest that is being judged: to give
 * it up when the first tests have failed would be a try that costs nothing. The judge that holds it notices at its next write and stops.
 * @throws DocketError unauthenticated, submission_not_found
 */
export async function cancelSubmission(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  const submission = await getSubmission(ctx, input);
  // Setters and admins may look at it.
  if (submission.userId !== user.userId)
    throw new DocketError('submission_not_found', 'There is no such submission among yours.');
  await change(ctx, async (tx) => {
    const withdrawn = await withdrawTasks(
      tx.client,
      [input.id],
      submission.contestId === undefined ? ['QUEUED', 'ACTIVE'] : ['QUEUED'],
    );
    if (withdrawn.length === 0) return;
    const [cancelled] = await cancelStatement(tx.client, [input.id]);
    if (cancelled === undefined) throw new Error(`submission ${input.id} has a task and no row`);
    await logCancelled(tx, [input.id]);
    tx.emit(
      submissionNews({
        userId: user.userId,
        submissionId: submission.submissionId,
        problemId: submission.problemId,
        language: submission.language,
        status: 'CANCELLED',
        reason: null,
        attempt: cancelled.attempt,
        cpuMs: null,
        memoryBytes: null,
        testsDone: 0,
        testsTotal: submission.testsTotal,
        tests: [],
        compileLog: null,
      }),
    );
  });
}
