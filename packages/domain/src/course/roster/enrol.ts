import { prepare } from '@docket/db/statement';
import { keepMembers } from '../../contest/closed/keep.ts';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';
import { assignmentsOf } from '../assignment/rows.ts';

// Whoever has confirmed an address of the roster is that student.
const claimStatement = prepare(
  'course_students_claim',
  `UPDATE course_students t SET user_id = u.id FROM users u
    WHERE t.course_id = $1 AND t.id = ANY ($2::uuid[]) AND t.user_id IS NULL AND lower(u.email::text) = t.email AND ${hasConfirmed('u')} AND u.disabled_at IS NULL
      AND NOT EXISTS (SELECT FROM course_students o WHERE o.course_id = $1 AND o.user_id = u.id)
      AND NOT EXISTS (SELECT FROM course_staff f WHERE f.course_id = $1 AND f.user_id = u.id)`,
);
const NOT_STAFF = `NOT EXISTS (SELECT FROM course_staff f WHERE f.course_id = t.course_id AND f.user_id = t.user_id)`;
// Whoever was taken off keeps the participant, without a way in; whoever never came gets none.
const workStatement = prepare(
  'course_work_write',
  `WITH made AS (
     INSERT INTO course_work (assignment_id, student_id, participant_id)
     SELECT $1, t.id, gen_random_uuid() FROM course_students t
      WHERE t.course_id = $2 AND ($3::uuid[] IS NULL OR t.id = ANY ($3)) AND t.user_id IS NOT NULL AND t.removed_at IS NULL AND ${NOT_STAFF}
        AND NOT EXISTS (SELECT FROM contests k WHERE k.id = $1 AND k.finalised_at IS NOT NULL)
     ON CONFLICT (assignment_id, student_id) DO NOTHING RETURNING student_id, participant_id)
   SELECT w.participant_id, t.name, CASE WHEN t.removed_at IS NULL AND ${NOT_STAFF} THEN t.user_id END AS user_id
     FROM (SELECT made.student_id, made.participant_id FROM made
           UNION SELECT k.student_id, k.participant_id FROM course_work k WHERE k.assignment_id = $1 AND ($3::uuid[] IS NULL OR k.student_id = ANY ($3))) w
     JOIN course_students t ON t.id = w.student_id ORDER BY w.participant_id`,
).rows<{ participant_id: string; user_id: string | null }>();

/** Brings one assignment up to date with the roster. @param students ids; null: all */
export async function enrolIn(
  ctx: Ctx,
  tx: Tx,
  { courseId, assignmentId }: { readonly courseId: string; readonly assignmentId: string },
  students: readonly string[] | null,
): Promise<void> {
  const rows = await workStatement(tx.client, [assignmentId, courseId, students]);
  await keepMembers(
    ctx,
    tx,
    assignmentId,
    rows.map(({ participant_id: participantId, name, user_id: userId }) => ({ participantId, name, userId })),
  );
}

/** Brings all assignments of a course up to date with students that came, went or changed. The caller has locked the course. */
export async function enrol(ctx: Ctx, tx: Tx, courseId: string, students: readonly string[]): Promise<void> {
  await claimStatement(tx.client, [courseId, students]);
  for (const assignmentId of await assignmentsOf(tx, courseId))
    await enrolIn(ctx, tx, { courseId, assignmentId }, students);
}
