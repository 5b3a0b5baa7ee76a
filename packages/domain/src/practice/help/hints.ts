import type { getHints as route } from '@docket/contracts/http/practice';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { Ctx } from '../../spine/ctx.ts';
import { openProblem } from '../open.ts';
import { readHelp } from './text.ts';

/**
 * The first hints of a problem, as many as are asked for: the others are not sent.
 * @throws DocketError `problem_not_found`, `practice_closed`
 */
export async function getHints(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: RouteQuery<typeof route> & { readonly slug: string },
): Promise<RouteResponse<typeof route>> {
  const problem = await openProblem(ctx, input.slug);
  const hints = await readHelp(ctx, problem, 'hint', input.language);
  return {
    total: hints.length,
    hints: hints
      .slice(0, input.shown)
      .map(({ ordinal, language, markdown }) => ({ number: ordinal, language, text: markdown })),
  };
}
