import { DocketError } from '@docket/contracts/errors';
import type { ContestVisibility } from '@docket/contracts/contest/settings';
import { createCourseAssignment, type CourseAssignment } from '@docket/contracts/http/course';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { phaseOf } from '../../contest/rows.ts';
import type { Tx } from '../../spine/emit.ts';

/** What a problem is worth to the format `homework` where nobody says. */
const WHOLE = 100;

const listStatement = prepare(
  'course_assignments',
  `SELECT a.id, k.slug, k.title, k.visibility, k.options, k.finalised_at, s.open_at, s.close_at, s.over_at, s.paused_at, a.weight,
          (SELECT coalesce(sum(coalesce(p.points, ${WHOLE})), 0)::float8 FROM judge_scope_problems p WHERE p.scope_id = a.id) AS max_points,
          (SELECT count(*)::int FROM judge_scope_problems p WHERE p.scope_id = a.id) AS problems
     FROM course_assignments a JOIN contests k ON k.id = a.id JOIN judge_scopes s ON s.id = a.id
    WHERE a.course_id = $1 AND ($2::uuid IS NULL OR a.id = $2) ORDER BY s.close_at, a.id`,
).rows<{ visibility: ContestVisibility; max_points: number; problems: number }>();

export type AssignmentRow = Awaited<ReturnType<typeof listStatement>>[number];

/** Assignments of a course by due date, drafts among them. */
export function readAssignments(on: Pool | PoolClient, courseId: string): Promise<AssignmentRow[]> {
  return listStatement(on, [courseId, null]);
}

/** One assignment of a course. @throws DocketError `course_assignment_not_found` */
export async function readAssignment(
  on: Pool | PoolClient,
  courseId: string,
  assignmentId: string,
): Promise<AssignmentRow> {
  const [row] = await listStatement(on, [courseId, assignmentId]);
  if (row === undefined)
    throw new DocketError('course_assignment_not_found', 'This course has no assignment of that id.');
  return row;
}

export function toAssignment(row: AssignmentRow, now: Date): CourseAssignment {
  return {
    assignmentId: row.id,
    slug: row.slug,
    title: row.title,
    startsAt: row.open_at.toISOString(),
    dueAt: row.close_at.toISOString(),
    phase: phaseOf(row, now),
    visibility: row.visibility,
    weight: row.weight,
    maxPoints: row.max_points,
    problems: row.problems,
    late: createCourseAssignment.body.shape.late.parse(row.options),
  };
}

const idsStatement = prepare(
  'course_assignment_ids',
  'SELECT a.id FROM course_assignments a WHERE a.course_id = $1 ORDER BY a.id',
);

/** Ids of a course's assignments, in the order in which their scopes are locked. */
export async function assignmentsOf({ client }: Pick<Tx, 'client'>, courseId: string): Promise<string[]> {
  return (await idsStatement(client, [courseId])).map(({ id }) => id);
}
