import { draft, type getDraft as contract } from '@docket/contracts/http/draft';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { getProblem } from '../problem/get-problem.ts';

const getStatement = prepare(
  'draft_of_problem',
  `SELECT d.version, d.files, d.bytes, d.updated_at FROM drafts d
    WHERE d.user_id = $1 AND d.problem_id = $2 AND d.language = $3`,
);

/**
 * One of the caller's drafts; of version 0 where there is none, which is how most begin.
 * @throws DocketError unauthenticated, problem_not_found
 */
export async function getDraft(
  ctx: Ctx,
  input: { readonly slug: string; readonly language: string },
): Promise<RouteResponse<typeof contract>> {
  const { userId } = requireUser(ctx);
  const { problemId } = await getProblem(ctx, { slug: input.slug });
  const [row] = await getStatement(ctx.db.pool, [userId, problemId, input.language]);
  if (row === undefined) return { language: input.language, version: 0, files: [], bytes: 0, updatedAt: null };
  const { version, files, bytes, updated_at: at } = row;
  return draft.parse({ language: input.language, version, files, bytes, updatedAt: at.toISOString() });
}
