import type { saveNote as route } from '@docket/contracts/http/practice';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { findProblem } from '../../judge/problem/visible.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';

const saveStatement = prepare(
  'practice_note_save',
  `INSERT INTO practice_notes (user_id, problem_id, text, updated_at) VALUES ($1, $2, $3, $4)
   ON CONFLICT (user_id, problem_id) DO UPDATE SET text = excluded.text, updated_at = excluded.updated_at`,
);
const removeStatement = prepare(
  'practice_note_remove',
  'DELETE FROM practice_notes WHERE user_id = $1 AND problem_id = $2',
);

/** Keeps a note about a problem; an empty one is taken away. @throws DocketError `unauthenticated`, `problem_not_found` */
export async function saveNote(
  ctx: Ctx,
  input: { readonly slug: string; readonly text: string },
): Promise<RouteResponse<typeof route>> {
  const { userId } = requireUser(ctx);
  const { id } = await findProblem(ctx, input.slug);
  if (input.text.trim() === '') {
    await removeStatement(ctx.db.pool, [userId, id]);
    return { text: '', updatedAt: null };
  }
  const at = ctx.clock.now();
  await saveStatement(ctx.db.pool, [userId, id, input.text, at]);
  return { text: input.text, updatedAt: at.toISOString() };
}
