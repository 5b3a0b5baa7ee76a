import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createSubmission } from '@docket/contracts/http/submissions';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireUser, type Ctx } from '../../ctx.ts';
import { expectedWaitSeconds, readCapacity } from '../queue/capacity.ts';
import { readSource } from '../source/read-source.ts';
import { draining } from '../queue/draining.ts';

export type SubmitSubmissionInput = RouteBody<typeof createSubmission> & {
  readonly idempotencyKey: string | null;
  /** Submissions waiting in all, and of one user, from which on new ones are refused. */
  readonly depthLimit: number;
  readonly userDepthLimit: number;
};

type SubmitRow = {
  outcome: string;
  submission_id: string;
  problem_id: string;
  queue_position: number;
  code_limit: number;
};

const submitStatement = prepare<SubmitRow>(
  'submit_submission',
  'SELECT * FROM submit_submission($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
);

/**
 * Takes code in to be judged: one round trip that writes the submission and its job, or nothing.
 * @throws DocketError unauthenticated, user_mismatch, unknown_language, invalid_code, code_too_large, problem_not_found,
 * idempotency_mismatch, queue_full (with retryAfter)
 */
export async function submitSubmission(
  ctx: Ctx,
  input: SubmitSubmissionInput,
): Promise<RouteResponse<typeof createSubmission>> {
  const user = requireUser(ctx);
  if (input.userId !== undefined && input.userId !== user.userId) {
    throw new DocketError('user_mismatch', 'The userId is not yours; leave it out or send your own.');
  }
  const { files, codeBytes } = await readSource(ctx, input);

  const submissionId = newId();
  const jobId = newId();
  const filesJson = JSON.stringify(files);
  const fingerprint = createHash('sha256')
    .update(`submission\0${input.problemId}\0${input.language}\0${filesJson}`)
    .digest('hex');
  const [row] = await submitStatement(ctx.db.pool, [
    submissionId,
    jobId,
    user.userId,
    input.problemId,
    input.language,
    filesJson,
    codeBytes,
    input.idempotencyKey,
    fingerprint,
    input.depthLimit,
    input.userDepthLimit,
  ]);
  if (row === undefined) throw new Error('submit_submission returned nothing');
  const wait = async (): Promise<number> => expectedWaitSeconds(await readCapacity(ctx), row.queue_position);

  switch (row.outcome) {
    case 'created':
      ctx.dispatch([{ topic: 'job', id: jobId, name: 'judge.wake', payload: { taskId: submissionId }, dispatches: 0 }]);
      return { submissionId, status: 'QUEUED', queuePosition: row.queue_position, expectedWaitSeconds: await wait() };
    case 'replayed':
      return {
        submissionId: row.submission_id,
        status: 'QUEUED',
        queuePosition: row.queue_position,
        expectedWaitSeconds: await wait(),
      };
    case 'mismatch':
      throw new DocketError(
        'idempotency_mismatch',
        'This Idempotency-Key was used for another submission; take a new key for new code.',
      );
    case 'problem_not_found':
      throw new DocketError(
        'problem_not_found',
        `There is no problem ${JSON.stringify(input.problemId)}; GET /problems lists them.`,
      );
    case 'code_too_large':
      throw new DocketError(
        'code_too_large',
        `The code has ${codeBytes} bytes; this problem accepts ${row.code_limit}.`,
      );
    case 'user_queue_full':
      throw new DocketError(
        'queue_full',
        `You already have ${input.userDepthLimit} submissions waiting; wait for some to be judged.`,
        { retryAfter: 10 },
      );
    case 'queue_full':
      throw new DocketError('queue_full', 'Too many submissions are waiting; try again in a moment.', {
        retryAfter: Math.max(1, Math.min(60, Math.ceil((await wait()) / 10))),
      });
    case 'draining':
      throw draining();
    default:
      throw new Error(`submit_submission answered ${row.outcome}`);
  }
}
