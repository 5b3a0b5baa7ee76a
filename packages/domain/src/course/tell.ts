import { userChannel, type EventInput } from '@docket/contracts/events/envelope';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';

const staffStatement = prepare('course_staff_ids', 'SELECT f.user_id FROM course_staff f WHERE f.course_id = $1');
const studentsStatement = prepare(
  'course_student_users',
  `SELECT t.user_id FROM course_students t WHERE t.course_id = $1 AND t.user_id IS NOT NULL AND t.removed_at IS NULL AND ($2::uuid[] IS NULL OR t.id = ANY ($2))`,
);

/**
 * Tells the staff of a course, and students who are on its roster, that something of it is another.
 * @param students ids of those whom it concerns; left out: all
 */
export async function tellCourse(
  tx: Tx,
  data: EventInput<'course.changed'>,
  students?: readonly string[],
): Promise<void> {
  const staff = await staffStatement(tx.client, [data.courseId]);
  const told = await studentsStatement(tx.client, [data.courseId, students ?? null]);
  for (const userId of new Set([...staff, ...told].flatMap(({ user_id }) => user_id ?? [])))
    tx.emit({ channel: userChannel(userId), type: 'course.changed', data });
}
