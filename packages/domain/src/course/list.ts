import type { CourseStanding, listCourses as route } from '@docket/contracts/http/course';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { z } from 'zod';
import { hasConfirmed } from '../identity/user/confirmed-address.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { decodeCursor, encodeCursor } from '../spine/cursor.ts';
import { STANDING } from './rows.ts';

// Admins, who may do everything everywhere, have the courses here that are theirs.
const listStatement = prepare(
  'courses',
  `SELECT c.id, c.slug, c.title, c.archived_at, ${STANDING} AS standing,
          (SELECT count(*)::int FROM course_assignments a JOIN contests k ON k.id = a.id WHERE a.course_id = c.id AND k.visibility <> 'DRAFT') AS assignments
     FROM courses c
    WHERE (c.archived_at IS NOT NULL) = $2 AND ($3::uuid IS NULL OR c.id < $3)
      AND c.id IN (SELECT f.course_id FROM course_staff f WHERE f.user_id = $1
                   UNION ALL SELECT t.course_id FROM course_students t WHERE t.user_id = $1 AND t.removed_at IS NULL
                   UNION ALL SELECT t.course_id FROM course_students t JOIN users u ON lower(u.email::text) = t.email
                              WHERE t.user_id IS NULL AND t.removed_at IS NULL AND u.id = $1 AND ${hasConfirmed('u')})
    ORDER BY c.id DESC LIMIT $4`,
).rows<{ standing: CourseStanding; assignments: number }>();

const cursorSchema = z.object({ id: z.uuid() });

/** The caller's courses, newest first. @throws DocketError `unauthenticated`, `invalid_request` (cursor) */
export async function listCourses(ctx: Ctx, input: RouteQuery<typeof route>): Promise<RouteResponse<typeof route>> {
  const { userId } = requireUser(ctx);
  const after = input.cursor === undefined ? null : decodeCursor(cursorSchema, input.cursor).id;
  const rows = await listStatement(ctx.db.pool, [userId, input.archived === 'true', after, input.limit + 1]);
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    data: page.map(({ id: courseId, archived_at: archivedAt, ...row }) => ({
      courseId,
      ...row,
      archivedAt: archivedAt?.toISOString() ?? null,
    })),
    meta: { nextCursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null },
  };
}
