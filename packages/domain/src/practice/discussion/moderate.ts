import { DocketError } from '@docket/contracts/errors';
import type {
  listReports as listRoute,
  moderatePost as route,
  Post,
  PostReport,
} from '@docket/contracts/http/discussion';
import type { RouteBody, RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { isSetterOf } from '../../judge/problem/authority.ts';
import { requireRole, requireUser, type Ctx } from '../../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../../spine/cursor.ts';
import { change } from '../../spine/emit.ts';
import { discussionNews, findPost, noPost, POST, POST_FROM, toPost, type PostRow, type Reader } from './rows.ts';

const moderateStatement = prepare(
  'discussion_moderate',
  `UPDATE discussion_posts d
      SET hidden_at = CASE WHEN $3::boolean IS NULL THEN d.hidden_at WHEN $3 THEN coalesce(d.hidden_at, $5) END,
          hidden_by = CASE WHEN $3::boolean IS NULL THEN d.hidden_by WHEN $3 AND $6 THEN $2 WHEN $3 THEN coalesce(d.hidden_by, $2) END,
          locked_at = CASE WHEN $4::boolean IS NULL OR d.kind = 'reply' THEN d.locked_at WHEN $4 THEN coalesce(d.locked_at, $5) END
    WHERE d.id = $1
      AND ($6 OR $3::boolean IS DISTINCT FROM false OR NOT EXISTS (SELECT FROM users u WHERE u.id = d.hidden_by AND u.role = 'admin')) RETURNING d.id`,
);
const settleStatement = prepare(
  'discussion_settle_reports',
  'UPDATE discussion_reports r SET settled_at = $3, settled_by = $2 WHERE r.post_id = $1 AND r.settled_at IS NULL',
);

const moderator = (userId: string): Reader => ({ userId, moderates: true, solved: true, spoil: true });

/**
 * Hides or shows a post, locks or opens its thread, and settles its reports. For those who set the problem, and admins; of
 * their own posts, and of what an admin has hidden, admins alone decide.
 * @throws DocketError `unauthenticated`, `forbidden`, `post_not_found`
 */
export async function moderatePost(ctx: Ctx, input: RouteBody<typeof route> & { readonly id: string }): Promise<Post> {
  requireRole(ctx, 'setter', 'admin');
  const { userId, role } = requireUser(ctx);
  const admin = role === 'admin';
  const row = await findPost(ctx.db.pool, input.id);
  if (row === undefined) throw noPost();
  if (!(await isSetterOf(ctx, row.problem_id)))
    throw new DocketError('forbidden', 'Discussions are moderated by those who set the problem, and by admins.');
  if (row.author_id === userId && !admin)
    throw new DocketError('forbidden', 'This is your own post: another moderator decides about it. Ask an admin.');
  await change(ctx, async (tx) => {
    const at = ctx.clock.now();
    const { hidden = null, locked = null } = input;
    const moderated = await moderateStatement(tx.client, [row.id, userId, hidden, locked, at, admin]);
    if (moderated.length === 0) {
      if ((await findPost(tx.client, row.id)) === undefined) throw noPost();
      throw new DocketError('forbidden', 'An admin has hidden this post. Ask an admin to show it again.');
    }
    if (input.hidden === true || input.settled === true) await settleStatement(tx.client, [row.id, userId, at]);
    tx.emit(discussionNews(row));
  });
  ctx.log.info({ postId: row.id, hidden: input.hidden, locked: input.locked }, 'post moderated');
  const now = await findPost(ctx.db.pool, row.id);
  if (now === undefined) throw noPost();
  return toPost(now, moderator(userId));
}

const reportsStatement = prepare(
  'discussion_reports_open',
  `SELECT ${POST}, p.title AS problem_title, t.title AS thread_title, t.locked_at IS NOT NULL AS thread_locked, r.reports
     FROM ${POST_FROM} JOIN discussion_posts t ON t.id = coalesce(d.thread_id, d.id)
     JOIN LATERAL (SELECT jsonb_agg(jsonb_build_object('by', u.username, 'reason', o.reason, 'note', o.note, 'at', o.at) ORDER BY o.at) AS reports
                     FROM discussion_reports o JOIN users u ON u.id = o.user_id WHERE o.post_id = d.id AND o.settled_at IS NULL) r ON r.reports IS NOT NULL
    WHERE d.id IN (SELECT o.post_id FROM discussion_reports o WHERE o.settled_at IS NULL)
      AND ($2 OR d.author_id <> $1 AND EXISTS (SELECT FROM problem_versions v WHERE v.problem_id = p.id AND v.imported_by_id = $1))
      AND ($3::uuid IS NULL OR d.id < $3) ORDER BY d.id DESC LIMIT $4`,
).rows<
  PostRow & { problem_title: string; thread_title: string; thread_locked: boolean; reports: PostReport['reports'] }
>();

const cursorSchema = z.object({ id: z.uuid() });

/** Posts with reports that nobody has looked at: of problems that the caller sets, without the caller's own; for admins of all. @throws DocketError `unauthenticated`, `forbidden`, `invalid_request` */
export async function listReports(
  ctx: Ctx,
  input: RouteQuery<typeof listRoute>,
): Promise<RouteResponse<typeof listRoute>> {
  requireRole(ctx, 'setter', 'admin');
  const { userId, role } = requireUser(ctx);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await reportsStatement(ctx.db.pool, [userId, role === 'admin', after, input.limit + 1]);
  const shown = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? shown.at(-1) : undefined;
  return {
    data: shown.map((row) => ({
      post: toPost(row, moderator(userId)),
      threadId: row.thread_id ?? row.id,
      title: row.thread_title,
      problemTitle: row.problem_title,
      locked: row.thread_locked,
      // Postgres writes moments in a form of its own.
      reports: row.reports.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    })),
    meta: { nextCursor: last === undefined ? null : encodeCursor({ id: last.id }) },
  };
}
