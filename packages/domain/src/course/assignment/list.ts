import type { CourseAssignment } from '@docket/contracts/http/course';
import type { Ctx } from '../../spine/ctx.ts';
import { findCourse, isStaff } from '../rows.ts';
import { readAssignments, toAssignment } from './rows.ts';

/** Assignments of a course by due date. Drafts are the staff's; whoever has not come in yet has none. @throws DocketError `unauthenticated`, `course_not_found` */
export async function listAssignments(ctx: Ctx, input: { readonly id: string }): Promise<{ data: CourseAssignment[] }> {
  const course = await findCourse(ctx, input.id);
  if (course.standing === 'invited') return { data: [] };
  const rows = await readAssignments(ctx.db.pool, course.id);
  const seen = isStaff(course) ? rows : rows.filter(({ visibility }) => visibility !== 'DRAFT');
  return { data: seen.map((row) => toAssignment(row, ctx.clock.now())) };
}
