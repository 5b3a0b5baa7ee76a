import { DocketError } from '@docket/contracts/errors';
import type { giveGrade as route, GradeRow } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { readAssignment, readAssignments } from '../assignment/rows.ts';
import { keepRecord } from '../audit.ts';
import { findStaffed, lockOpenCourse } from '../rows.ts';
import { tellCourse } from '../tell.ts';
import { readGrades } from './read.ts';

const studentStatement = prepare(
  'course_grade_student',
  'SELECT t.id FROM course_students t WHERE t.course_id = $1 AND t.id = $2',
);
const beforeStatement = prepare(
  'course_grade_before',
  'SELECT g.points, g.excused FROM course_grades g WHERE g.assignment_id = $1 AND g.student_id = $2',
);
const writeStatement = prepare(
  'course_grade_write',
  `INSERT INTO course_grades AS g (assignment_id, student_id, points, excused, reason, by_id) VALUES ($1, $2, $3, $4, $5, $6)
   ON CONFLICT (assignment_id, student_id) DO UPDATE SET points = excluded.points, excused = excluded.excused, reason = excluded.reason, by_id = excluded.by_id, at = now()`,
);
const dropStatement = prepare(
  'course_grade_drop',
  'DELETE FROM course_grades WHERE assignment_id = $1 AND student_id = $2',
);

type Input = RouteBody<typeof route> & {
  readonly id: string;
  readonly studentId: string;
  readonly assignmentId: string;
};

/**
 * Gives a student other points than were computed, excuses them, or takes that back. What it was before and why is in the records.
 * @throws DocketError `course_not_found`, `course_not_staff`, `course_student_not_found`, `course_assignment_not_found`, `course_archived`
 */
export async function giveGrade(ctx: Ctx, input: Input): Promise<GradeRow> {
  const { userId } = requireUser(ctx);
  const course = await findStaffed(ctx, input.id);
  const { studentId, assignmentId, grade, reason } = input;
  return change(ctx, async (tx) => {
    await lockOpenCourse(tx, course.id);
    await findStaffed(ctx, course.id, tx.client);
    await readAssignment(tx.client, course.id, assignmentId);
    if ((await studentStatement(tx.client, [course.id, studentId])).length === 0)
      throw new DocketError('course_student_not_found', 'Nobody of this id is on the roster of this course.');
    const [before] = await beforeStatement(tx.client, [assignmentId, studentId]);
    if (grade.kind === 'computed') await dropStatement(tx.client, [assignmentId, studentId]);
    else {
      const points = grade.kind === 'points' ? grade.points : null;
      await writeStatement(tx.client, [assignmentId, studentId, points, points === null, reason, userId]);
    }
    await keepRecord(ctx, tx, {
      courseId: course.id,
      act: 'grade.given',
      subject: studentId,
      data: { assignmentId, before: before ?? null, now: grade },
      reason,
    });
    await tellCourse(tx, { courseId: course.id, what: 'grades' }, [studentId]);
    const assignments = await readAssignments(tx.client, course.id);
    const [row] = await readGrades(tx.client, course, assignments, ctx.clock.now(), studentId);
    if (row === undefined) throw new Error(`the student ${studentId} has no row`);
    return row;
  });
}
