import { DocketError } from '@docket/contracts/errors';
import type { CourseDetail, createCourse as route } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { isUniqueViolation } from '@docket/db/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { keepRecord } from './audit.ts';
import { getCourse } from './get.ts';

const writeStatement = prepare(
  'course_write',
  `WITH made AS (INSERT INTO courses (id, slug, title, description, drop_lowest, created_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id, created_by)
   INSERT INTO course_staff (course_id, user_id, role) SELECT made.id, made.created_by, 'teacher' FROM made`,
);

/** The error for an address that is in use; undefined for anything else. */
export function slugTaken(error: unknown, slug: string | undefined): DocketError | undefined {
  if (slug === undefined || !isUniqueViolation(error, 'courses_slug_key')) return undefined;
  return new DocketError('course_slug_taken', `There is a course at ${slug}; take another name.`, {
    fields: [{ path: 'body.slug', message: 'is in use' }],
  });
}

/** Makes a course, whose teacher is its maker. @throws DocketError `unauthenticated`, `forbidden`, `course_slug_taken` */
export async function createCourse(ctx: Ctx, input: RouteBody<typeof route>): Promise<CourseDetail> {
  requireRole(ctx, 'setter', 'admin');
  const { userId } = requireUser(ctx);
  const id = newId();
  try {
    await change(ctx, async (tx) => {
      await writeStatement(tx.client, [id, input.slug, input.title, input.description, input.dropLowest, userId]);
      await keepRecord(ctx, tx, { courseId: id, act: 'course.created' });
    });
  } catch (error) {
    throw slugTaken(error, input.slug) ?? error;
  }
  ctx.log.info({ courseId: id, slug: input.slug }, 'course made');
  return getCourse(ctx, { id });
}
