import { DocketError } from '@docket/contracts/errors';
import type { CourseAssignment, createCourseAssignment as route } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { keepStaff } from '../../contest/closed/keep.ts';
import { slugTaken, writeContest } from '../../contest/create.ts';
import { requireLanguages } from '../../contest/languages.ts';
import type { Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { keepRecord } from '../audit.ts';
import { enrolIn } from '../roster/enrol.ts';
import { findTaught, lockTaughtCourse } from '../rows.ts';
import { tellCourse } from '../tell.ts';
import { assignmentsOf, readAssignment, toAssignment } from './rows.ts';

/** Assignments of a course at most. */
const MOST = 60;

const writeStatement = prepare(
  'course_assignment_write',
  'INSERT INTO course_assignments (id, course_id, weight) VALUES ($1, $2, $3)',
);
const staffStatement = prepare(
  'course_staff_of',
  `SELECT f.user_id, f.role = 'teacher' AS teaches FROM course_staff f WHERE f.course_id = $1`,
).rows<{ teaches: boolean }>();

/**
 * Makes an assignment: a closed contest of the format homework, whose jury is the staff and in which the students take part. A draft.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_archived`, `course_state`, `contest_slug_taken`, `contest_times`, `unknown_language`
 */
export async function createAssignment(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string },
): Promise<CourseAssignment> {
  const { id: courseId } = await findTaught(ctx, input.id);
  await requireLanguages(ctx, input.languages);
  let made: string;
  try {
    made = await change(ctx, async (tx) => {
      await lockTaughtCourse(ctx, tx, courseId);
      if ((await assignmentsOf(tx, courseId)).length >= MOST)
        throw new DocketError('course_state', `The course has ${MOST} assignments, which is as many as there can be.`);
      const id = await writeContest(
        ctx,
        tx,
        {
          title: input.title,
          slug: input.slug,
          description: input.description,
          startsAt: input.startsAt,
          endsAt: input.dueAt,
          format: 'homework',
          options: input.late,
          freezesAt: null,
          timeZone: null,
          durationMinutes: null,
          registration: 'roster',
          invitationCode: null,
          teamSize: 1,
          rated: false,
          virtual: false,
          upsolving: 'participants',
          languages: input.languages,
          cannedAnswers: [],
        },
        true,
      );
      await writeStatement(tx.client, [id, courseId, input.weight]);
      const staff = await staffStatement(tx.client, [courseId]);
      await keepStaff(
        tx,
        id,
        staff.map(({ user_id: userId, teaches: maySet }) => ({ userId, maySet })),
      );
      await enrolIn(ctx, tx, { courseId, assignmentId: id }, null);
      await keepRecord(ctx, tx, { courseId, act: 'assignment.created', subject: id });
      await tellCourse(tx, { courseId, what: 'assignments' }, []);
      return id;
    });
  } catch (error) {
    throw slugTaken(error, input.slug) ?? error;
  }
  ctx.log.info({ courseId, contestId: made }, 'assignment made');
  return toAssignment(await readAssignment(ctx.db.pool, courseId, made), ctx.clock.now());
}
