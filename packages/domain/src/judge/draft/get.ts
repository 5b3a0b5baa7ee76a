import { DocketError } from '@docket/contracts/errors';
import { draft, type StoredDraft } from '@docket/contracts/http/draft';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { getProblem } from '../problem/get-problem.ts';

const getStatement = prepare(
  'draft_of_problem',
  `SELECT d.version, d.files, d.bytes, d.updated_at FROM drafts d
    WHERE d.user_id = $1 AND d.problem_id = $2 AND d.language = $3`,
);

/**
 * One of the caller's drafts.
 * @throws DocketError unauthenticated, problem_not_found, draft_not_found
 */
export async function getDraft(
  ctx: Ctx,
  input: { readonly slug: string; readonly language: string },
): Promise<StoredDraft> {
  const { userId } = requireUser(ctx);
  const { problemId } = await getProblem(ctx, input);
  const [row] = await getStatement(ctx.db.pool, [userId, problemId, input.language]);
  if (row === undefined)
    throw new DocketError('draft_not_found', `You have no draft for this problem in ${input.language}.`);
  const { version, files, bytes, updated_at: at } = row;
  return draft.parse({ language: input.language, version, files, bytes, updatedAt: at.toISOString() });
}
