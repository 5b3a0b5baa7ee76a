import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createSubmission } from '@docket/contracts/http/submissions';
import { taskClasses } from '@docket/contracts/judge/task';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { fingerprintOf, type Keyed } from '../../spine/idempotency.ts';
import { admissionAnswer, refused, type DepthLimits } from '../queue/admission.ts';
import { expectedWaitSeconds, PAUSED, readCapacity } from '../queue/capacity.ts';
import { readSource } from '../source/read-source.ts';

export type SubmitSubmissionInput = RouteBody<typeof createSubmission> & DepthLimits & Keyed;

const submitStatement = prepare(
  'submit_submission',
  `SELECT submit_submission($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) AS answer, ${PAUSED}`,
).rows<{ paused: boolean }>();

const SUBMISSION_CLASS = taskClasses.indexOf('submission');

const answer = admissionAnswer({ submissionId: z.uuid() });

/**
 * Takes code in to be judged: one round trip that writes the submission, its task and its wake-up, or nothing.
 * @throws DocketError unauthenticated, user_mismatch, unknown_language, invalid_code, code_too_large, problem_not_found, limits_below_floor,
 * idempotency_mismatch, idempotency_in_progress (with retryAfter), queue_full (with retryAfter), queue_draining
 */
export async function submitSubmission(
  ctx: Ctx,
  input: SubmitSubmissionInput,
): Promise<RouteResponse<typeof createSubmission>> {
  const user = requireUser(ctx);
  if (input.userId !== undefined && input.userId !== user.userId) {
    throw new DocketError('user_mismatch', 'The userId is not yours; leave it out or send your own.');
  }
  const { files, codeBytes, language } = await readSource(ctx, input);

  const [submissionId, jobId] = [newId(), newId()];
  const [row] = await submitStatement(ctx.db.pool, [
    submissionId,
    jobId,
    user.userId,
    input.problemId,
    input.language,
    JSON.stringify(files),
    codeBytes,
    input.idempotencyKey,
    fingerprintOf('submission', [input.problemId, input.language, files]),
    input.depthLimit,
    input.userDepthLimit,
    SUBMISSION_CLASS,
    language.floor?.cpuMs ?? null,
    language.floor?.memoryBytes ?? null,
  ]);
  const result = answer.parse(row?.answer);
  if (!('queuePosition' in result))
    throw await refused(ctx, result, { ...input, what: 'submission', codeBytes, language });
  if (result.outcome === 'replay') input.onReplay?.();
  else
    ctx.dispatch([{ topic: 'job', id: jobId, name: 'judge.wake', payload: { taskId: submissionId }, dispatches: 0 }]);
  return {
    submissionId: result.submissionId,
    status: 'QUEUED',
    queuePosition: result.queuePosition,
    expectedWaitSeconds: expectedWaitSeconds(await readCapacity(ctx), {
      ahead: result.queuePosition,
      paused: row?.paused === true,
    }),
  };
}
