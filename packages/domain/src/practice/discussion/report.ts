import type { reportPost as route } from '@docket/contracts/http/discussion';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { DocketError } from '@docket/contracts/errors';
import { openProblem } from '../open.ts';
import { findPost, isShown, noPost, userOf } from './rows.ts';

// Again it says what it says now, and is looked at once more only where that is something else, or the
// post was changed after it had been looked at.
const reportStatement = prepare(
  'discussion_report',
  `INSERT INTO discussion_reports AS r (post_id, user_id, reason, note, at) VALUES ($1, $2, $3, $4, $5)
   ON CONFLICT (post_id, user_id) DO UPDATE SET reason = excluded.reason, note = excluded.note, at = excluded.at, settled_at = NULL, settled_by = NULL
    WHERE (r.reason, r.note) <> (excluded.reason, excluded.note)
       OR r.settled_at < (SELECT d.edited_at FROM discussion_posts d WHERE d.id = r.post_id)`,
);

/** Asks the moderation to look at a post. @throws DocketError `unauthenticated`, `post_not_found`, `practice_closed` */
export async function reportPost(ctx: Ctx, input: RouteBody<typeof route> & { readonly id: string }): Promise<void> {
  const { userId } = requireUser(ctx);
  const row = await findPost(ctx.db.pool, input.id);
  if (row === undefined || row.deleted_at !== null) throw noPost();
  const problem = await openProblem(ctx, row.problem_id).catch((error: unknown) => {
    throw error instanceof DocketError && error.code === 'problem_not_found' ? noPost() : error;
  });
  const reader = { userId: userOf(ctx), moderates: problem.setter, solved: problem.solved, spoil: false };
  if (!isShown(row, reader)) throw noPost();
  await reportStatement(ctx.db.pool, [row.id, userId, input.reason, input.note, ctx.clock.now()]);
}
