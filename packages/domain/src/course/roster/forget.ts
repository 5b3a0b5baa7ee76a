import { prepare } from '@docket/db/statement';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import type { Tx } from '../../spine/emit.ts';

const forgetStatement = prepare(
  'course_forget',
  `UPDATE course_students t SET name = 'deleted', email = NULL FROM users u
    WHERE u.id = $1 AND (t.user_id = u.id OR t.user_id IS NULL AND ${hasConfirmed('u')} AND t.email = lower(u.email::text))`,
);

/** Takes what names somebody out of courses, archived ones too. What they got stays, without a name. To be called while the account has its address. */
export async function forgetInCourses(tx: Tx, userId: string): Promise<void> {
  await forgetStatement(tx.client, [userId]);
}
