import type { listDrafts as contract } from '@docket/contracts/http/draft';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { getProblem } from '../problem/get-problem.ts';

const listStatement = prepare(
  'drafts_of_problem',
  `SELECT d.language, d.version, d.bytes, d.updated_at FROM drafts d
    WHERE d.user_id = $1 AND d.problem_id = $2 ORDER BY d.updated_at DESC, d.language`,
);

/**
 * The caller's drafts for a problem, the latest first, without what is in them.
 * @throws DocketError unauthenticated, problem_not_found
 */
export async function listDrafts(ctx: Ctx, input: { readonly slug: string }): Promise<RouteResponse<typeof contract>> {
  const { userId } = requireUser(ctx);
  const { problemId } = await getProblem(ctx, { slug: input.slug });
  const rows = await listStatement(ctx.db.pool, [userId, problemId]);
  return {
    data: rows.map(({ language, version, bytes, updated_at: at }) => ({
      language,
      version,
      bytes,
      updatedAt: at.toISOString(),
    })),
  };
}
