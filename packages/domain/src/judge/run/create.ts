import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { RUN_INPUT_BYTES, type createRun as contract } from '@docket/contracts/http/runs';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../ctx.ts';
import { expectedWaitSeconds, readCapacity } from '../queue/capacity.ts';
import { draining } from '../queue/draining.ts';
import { readSource } from '../source/read-source.ts';

export type CreateRunInput = RouteBody<typeof contract> & {
  readonly idempotencyKey: string | null;
  /** Runs waiting in all, and of one user, from which on new ones are refused. */
  readonly depthLimit: number;
  readonly userDepthLimit: number;
};

const createStatement = prepare<{ answer: unknown }>(
  'create_run',
  'SELECT create_run($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) AS answer',
);

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['created', 'replayed']), runId: z.uuid(), queuePosition: z.int() }),
  z.object({ outcome: z.literal('code_too_large'), codeLimit: z.int() }),
  z.object({ outcome: z.literal('queue_full'), queuePosition: z.int() }),
  z.object({ outcome: z.enum(['mismatch', 'problem_not_found', 'no_samples', 'user_queue_full', 'draining']) }),
]);

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
 * problem_not_found, idempotency_mismatch, queue_full (with retryAfter), queue_draining
 */
export async function createRun(ctx: Ctx, input: CreateRunInput): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  if (input.userId !== undefined && input.userId !== user.userId)
    throw new DocketError('user_mismatch', 'The userId is not yours; leave it out or send your own.');
  checkInputs(input.inputs);
  const { files, codeBytes } = await readSource(ctx, input);

  const [runId, jobId] = [newId(), newId()];
  const [filesJson, inputsJson] = [JSON.stringify(files), JSON.stringify(input.inputs)];
  const fingerprint = createHash('sha256')
    .update(`run\0${input.problemId ?? ''}\0${input.language}\0${input.samples}\0${inputsJson}\0${filesJson}`)
    .digest('hex');
  const [row] = await createStatement(ctx.db.pool, [
    runId,
    jobId,
    user.userId,
    input.problemId ?? null,
    input.language,
    filesJson,
    codeBytes,
    inputsJson,
    input.samples,
    input.idempotencyKey,
    fingerprint,
    input.depthLimit,
    input.userDepthLimit,
  ]);
  const result = answer.parse(row?.answer);
  const wait = async (ahead: number): Promise<number> => expectedWaitSeconds(await readCapacity(ctx), ahead);

  switch (result.outcome) {
    case 'created':
    case 'replayed': {
      if (result.outcome === 'created')
        ctx.dispatch([{ topic: 'job', id: jobId, name: 'judge.wake', payload: { taskId: runId }, dispatches: 0 }]);
      const { queuePosition } = result;
      return { runId: result.runId, status: 'QUEUED', queuePosition, expectedWaitSeconds: await wait(queuePosition) };
    }
    case 'mismatch':
      throw new DocketError('idempotency_mismatch', 'This Idempotency-Key was used for another run; take a new key.');
    case 'problem_not_found':
      throw new DocketError(
        'problem_not_found',
        `There is no problem ${JSON.stringify(input.problemId)}; GET /problems lists them.`,
      );
    case 'no_samples':
      throw new DocketError('invalid_request', 'The problem has no samples; send an input of your own.', {
        fields: [{ path: 'body.samples', message: 'the problem has none' }],
      });
    case 'code_too_large':
      throw new DocketError(
        'code_too_large',
        `The code has ${codeBytes} bytes; this problem accepts ${result.codeLimit}.`,
      );
    case 'user_queue_full':
      throw new DocketError(
        'queue_full',
        `You already have ${input.userDepthLimit} runs waiting; wait for some to be done.`,
        { retryAfter: 5 },
      );
    case 'queue_full':
      throw new DocketError('queue_full', 'Too many runs are waiting; try again in a moment.', {
        retryAfter: Math.max(1, Math.min(60, Math.ceil((await wait(result.queuePosition)) / 10))),
      });
    case 'draining':
      throw draining();
    default:
      return result satisfies never;
  }
}
