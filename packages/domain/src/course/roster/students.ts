import { DocketError } from '@docket/contracts/errors';
import type { changeCourseStudent as route, CourseStudent } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { findStaffed, findTaught, lockTaughtCourse } from '../rows.ts';
import { tellCourse } from '../tell.ts';
import { enrol } from './enrol.ts';

const listStatement = prepare(
  'course_students',
  `SELECT t.id, t.name, t.email, u.username::text AS username, t.group_name, t.removed_at,
          EXISTS (SELECT FROM course_staff f WHERE f.course_id = $1 AND f.user_id = t.user_id) AS staff FROM course_students t LEFT JOIN users u ON u.id = t.user_id
    WHERE t.course_id = $1 AND ($2::uuid IS NULL OR t.id = $2) ORDER BY t.removed_at IS NOT NULL, lower(t.name), t.id`,
).rows<{ id: string; name: string; username: string | null; staff: boolean }>();
const writeStatement = prepare(
  'course_student_change',
  'UPDATE course_students SET group_name = $2, removed_at = $3 WHERE id = $1',
);

type Row = Awaited<ReturnType<typeof listStatement>>[number];

function toStudent(row: Row): CourseStudent {
  const { id: studentId, group_name: group, removed_at: removedAt, staff: _, ...rest } = row;
  return { studentId, ...rest, group, removedAt: removedAt?.toISOString() ?? null };
}

/** Who is on the roster by name, and last who was. @throws DocketError `course_not_found`, `course_not_staff` */
export async function listStudents(ctx: Ctx, input: { readonly id: string }): Promise<{ data: CourseStudent[] }> {
  const { id } = await findStaffed(ctx, input.id);
  return { data: (await listStatement(ctx.db.pool, [id, null])).map(toStudent) };
}

function missing(): DocketError {
  return new DocketError('course_student_not_found', 'Nobody of this id is on the roster of this course.');
}

/**
 * Puts a student into a group, takes them off the roster or back onto it. Whoever is taken off sees nothing of the course any more, and what they got stays.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_student_not_found`, `course_archived`, `course_state`
 */
export async function changeStudent(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string; readonly studentId: string },
): Promise<CourseStudent> {
  const { id } = await findTaught(ctx, input.id);
  const { studentId, group, removed, reason } = input;
  await change(ctx, async (tx) => {
    await lockTaughtCourse(ctx, tx, id);
    const [row] = await listStatement(tx.client, [id, studentId]);
    if (row === undefined) throw missing();
    if (removed === false && row.email === null)
      throw new DocketError('course_state', 'The account was deleted; nobody is there to come back.');
    if (removed === false && row.staff)
      throw new DocketError(
        'course_state',
        `${row.username ?? row.name} is of the staff of this course, which takes no part in it. Take them out of the staff first.`,
      );
    const tell = () => tellCourse(tx, { courseId: id, what: 'roster' }, [studentId]);
    // Whoever is taken off is told as long as they are in.
    if (row.removed_at === null) await tell();
    const removedAt = removed === undefined ? row.removed_at : removed ? (row.removed_at ?? ctx.clock.now()) : null;
    await writeStatement(tx.client, [studentId, group === undefined ? row.group_name : group, removedAt]);
    if ((removedAt === null) !== (row.removed_at === null)) await enrol(ctx, tx, id, [studentId]);
    const act = removed === undefined ? 'changed' : removed ? 'removed' : 'back';
    await keepRecord(ctx, tx, {
      courseId: id,
      act: `student.${act}`,
      subject: studentId,
      data: group === undefined ? {} : { group },
      reason,
    });
    if (row.removed_at !== null) await tell();
  });
  const [row] = await listStatement(ctx.db.pool, [id, studentId]);
  if (row === undefined) throw missing();
  return toStudent(row);
}
