import { DocketError } from '@docket/contracts/errors';
import type { getOwnGrades as ownRoute, GradeBook } from '@docket/contracts/http/course';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { readAssignments, toAssignment, type AssignmentRow } from '../assignment/rows.ts';
import { findCourse, findStaffed } from '../rows.ts';
import { readGrades } from './read.ts';

function columnOf(row: AssignmentRow, now: Date): GradeBook['assignments'][number] {
  const { assignmentId, slug, title, dueAt, visibility, weight, maxPoints } = toAssignment(row, now);
  return { assignmentId, slug, title, dueAt, visibility, weight, maxPoints };
}

/** Every student with every assignment, for the staff. @throws DocketError `unauthenticated`, `course_not_found`, `course_not_staff` */
export async function getGradeBook(ctx: Ctx, input: { readonly id: string }): Promise<GradeBook> {
  const course = await findStaffed(ctx, input.id);
  const now = ctx.clock.now();
  const assignments = await readAssignments(ctx.db.pool, course.id);
  return {
    assignments: assignments.map((row) => columnOf(row, now)),
    rows: await readGrades(ctx.db.pool, course, assignments, now),
    dropLowest: course.drop_lowest,
  };
}

const ownStatement = prepare(
  'course_own_student',
  'SELECT t.id FROM course_students t WHERE t.course_id = $1 AND t.user_id = $2 AND t.removed_at IS NULL',
);

/** The caller's own grades. @throws DocketError `unauthenticated`, `course_not_found`, `course_not_student` */
export async function getOwnGrades(ctx: Ctx, input: { readonly id: string }): Promise<RouteResponse<typeof ownRoute>> {
  const course = await findCourse(ctx, input.id);
  const [own] = await ownStatement(ctx.db.pool, [course.id, requireUser(ctx).userId]);
  if (own === undefined) throw new DocketError('course_not_student', 'You are no student of this course.');
  const now = ctx.clock.now();
  const assignments = (await readAssignments(ctx.db.pool, course.id)).filter(
    ({ visibility }) => visibility !== 'DRAFT',
  );
  const [row] = await readGrades(ctx.db.pool, course, assignments, now, own.id);
  if (row === undefined) throw new Error(`the student ${own.id} has no row`);
  return { assignments: assignments.map((each) => columnOf(each, now)), row, dropLowest: course.drop_lowest };
}
