import { DocketError } from '@docket/contracts/errors';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createSubmission } from '@docket/contracts/http/submission';
import type { OutboxRow } from '@docket/db/outbox';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { owedJob } from '../../spine/emit.ts';
import { fingerprintOf, KEY_REFUSALS, keyRefused, type Keyed } from '../../spine/idempotency.ts';
import { problemRefused, PROBLEM_REFUSALS, type LimitColumns } from '../problem/refusals.ts';
import { PAUSED, readCapacity, waitOf, type Standing } from '../queue/capacity.ts';
import { classNumber, wakeUp } from '../queue/enqueue.ts';
import { queueRefused, QUEUE_REFUSALS, type DepthLimits } from '../queue/refusals.ts';
import { SCOPE_REFUSALS, scopeRefused } from '../scope/refusals.ts';
import { readSource } from '../source/read-source.ts';

export type SubmitSubmissionInput = RouteBody<typeof createSubmission> & DepthLimits & Keyed;

type AcceptRow = LimitColumns & {
  outcome: string;
  scope_wakes: boolean | null;
  response: unknown;
  ahead: number | null;
  paused: boolean;
  moment: Date | null;
};

const acceptStatement = prepare(
  'take_submission',
  `SELECT a.*, ${PAUSED}
     FROM take_submission($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) a`,
).rows<AcceptRow>();

const outcomes = z.enum([
  'created',
  'replay',
  ...KEY_REFUSALS,
  ...PROBLEM_REFUSALS,
  ...QUEUE_REFUSALS,
  ...SCOPE_REFUSALS,
]);
/** What a key keeps. */
const accepted = z.object({ submissionId: z.uuid(), queuePosition: z.int() });

/**
 * Takes code in to be judged: one round trip that writes the submission, its task and its wake-up, or nothing.
 * @throws DocketError unauthenticated, user_mismatch, unknown_language, language_not_allowed, invalid_code, code_too_large, problem_not_found, limits_below_floor,
 * idempotency_mismatch, idempotency_in_progress (with retryAfter), queue_full (with retryAfter), queue_draining, and with a contest
 * contest_not_found, contest_not_participant, contest_not_started, contest_window_not_begun, contest_over, contest_paused, contest_problem_not_found,
 * contest_id_missing
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

  const submissionId = newId();
  const wake = wakeUp(submissionId);
  const { contestId } = input;
  const scopeWake =
    contestId === undefined ? undefined : owedJob({ name: 'scope.moved', payload: { scopeId: contestId } });
  const [row] = await acceptStatement(ctx.db.pool, [
    submissionId,
    user.userId,
    input.problemId,
    input.language,
    JSON.stringify(files),
    codeBytes,
    input.idempotencyKey,
    fingerprintOf('submission', [
      input.problemId,
      input.language,
      files,
      ...(contestId === undefined ? [] : [contestId]),
    ]),
    classNumber(contestId === undefined ? 'submission' : 'contest'),
    input.depthLimit,
    input.userDepthLimit,
    language.floor?.cpuMs ?? null,
    language.floor?.memoryBytes ?? null,
    wake.id,
    wake.name,
    JSON.stringify(wake.payload),
    contestId ?? null,
    scopeWake?.id ?? null,
  ]);
  if (row === undefined) throw new Error('take_submission returned nothing');
  const outcome = outcomes.parse(row.outcome);
  switch (outcome) {
    case 'created':
      ctx.dispatch(owed(wake, row.scope_wakes === true ? scopeWake : undefined));
      return answer(ctx, { submissionId, queuePosition: row.ahead ?? 0 }, { ...row, language: input.language });
    case 'replay':
      input.onReplay?.();
      return answer(ctx, accepted.parse(row.response), { ...row, language: input.language });
    case 'mismatch':
    case 'in_progress':
      throw keyRefused(outcome, 'submission');
    case 'problem_not_found':
    case 'other_language':
    case 'code_too_large':
    case 'below_floor':
      throw problemRefused(outcome, row, { problemId: input.problemId, codeBytes, language });
    case 'queue_full':
    case 'user_queue_full':
    case 'draining':
      throw await queueRefused(ctx, outcome, { ...input, what: 'submission', ahead: row.ahead });
    case 'scope_not_found':
    case 'not_member':
    case 'scope_not_started':
    case 'window_not_begun':
    case 'scope_paused':
    case 'window_over':
    case 'not_in_scope':
    case 'needs_scope':
      throw scopeRefused(outcome, row.moment, { problemId: input.problemId, now: ctx.clock.now() });
    default:
      return outcome satisfies never;
  }
}

function owed(...rows: readonly (OutboxRow | undefined)[]): OutboxRow[] {
  return rows.filter((row) => row !== undefined);
}

async function answer(
  ctx: Ctx,
  { submissionId, queuePosition }: z.output<typeof accepted>,
  { paused, language }: Pick<Standing, 'paused' | 'language'>,
): Promise<RouteResponse<typeof createSubmission>> {
  const wait = waitOf(await readCapacity(ctx), { ahead: queuePosition, paused, language });
  return { submissionId, status: 'QUEUED', queuePosition, ...wait };
}
