import type { changeCourseAssignment as route, CourseAssignment } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { rewriteContest } from '../../contest/change.ts';
import { eraseContest } from '../../contest/delete.ts';
import { forgetContest } from '../../contest/forget.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { findTaught, lockTaughtCourse } from '../rows.ts';
import { tellCourse } from '../tell.ts';
import { readAssignment, toAssignment } from './rows.ts';

const weightStatement = prepare('course_assignment_weight', 'UPDATE course_assignments SET weight = $2 WHERE id = $1');
const deleteStatement = prepare('course_assignment_delete', 'DELETE FROM course_assignments WHERE id = $1');

type Input = RouteBody<typeof route> & { readonly id: string; readonly assignmentId: string };

/**
 * Weighs an assignment otherwise, publishes it for the students, or makes it a draft again before it begins.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_assignment_not_found`, `course_archived`, `contest_begun`, `contest_state`
 */
export async function changeAssignment(ctx: Ctx, input: Input): Promise<CourseAssignment> {
  const { id: courseId } = await findTaught(ctx, input.id);
  const { assignmentId, weight, published } = input;
  await change(ctx, async (tx) => {
    await lockTaughtCourse(ctx, tx, courseId);
    const before = await readAssignment(tx.client, courseId, assignmentId);
    const acts: { readonly act: string; readonly data?: Readonly<Record<string, unknown>> }[] = [];
    if (weight !== undefined && weight !== before.weight) {
      await weightStatement(tx.client, [assignmentId, weight]);
      acts.push({ act: 'assignment.changed', data: { weight } });
    }
    if (published !== undefined && published !== (before.visibility !== 'DRAFT')) {
      await rewriteContest(ctx, tx, { id: assignmentId, visibility: published ? 'LINK' : 'DRAFT' });
      acts.push({ act: published ? 'assignment.published' : 'assignment.withdrawn' });
    }
    for (const act of acts) await keepRecord(ctx, tx, { courseId, subject: assignmentId, ...act });
    if (acts.length > 0) await tellCourse(tx, { courseId, what: 'assignments' });
  });
  forgetContest(ctx, assignmentId);
  return toAssignment(await readAssignment(ctx.db.pool, courseId, assignmentId), ctx.clock.now());
}

/**
 * Deletes an assignment to which nobody has submitted, with the grades that were given in it.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_assignment_not_found`, `course_archived`, `contest_begun`
 */
export async function deleteAssignment(
  ctx: Ctx,
  input: { readonly id: string; readonly assignmentId: string },
): Promise<void> {
  const { id: courseId } = await findTaught(ctx, input.id);
  const { assignmentId } = input;
  await change(ctx, async (tx) => {
    await lockTaughtCourse(ctx, tx, courseId);
    const { title } = await readAssignment(tx.client, courseId, assignmentId);
    await eraseContest(tx, assignmentId);
    // What hangs on it goes first, while its course can still be told.
    for (const table of ['course_grades', 'course_work'])
      await tx.client.query(`DELETE FROM ${table} WHERE assignment_id = $1`, [assignmentId]);
    await deleteStatement(tx.client, [assignmentId]);
    await keepRecord(ctx, tx, { courseId, act: 'assignment.deleted', subject: assignmentId, data: { title } });
    await tellCourse(tx, { courseId, what: 'assignments' });
  });
  forgetContest(ctx, assignmentId);
}
