import type { changeCourse as route, CourseDetail } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { keepRecord } from './audit.ts';
import { slugTaken } from './create.ts';
import { getCourse } from './get.ts';
import { findTaught, lockTaughtCourse } from './rows.ts';
import { tellCourse } from './tell.ts';

const writeStatement = prepare(
  'course_rewrite',
  `UPDATE courses SET slug = $2, title = $3, description = $4, drop_lowest = $5 WHERE id = $1 AND archived_at IS NULL`,
);

/**
 * Changes what is given of a course.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_archived`, `course_slug_taken`
 */
export async function changeCourse(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string },
): Promise<CourseDetail> {
  const { id } = await findTaught(ctx, input.id);
  const { id: _, ...given } = input;
  try {
    await change(ctx, async (tx) => {
      const row = await lockTaughtCourse(ctx, tx, id);
      await writeStatement(tx.client, [
        id,
        given.slug ?? row.slug,
        given.title ?? row.title,
        given.description ?? row.description,
        given.dropLowest ?? row.drop_lowest,
      ]);
      await keepRecord(ctx, tx, { courseId: id, act: 'course.changed', data: given });
      await tellCourse(tx, { courseId: id, what: 'course' });
    });
  } catch (error) {
    throw slugTaken(error, input.slug) ?? error;
  }
  return getCourse(ctx, { id });
}
