import { DocketError } from '@docket/contracts/errors';
import type { CourseDetail } from '@docket/contracts/http/course';
import { prepare } from '@docket/db/statement';
import { hasConfirmed } from '../../identity/user/confirmed-address.ts';
import { requireUser, type Ctx } from '../../spine/ctx.ts';
import { change } from '../../spine/emit.ts';
import { getCourse } from '../get.ts';
import { findCourse, lockOpenCourse } from '../rows.ts';
import { tellCourse } from '../tell.ts';
import { enrol } from './enrol.ts';

const invitedStatement = prepare(
  'course_invited',
  `SELECT t.id FROM course_students t JOIN users u ON lower(u.email::text) = t.email
    WHERE t.course_id = $1 AND u.id = $2 AND t.user_id IS NULL AND t.removed_at IS NULL AND ${hasConfirmed('u')}`,
);

/**
 * Takes an account into a course on whose roster its confirmed address is. In it already, it stays.
 * @throws DocketError `unauthenticated`, `course_not_found`, `course_archived`, `course_state`
 */
export async function joinCourse(ctx: Ctx, input: { readonly id: string }): Promise<CourseDetail> {
  const { userId } = requireUser(ctx);
  const { id } = await findCourse(ctx, input.id);
  await change(ctx, async (tx) => {
    await lockOpenCourse(tx, id);
    const { standing } = await findCourse(ctx, id, tx.client);
    if (standing === 'student') return;
    const [invited] = await invitedStatement(tx.client, [id, userId]);
    if (standing !== 'invited' || invited === undefined)
      throw new DocketError('course_state', 'You are of the staff of this course; staff takes no part in it.');
    await enrol(ctx, tx, id, [invited.id]);
    if ((await findCourse(ctx, id, tx.client)).standing !== 'student')
      throw new DocketError('course_state', 'You are in this course already, by another address.');
    await tellCourse(tx, { courseId: id, what: 'roster' }, [invited.id]);
  });
  return getCourse(ctx, { id });
}
