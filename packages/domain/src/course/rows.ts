import { DocketError } from '@docket/contracts/errors';
import type { CourseStanding } from '@docket/contracts/http/course';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { hasConfirmed } from '../identity/user/confirmed-address.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import type { Tx } from '../spine/emit.ts';

/** What $1 is in a course `c`; null: nothing. Admins are teachers everywhere. */
export const STANDING = `CASE
    WHEN EXISTS (SELECT FROM users u WHERE u.id = $1 AND u.role = 'admin' AND u.disabled_at IS NULL) THEN 'teacher'
    ELSE coalesce((SELECT f.role FROM course_staff f WHERE f.course_id = c.id AND f.user_id = $1),
                  (SELECT 'student' FROM course_students t WHERE t.course_id = c.id AND t.user_id = $1 AND t.removed_at IS NULL),
                  (SELECT 'invited' FROM course_students t JOIN users u ON lower(u.email::text) = t.email
                    WHERE t.course_id = c.id AND t.user_id IS NULL AND t.removed_at IS NULL AND u.id = $1 AND ${hasConfirmed('u')})) END`;

const findStatement = prepare(
  'find_course',
  `SELECT c.id, c.slug, c.title, c.description, c.drop_lowest, c.archived_at, ${STANDING} AS standing
     FROM courses c WHERE c.slug = $2 OR c.id = as_uuid($2) ORDER BY c.id = as_uuid($2) DESC LIMIT 1`,
).rows<{ standing: CourseStanding | null }>();

export type CourseRow = Omit<Awaited<ReturnType<typeof findStatement>>[number], 'standing'> & {
  readonly standing: CourseStanding;
};

function noCourse(idOrSlug: string): DocketError {
  return new DocketError(
    'course_not_found',
    `There is no course ${JSON.stringify(idOrSlug)}, or you are not in it; GET /courses lists yours.`,
  );
}

/** A course that the caller is in or is asked into. To others there is none. @throws DocketError `unauthenticated`, `course_not_found` */
export async function findCourse(ctx: Ctx, idOrSlug: string, on: Pool | PoolClient = ctx.db.pool): Promise<CourseRow> {
  const { userId } = requireUser(ctx);
  const [row] = await findStatement(on, [userId, idOrSlug]);
  if (row === undefined || row.standing === null) throw noCourse(idOrSlug);
  return { ...row, standing: row.standing };
}

/** Does this caller teach or assist there? */
export function isStaff({ standing }: Pick<CourseRow, 'standing'>): boolean {
  return standing === 'teacher' || standing === 'assistant';
}

/** A course that the caller teaches or assists in. @throws DocketError `course_not_found`, `course_not_staff` */
export async function findStaffed(ctx: Ctx, idOrSlug: string, on?: PoolClient): Promise<CourseRow> {
  const row = await findCourse(ctx, idOrSlug, on);
  if (!isStaff(row)) throw new DocketError('course_not_staff', 'You are not of the staff of this course.');
  return row;
}

/** A course that the caller teaches. @throws DocketError `course_not_found`, `course_not_teacher` */
export async function findTaught(ctx: Ctx, idOrSlug: string, on?: PoolClient): Promise<CourseRow> {
  const row = await findCourse(ctx, idOrSlug, on);
  if (row.standing !== 'teacher') throw new DocketError('course_not_teacher', 'You are no teacher of this course.');
  return row;
}

const lockStatement = prepare('lock_course', 'SELECT c.archived_at FROM courses c WHERE c.id = $1 FOR NO KEY UPDATE');

/** Holds a course until the transaction ends: acts of its staff come one after the other. To be called before scopes are locked. */
export async function lockCourse(tx: Tx, courseId: string): Promise<void> {
  await lockStatement(tx.client, [courseId]);
}

/** The same, and refuses what is archived; triggers do so at each row. @throws DocketError `course_archived` */
export async function lockOpenCourse(tx: Tx, courseId: string): Promise<void> {
  const [row] = await lockStatement(tx.client, [courseId]);
  if (row?.archived_at != null)
    throw new DocketError(
      'course_archived',
      `The course is archived since ${row.archived_at.toISOString()}: nothing of it changes any more. Open it again first.`,
    );
}

/**
 * The same for what teachers alone do. Whether the caller still is one is asked under the lock: another may have taken them out since.
 * @throws DocketError `course_archived`, `course_not_found`, `course_not_teacher`
 */
export async function lockTaughtCourse(ctx: Ctx, tx: Tx, courseId: string): Promise<CourseRow> {
  await lockOpenCourse(tx, courseId);
  return findTaught(ctx, courseId, tx.client);
}
