import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { RUN_INPUT_BYTES, type createRun as contract } from '@docket/contracts/http/run';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { fingerprintOf, KEY_REFUSALS, keyRefused, type Keyed } from '../../spine/idempotency.ts';
import { problemRefused, PROBLEM_REFUSALS, type LimitColumns } from '../problem/refusals.ts';
import { PAUSED, readCapacity, waitOf, type Standing } from '../queue/capacity.ts';
import { classNumber, wakeUp } from '../queue/enqueue.ts';
import { queueRefused, QUEUE_REFUSALS, type DepthLimits } from '../queue/refusals.ts';
import { readSource } from '../source/read-source.ts';
import { functionInputs } from './function-inputs.ts';
import { textsOf, type RunInput } from './input.ts';

export type CreateRunInput = Omit<RouteBody<typeof contract>, 'inputs' | 'callbackUrl'> &
  DepthLimits &
  Keyed & { readonly inputs: readonly RunInput[] };

type AcceptRow = LimitColumns & { outcome: string; response: unknown; ahead: number | null; paused: boolean };

const acceptStatement = prepare(
  'accept_run',
  `SELECT a.*, ${PAUSED}
     FROM accept_run($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) a`,
).rows<AcceptRow>();

const outcomes = z.enum(['created', 'replay', 'no_samples', ...KEY_REFUSALS, ...PROBLEM_REFUSALS, ...QUEUE_REFUSALS]);
/** What a key keeps. */
const accepted = z.object({ runId: z.uuid(), queuePosition: z.int() });

function checkInputs(inputs: readonly RunInput[]): void {
  // The same text several times is one.
  const bytes = [...new Set(inputs.flatMap(textsOf))].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
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
  const inputs = await functionInputs(ctx, input.problemId, input.inputs);
  const { files, codeBytes, language } = await readSource(ctx, input);

  const runId = newId();
  const wake = wakeUp(runId);
  const [row] = await acceptStatement(ctx.db.pool, [
    runId,
    user.userId,
    input.problemId ?? null,
    input.language,
    JSON.stringify(files),
    codeBytes,
    JSON.stringify(inputs),
    input.samples,
    input.idempotencyKey,
    fingerprintOf('run', [input.problemId ?? null, input.language, input.samples, input.inputs, files]),
    classNumber('run'),
    input.depthLimit,
    input.userDepthLimit,
    language.floor?.cpuMs ?? null,
    language.floor?.memoryBytes ?? null,
    wake.id,
    wake.name,
    JSON.stringify(wake.payload),
  ]);
  if (row === undefined) throw new Error('accept_run returned nothing');
  const outcome = outcomes.parse(row.outcome);
  switch (outcome) {
    case 'created':
      ctx.dispatch([wake]);
      return answer(ctx, { runId, queuePosition: row.ahead ?? 0 }, { ...row, language: input.language });
    case 'replay':
      input.onReplay?.();
      return answer(ctx, accepted.parse(row.response), { ...row, language: input.language });
    case 'no_samples':
      throw new DocketError('invalid_request', 'The problem has no samples; send an input of your own.', {
        fields: [{ path: 'body.samples', message: 'the problem has none' }],
      });
    case 'mismatch':
    case 'in_progress':
      throw keyRefused(outcome, 'run');
    case 'problem_not_found':
    case 'code_too_large':
    case 'other_language':
    case 'below_floor':
      throw problemRefused(outcome, row, { problemId: input.problemId, codeBytes, language });
    case 'queue_full':
    case 'user_queue_full':
    case 'draining':
      throw await queueRefused(ctx, outcome, { ...input, what: 'run', ahead: row.ahead });
    default:
      return outcome satisfies never;
  }
}

async function answer(
  ctx: Ctx,
  { runId, queuePosition }: z.output<typeof accepted>,
  { paused, language }: Pick<Standing, 'paused' | 'language'>,
): Promise<RouteResponse<typeof contract>> {
  const wait = waitOf(await readCapacity(ctx), { ahead: queuePosition, paused, language });
  return { runId, status: 'QUEUED', queuePosition, ...wait };
}
