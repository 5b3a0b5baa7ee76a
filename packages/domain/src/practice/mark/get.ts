import type { getOwnMarks as route } from '@docket/contracts/http/practice';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { findProblem } from '../../judge/problem/visible.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';

const marksStatement = prepare(
  'practice_marks',
  `SELECT EXISTS (SELECT FROM practice_favourites f WHERE f.user_id = $1 AND f.problem_id = $2) AS favourite, n.text, n.updated_at
     FROM (SELECT 1) AS one LEFT JOIN practice_notes n ON n.user_id = $1 AND n.problem_id = $2`,
).rows<{ favourite: boolean; text: string | null; updated_at: Date | null }>();
const listsStatement = prepare(
  'study_lists_beside',
  `SELECT l.id, l.title, EXISTS (SELECT FROM study_list_problems p WHERE p.list_id = l.id AND p.problem_id = $2) AS has
     FROM study_lists l WHERE l.owner_id = $1 ORDER BY l.title, l.id`,
).rows<{ has: boolean }>();

/** What the caller has noted about a problem. @throws DocketError `unauthenticated`, `problem_not_found` */
export async function getOwnMarks(ctx: Ctx, input: { readonly slug: string }): Promise<RouteResponse<typeof route>> {
  const { userId } = requireUser(ctx);
  const { id } = await findProblem(ctx, input.slug);
  const [marks] = await marksStatement(ctx.db.pool, [userId, id]);
  const lists = await listsStatement(ctx.db.pool, [userId, id]);
  return {
    favourite: marks?.favourite ?? false,
    note: { text: marks?.text ?? '', updatedAt: marks?.updated_at?.toISOString() ?? null },
    lists: lists.map(({ id: listId, title, has }) => ({ listId, title, has })),
  };
}
