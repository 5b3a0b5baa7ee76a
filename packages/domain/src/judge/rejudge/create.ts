import { DocketError } from '@docket/contracts/errors';
import { REJUDGE_MAX, type createRejudge as contract } from '@docket/contracts/http/rejudges';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireRole, requireUser, type Ctx, type UserActor } from '../../spine/ctx.ts';
import { fingerprintOf, KEY_REFUSALS, keyRefused, type Keyed } from '../../spine/idempotency.ts';
import { draining } from '../queue/draining.ts';

export type CreateRejudgeInput = RouteBody<typeof contract> & Keyed;

/** Wake-ups for a start; slots that found work go on by themselves. */
const WAKES = 16;

const createStatement = prepare(
  'create_rejudge',
  'SELECT create_rejudge($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) AS answer',
);

const answer = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.enum(['created', 'replay']), rejudgeId: z.uuid(), total: z.int() }),
  z.object({ outcome: z.enum([...KEY_REFUSALS, 'nothing', 'too_many', 'draining']) }),
]);

/** The id of the problem that is meant, if one is. @throws DocketError problem_not_found, submission_not_found */
async function meantProblem(ctx: Ctx, input: CreateRejudgeInput): Promise<string | null> {
  if (input.problemId !== undefined) {
    const { rows } = await ctx.db.pool.query<{ id: string }>(
      'SELECT id FROM problems WHERE slug = $1 OR id = as_uuid($1)',
      [input.problemId],
    );
    if (rows[0] === undefined)
      throw new DocketError('problem_not_found', `There is no problem ${JSON.stringify(input.problemId)}.`);
    return rows[0].id;
  }
  if (input.submissionId === undefined) return null;
  const { rows } = await ctx.db.pool.query<{ problem_id: string }>('SELECT problem_id FROM submissions WHERE id = $1', [
    input.submissionId,
  ]);
  if (rows[0] === undefined) throw new DocketError('submission_not_found', 'There is no such submission.');
  return rows[0].problem_id;
}

/** Setters rejudge what they have set: a problem they imported a version of. @throws DocketError forbidden */
async function authorise(ctx: Ctx, user: UserActor, problemId: string | null): Promise<void> {
  if (user.role === 'admin') return;
  if (problemId === null)
    throw new DocketError('forbidden', 'Only an admin rejudges across problems; name one of yours.');
  const { rowCount } = await ctx.db.pool.query(
    'SELECT FROM problem_versions WHERE problem_id = $1 AND imported_by_id = $2 LIMIT 1',
    [problemId, user.userId],
  );
  if (rowCount === 0) throw new DocketError('forbidden', 'You may rejudge only problems that you imported.');
}

/**
 * Has submissions judged again in the shadow, by what their problems are now: nothing of it counts until it is applied.
 * @throws DocketError unauthenticated, forbidden, problem_not_found, submission_not_found, nothing_to_rejudge, rejudge_too_large,
 * idempotency_mismatch, idempotency_in_progress, queue_draining
 */
export async function createRejudge(ctx: Ctx, input: CreateRejudgeInput): Promise<RouteResponse<typeof contract>> {
  requireRole(ctx, 'setter', 'admin');
  const user = requireUser(ctx);
  const problemId = await meantProblem(ctx, input);
  await authorise(ctx, user, problemId);
  const filter = [problemId, input.language ?? null, input.submissionId ?? null, input.status ?? null] as const;
  const [row] = await createStatement(ctx.db.pool, [
    newId(),
    newId(),
    user.userId,
    ...filter,
    REJUDGE_MAX,
    WAKES,
    input.idempotencyKey,
    fingerprintOf('rejudge', filter),
  ]);
  const result = answer.parse(row?.answer);
  switch (result.outcome) {
    case 'created':
    case 'replay':
      if (result.outcome === 'replay') input.onReplay?.();
      // The relay sends the wake-ups; free slots look for themselves meanwhile.
      return { rejudgeId: result.rejudgeId, total: result.total };
    case 'nothing':
      throw new DocketError(
        'nothing_to_rejudge',
        'No judged submission fits; cancelled ones and those in the queue do not.',
      );
    case 'too_many':
      throw new DocketError('rejudge_too_large', `More than ${REJUDGE_MAX} submissions fit; narrow the filter.`);
    case 'mismatch':
    case 'in_progress':
      throw keyRefused(result.outcome, 'rejudge');
    case 'draining':
      throw draining();
    default:
      return result satisfies never;
  }
}
