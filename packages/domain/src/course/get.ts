import type { CourseDetail } from '@docket/contracts/http/course';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { findCourse, isStaff, type CourseRow } from './rows.ts';

const besideStatement = prepare(
  'course_beside',
  `SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('userId', u.id, 'username', u.username, 'role', f.role) ORDER BY f.role DESC, u.username), '[]'::jsonb)
             FROM course_staff f JOIN users u ON u.id = f.user_id WHERE f.course_id = $1) AS staff,
          (SELECT coalesce(jsonb_agg(DISTINCT t.group_name ORDER BY t.group_name), '[]'::jsonb)
             FROM course_students t WHERE t.course_id = $1 AND t.removed_at IS NULL AND t.group_name IS NOT NULL) AS groups,
          (SELECT t.group_name FROM course_students t WHERE t.course_id = $1 AND t.user_id = $2) AS own_group,
          (SELECT count(*)::int FROM course_assignments a JOIN contests k ON k.id = a.id WHERE a.course_id = $1 AND k.visibility <> 'DRAFT') AS assignments`,
).rows<{ staff: CourseDetail['staff']; groups: string[]; assignments: number }>();

/** What is told of a course whose row was read already. */
export async function detailOf(ctx: Ctx, row: CourseRow): Promise<CourseDetail> {
  const [beside] = await besideStatement(ctx.db.pool, [row.id, requireUser(ctx).userId]);
  if (beside === undefined) throw new Error(`nothing beside the course ${row.id}`);
  return {
    courseId: row.id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    archivedAt: row.archived_at?.toISOString() ?? null,
    standing: row.standing,
    dropLowest: row.drop_lowest,
    assignments: beside.assignments,
    staff: beside.staff,
    group: beside.own_group,
    groups: isStaff(row) ? beside.groups : null,
  };
}

/** One course, by id or the name in its address, for those who are in it. @throws DocketError `unauthenticated`, `course_not_found` */
export async function getCourse(ctx: Ctx, input: { readonly id: string }): Promise<CourseDetail> {
  return detailOf(ctx, await findCourse(ctx, input.id));
}
