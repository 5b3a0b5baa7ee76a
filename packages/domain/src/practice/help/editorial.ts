import type { getEditorial as route } from '@docket/contracts/http/practice';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { Ctx } from '../../spine/ctx.ts';
import { openProblem } from '../open.ts';
import { readHelp } from './text.ts';

/**
 * How a problem is solved, for whoever has solved it or wants to know all the same.
 * @throws DocketError `problem_not_found`, `practice_closed`
 */
export async function getEditorial(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  input: RouteQuery<typeof route> & { readonly slug: string },
): Promise<RouteResponse<typeof route>> {
  const problem = await openProblem(ctx, input.slug);
  const [text] = await readHelp(ctx, problem, 'editorial', input.language);
  if (text === undefined) return { there: false, guarded: false, language: null, text: null };
  const guarded = !problem.solved && input.spoil !== 'true';
  return { there: true, guarded, language: text.language, text: guarded ? null : text.markdown };
}
