import { DocketError } from '@docket/contracts/errors';
import type { CourseDetail, setCourseStaff as route } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { keepStaff } from '../contest/closed/keep.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { assignmentsOf } from './assignment/rows.ts';
import { keepRecord } from './audit.ts';
import { getCourse } from './get.ts';
import { findTaught, lockTaughtCourse } from './rows.ts';
import { tellCourse } from './tell.ts';

const usersStatement = prepare(
  'course_staff_users',
  `SELECT u.id, u.username::text AS username,
          EXISTS (SELECT FROM course_students t WHERE t.course_id = $2 AND t.user_id = u.id AND t.removed_at IS NULL) AS student
     FROM users u WHERE u.username = ANY ($1::citext[]) AND u.disabled_at IS NULL`,
).rows<{ username: string; student: boolean }>();
const writeStatement = prepare(
  'course_staff_write',
  `WITH gone AS (DELETE FROM course_staff WHERE course_id = $1 AND user_id <> ALL ($2::uuid[]))
   INSERT INTO course_staff AS f (course_id, user_id, role) SELECT $1, w.id, w.role FROM unnest($2::uuid[], $3::text[]) AS w(id, role)
   ON CONFLICT (course_id, user_id) DO UPDATE SET role = excluded.role WHERE f.role <> excluded.role`,
);

/**
 * Sets who teaches and who assists; all of them are the jury of every assignment, which teachers alone set. One teacher stays.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_archived`, `course_state`, `user_not_found`
 */
export async function setCourseStaff(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string },
): Promise<CourseDetail> {
  const course = await findTaught(ctx, input.id);
  const wanted = new Map(input.staff.map((each) => [each.username.toLowerCase(), each.role]));
  if (![...wanted.values()].includes('teacher'))
    throw new DocketError('course_state', 'A course has a teacher; name one.');
  const { userId, role } = requireUser(ctx);
  await change(ctx, async (tx) => {
    await lockTaughtCourse(ctx, tx, course.id);
    const users = await usersStatement(tx.client, [[...wanted.keys()], course.id]);
    const missing = input.staff.flatMap(({ username }, at) =>
      users.some((user) => user.username.toLowerCase() === username.toLowerCase())
        ? []
        : [{ path: `body.staff[${at}].username`, message: `${username} is nobody’s name` }],
    );
    if (missing.length > 0)
      throw new DocketError('user_not_found', `${missing.map(({ message }) => message).join('; ')}.`, {
        fields: missing,
      });
    const student = users.find((user) => user.student);
    if (student !== undefined)
      throw new DocketError(
        'course_state',
        `${student.username} is a student of this course; staff sees everybody’s work. Take them off the roster first.`,
      );
    const ids = users.map(({ id }) => id);
    if (role !== 'admin' && !ids.includes(userId))
      throw new DocketError('course_state', 'You would take yourself out; ask another teacher to do that.');
    await tellCourse(tx, { courseId: course.id, what: 'course' });
    const staff = users.map((user) => ({
      userId: user.id,
      role: wanted.get(user.username.toLowerCase()) ?? 'assistant',
    }));
    await writeStatement(tx.client, [course.id, ids, staff.map((each) => each.role)]);
    const kept = staff.map(({ userId: id, role: as }) => ({ userId: id, maySet: as === 'teacher' }));
    for (const assignmentId of await assignmentsOf(tx, course.id)) await keepStaff(tx, assignmentId, kept);
    await keepRecord(ctx, tx, { courseId: course.id, act: 'staff.set', data: { staff } });
  });
  return getCourse(ctx, { id: course.id });
}
