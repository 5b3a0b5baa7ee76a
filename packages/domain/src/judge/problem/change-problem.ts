import { DocketError } from '@docket/contracts/errors';
import type { changeProblem as route, SetProblem } from '@docket/contracts/http/problem';
import type { RouteBody } from '@docket/contracts/http/route';
import { change } from '../../spine/emit.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { findOwnProblem } from './authority.ts';
import { forgetProblems } from './forget.ts';
import { lockState, move, publishNewest, settleChecks } from './life-cycle.ts';
import { getSetProblem } from './list-set-problems.ts';

/**
 * Publishes a problem or its next version, archives it, or brings an archived one back as a draft. What it is already it stays.
 * Archived ones leave lists and take no submissions; those there are stay.
 * @throws DocketError `unauthenticated`, `forbidden`, `problem_not_found`, `problem_unchecked`, `problem_embargoed`, `problem_status`
 */
export async function changeProblem(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly slug: string },
): Promise<SetProblem> {
  const { id, slug } = await findOwnProblem(ctx, input.slug);
  await change(ctx, async ({ client }) => {
    const state = await lockState(client, id);
    if (input.status === 'PUBLISHED') {
      if (state.open > 0)
        throw new DocketError(
          'problem_unchecked',
          `${state.open === 1 ? 'One program' : `${state.open} programs`} of the package must be tried first. It can be published when that is done.`,
        );
      if (state.embargo_until !== null && state.embargo_until > ctx.clock.now())
        throw new DocketError(
          'problem_embargoed',
          `Its package says embargo_until ${state.embargo_until.toISOString()}: it can be published then.`,
        );
      await settleChecks(client, id);
      const published = await publishNewest(client, id);
      const now = await lockState(client, id);
      if (!published && now.status !== 'PUBLISHED') throw refused(slug, now.status);
      return;
    }
    if (state.status === input.status) return;
    if (!(await move(client, id, input.status))) throw refused(slug, state.status);
    if (input.status === 'DRAFT') {
      // Publishing is asked for again, whatever was said when it was imported.
      await client.query('UPDATE problem_versions SET publish_when_checked = false WHERE problem_id = $1', [id]);
      await settleChecks(client, id);
    }
  });
  forgetProblems(ctx);
  ctx.log.info({ problemId: id, slug, status: input.status }, 'problem changed');
  return getSetProblem(ctx, id);
}

function refused(slug: string, status: string): DocketError {
  const hint = status === 'ARCHIVED' ? ' Bring it back first.' : '';
  return new DocketError(
    'problem_status',
    `${slug} is ${status.toLowerCase()}, from which that does not follow.${hint}`,
  );
}
