import { DocketError } from '@docket/contracts/errors';
import { REJUDGE_MAX, type createRejudge as contract } from '@docket/contracts/http/rejudge';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { z } from 'zod';
import { requireRole, requireUser, type Ctx, type UserActor } from '../../spine/ctx.ts';
import { change, type Tx } from '../../spine/emit.ts';
import type { Keyed } from '../../spine/idempotency.ts';
import { onceInTx } from '../../spine/once-in-tx.ts';
import { isSetterOf } from '../problem/authority.ts';
import { findProblem, seesProblem } from '../problem/visible.ts';
import { draining } from '../queue/refusals.ts';

export type CreateRejudgeInput = RouteBody<typeof contract> & Keyed;

/** Wake-ups for a start; slots that found work go on by themselves. */
const WAKES = 16;

const startStatement = prepare(
  'begin_scope_rejudge',
  'SELECT refusal, total, first FROM begin_scope_rejudge($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
).rows<{ total: number; first: string[] | null }>();

const refusals = z.enum(['nothing', 'too_many', 'draining']);
/** What a key keeps. */
const created = z.object({ rejudgeId: z.uuid(), total: z.int() });

/** The id of the problem that is meant, if one is. @throws DocketError problem_not_found, submission_not_found */
async function meantProblem(ctx: Ctx, input: CreateRejudgeInput): Promise<string | null> {
  if (input.problemId !== undefined) {
    return (await findProblem(ctx, input.problemId)).id;
  }
  if (input.submissionId === undefined) return null;
  const { rows } = await ctx.db.pool.query<{ problem_id: string }>('SELECT problem_id FROM submissions WHERE id = $1', [
    input.submissionId,
  ]);
  if (rows[0] === undefined || !(await seesProblem(ctx, rows[0].problem_id)))
    throw new DocketError('submission_not_found', 'There is no such submission.');
  return rows[0].problem_id;
}

/** Setters rejudge what they have set: a problem they imported a version of. @throws DocketError forbidden */
async function authorise(ctx: Ctx, user: UserActor, problemId: string | null): Promise<void> {
  if (user.role === 'admin') return;
  if (problemId === null)
    throw new DocketError('forbidden', 'Only an admin rejudges across problems; name one of yours.');
  if (!(await isSetterOf(ctx, problemId)))
    throw new DocketError('forbidden', 'You may rejudge only problems that you imported.');
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
  return startRejudge(ctx, { ...input, problemId, submissionId: input.submissionId, scopeId: null });
}

/** Which submissions: of a scope those alone, without one those of practice and of scopes whose results are told, for admins of all. */
type RejudgeOf = Keyed & {
  readonly problemId: string | null;
  readonly language?: string | undefined;
  readonly submissionId?: string | undefined;
  readonly status?: string | undefined;
  readonly scopeId: string | null;
  /** What else is written in the transaction that starts it. */
  readonly alongside?: (tx: Tx, started: { readonly rejudgeId: string; readonly total: number }) => Promise<void>;
};

/**
 * Starts a rejudge for somebody who may: whoever calls has looked.
 * @throws DocketError unauthenticated, nothing_to_rejudge, rejudge_too_large, idempotency_mismatch, idempotency_in_progress, queue_draining
 */
export async function startRejudge(ctx: Ctx, input: RejudgeOf): Promise<RouteResponse<typeof contract>> {
  const user = requireUser(ctx);
  const filter = [input.problemId, input.language ?? null, input.submissionId ?? null, input.status ?? null] as const;
  const scope = [input.scopeId, user.role === 'admin'] as const;
  const asked = input.scopeId === null ? filter : [...filter, input.scopeId];
  const once = { ...input, kind: 'rejudge', ownerId: user.userId, asked, answer: created };
  // What is thrown in here leaves neither a rejudge nor a key behind.
  return change(ctx, (tx) =>
    onceInTx(tx, once, async () => {
      const rejudgeId = newId();
      const [started] = await startStatement(tx.client, [
        rejudgeId,
        user.userId,
        ...filter,
        REJUDGE_MAX,
        WAKES,
        ...scope,
      ]);
      if (started === undefined) throw new Error('begin_scope_rejudge returned nothing');
      if (started.refusal !== null) throw refused(refusals.parse(started.refusal));
      for (const taskId of started.first ?? []) tx.enqueue({ name: 'judge.wake', payload: { taskId } });
      const answer = { rejudgeId, total: started.total };
      await input.alongside?.(tx, answer);
      return answer;
    }),
  );
}

function refused(why: z.output<typeof refusals>): DocketError {
  switch (why) {
    case 'nothing':
      return new DocketError(
        'nothing_to_rejudge',
        'No judged submission fits; cancelled ones and those in the queue do not.',
      );
    case 'too_many':
      return new DocketError('rejudge_too_large', `More than ${REJUDGE_MAX} submissions fit; narrow the filter.`);
    case 'draining':
      return draining();
    default:
      return why satisfies never;
  }
}
