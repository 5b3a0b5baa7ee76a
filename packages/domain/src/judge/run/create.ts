import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { RUN_INPUT_BYTES, type createRun as contract } from '@docket/contracts/http/runs';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { fingerprintOf, type Keyed } from '../../spine/idempotency.ts';
import { admissionAnswer, refused, type DepthLimits } from '../queue/admission.ts';
import { expectedWaitSeconds, PAUSED, readCapacity } from '../queue/capacity.ts';
import { readSource } from '../source/read-source.ts';

export type CreateRunInput = RouteBody<typeof contract> & DepthLimits & Keyed;

const createStatement = prepare(
  'create_run',
  `SELECT create_run($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AS answer, ${PAUSED}`,
).rows<{ paused: boolean }>();

const answer = admissionAnswer({ runId: z.uuid() });

function checkInputs(inputs: readonly string[]): void {
  const bytes = inputs.reduce((sum, input) => sum + Buffer.byteLength(input), 0);
  if (bytes > RUN_INPUT_BYTES)
    throw new DocketError(
      'body_too_large',
      `The inputs have ${bytes} bytes; together ${RUN_INPUT_BYTES} are accepted.`,
    );
}

/**
 * Takes code in to be run on own input or the samples: one round trip that writes the run, its task and its wake-up, or nothing.
 * @throws DocketError unauthenticated, user_mismatch, unknown_language, invalid_request, invalid_code, code_too_large, body_too_large,
 * problem_not_found, limits_below_floor, idempotency_mismatch, idempotency_in_progress (with retryAfter), queue_full (with retryAfter), queue_draining
 */
export async function createRun(ctx: Ctx, input: CreateRunInput): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  if (input.userId !== undefined && input.userId !== user.userId)
    throw new DocketError('user_mismatch', 'The userId is not yours; leave it out or send your own.');
  checkInputs(input.inputs);
  const { files, codeBytes, language } = await readSource(ctx, input);

  const [runId, jobId] = [newId(), newId()];
  const [row] = await createStatement(ctx.db.pool, [
    runId,
    jobId,
    user.userId,
    input.problemId ?? null,
    input.language,
    JSON.stringify(files),
    codeBytes,
    JSON.stringify(input.inputs),
    input.samples,
    input.idempotencyKey,
    fingerprintOf('run', [input.problemId ?? null, input.language, input.samples, input.inputs, files]),
    input.depthLimit,
    input.userDepthLimit,
    language.floor?.cpuMs ?? null,
    language.floor?.memoryBytes ?? null,
  ]);
  const result = answer.parse(row?.answer);
  if (!('queuePosition' in result))
    throw await refused(ctx, result, { ...input, problemId: input.problemId, what: 'run', codeBytes, language });
  if (result.outcome === 'replay') input.onReplay?.();
  else ctx.dispatch([{ topic: 'job', id: jobId, name: 'judge.wake', payload: { taskId: runId }, dispatches: 0 }]);
  return {
    runId: result.runId,
    status: 'QUEUED',
    queuePosition: result.queuePosition,
    expectedWaitSeconds: expectedWaitSeconds(await readCapacity(ctx), {
      ahead: result.queuePosition,
      paused: row?.paused === true,
    }),
  };
}
