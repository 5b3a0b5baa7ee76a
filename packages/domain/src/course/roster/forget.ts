import { prepare } from '@docket/db/statement';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import type { Tx } from '../../spine/emit.ts';

// Whoever was taken off is no member of the assignments any more, and their participants have the name still.
const forgetStatement = prepare(
  'course_forget',
  `WITH gone AS (
     UPDATE course_students t SET name = 'deleted', email = NULL FROM users u
      WHERE u.id = $1 AND (t.user_id = u.id OR t.user_id IS NULL AND ${hasConfirmed('u')} AND t.email = lower(u.email::text)) RETURNING t.id)
   UPDATE contest_participants p SET name = 'deleted' FROM gone JOIN course_work w ON w.student_id = gone.id WHERE p.id = w.participant_id`,
);

/** Takes what names somebody out of courses, archived ones too. What they got stays, without a name. To be called while the account has its address. */
export async function forgetInCourses(tx: Tx, userId: string): Promise<void> {
  await forgetStatement(tx.client, [userId]);
}
