import { DocketError } from '@docket/contracts/errors';
import type { rejudgeContest as route } from '@docket/contracts/http/contest-jury';
import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import { startRejudge } from '../../judge/rejudge/create.ts';
import type { Ctx } from '../../spine/ctx.ts';
import type { Keyed } from '../../spine/idempotency.ts';
import { keepRecord } from '../audit.ts';
import { contestMaterial } from '../problem/material.ts';
import { findOwnContest } from '../rows.ts';

/**
 * Has submissions to a problem of the contest judged again in the shadow. Applied, it appends verdicts to the log, and the boards follow.
 * @throws DocketError `unauthenticated`, `contest_not_found`, `contest_not_jury`, `contest_problem_not_found`, `nothing_to_rejudge`,
 * `rejudge_too_large`, `queue_draining`, and those of the key
 */
export async function rejudgeContest(
  ctx: Ctx,
  input: RouteBody<typeof route> & Keyed & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const { id } = await findOwnContest(ctx, input.id);
  const problem = (await contestMaterial(ctx, id)).find(({ label }) => label === input.label);
  if (problem === undefined)
    throw new DocketError('contest_problem_not_found', `This contest has no problem ${JSON.stringify(input.label)}.`);
  const { label, language, status, idempotencyKey, onReplay } = input;
  return startRejudge(ctx, {
    problemId: problem.problemId,
    language,
    status,
    scopeId: id,
    idempotencyKey,
    ...(onReplay === undefined ? {} : { onReplay }),
    alongside: (tx, { rejudgeId, total }) =>
      keepRecord(ctx, tx, { contestId: id, act: 'rejudge.started', subject: rejudgeId, data: { label, total } }),
  });
}
