import { DocketError } from '@docket/contracts/errors';
import type { archiveCourse as route, CourseDetail } from '@docket/contracts/http/course';
import type { RouteBody } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { moveBoard } from '../contest/board/move.ts';
import { performAct } from '../contest/clock/act.ts';
import { sealContest } from '../contest/closed/keep.ts';
import { forgetContest } from '../contest/forget.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { assignmentsOf, readAssignments } from './assignment/rows.ts';
import { keepRecord } from './audit.ts';
import { getCourse } from './get.ts';
import { keepGrades } from './grade/read.ts';
import { findTaught, lockCourse } from './rows.ts';
import { tellCourse } from './tell.ts';

const openStatement = prepare(
  'course_assignments_not_final',
  `SELECT k.id, k.title FROM course_assignments a JOIN contests k ON k.id = a.id
    WHERE a.course_id = $1 AND k.visibility <> 'DRAFT' AND k.finalised_at IS NULL ORDER BY a.id`,
);
const writeStatement = prepare(
  'course_archive',
  `UPDATE courses SET archived_at = CASE WHEN $2 THEN now() END WHERE id = $1 AND (archived_at IS NOT NULL) <> $2 RETURNING id`,
);

/**
 * Closes a course: each assignment becomes final, then nothing changes any more. Or opens it again, where final stays final.
 * @throws DocketError `course_not_found`, `course_not_teacher`, `course_state` naming the assignment that cannot be final yet, and why
 */
export async function archiveCourse(
  ctx: Ctx,
  input: RouteBody<typeof route> & { readonly id: string },
): Promise<CourseDetail> {
  const { id } = await findTaught(ctx, input.id);
  const reason = input.reason === undefined ? {} : { reason: input.reason };
  if (input.archived)
    for (const contestId of await change(ctx, (tx) => finaliseAll(ctx, tx, id, reason))) forgetContest(ctx, contestId);
  // What is kept is read from boards, which may be a moment behind their logs.
  if (input.archived)
    for (const { id: contestId } of await readAssignments(ctx.db.pool, id)) await moveBoard(ctx, { contestId });
  await change(ctx, async (tx) => {
    await lockCourse(tx, id);
    const { archived_at: archivedAt } = await findTaught(ctx, id, tx.client);
    const [left] = input.archived ? await openStatement(tx.client, [id]) : [];
    if (left !== undefined)
      throw new DocketError('course_state', `${left.title} was published meanwhile, and is not final yet.`);
    // Rows of the course are written while it is open.
    if (input.archived && archivedAt === null) await keepGrades(tx, id, true);
    if ((await writeStatement(tx.client, [id, input.archived])).length === 0) return;
    if (!input.archived) await keepGrades(tx, id, false);
    for (const assignmentId of await assignmentsOf(tx, id)) await sealContest(tx, assignmentId, input.archived);
    await keepRecord(ctx, tx, { courseId: id, act: input.archived ? 'course.archived' : 'course.opened', ...reason });
    await tellCourse(tx, { courseId: id, what: 'course' });
  });
  return getCourse(ctx, { id });
}

/** Makes assignments final, all of them or, if one cannot be yet, none: what is final stays final. @returns which */
async function finaliseAll(
  ctx: Ctx,
  tx: Tx,
  courseId: string,
  reason: { readonly reason?: string },
): Promise<string[]> {
  await lockCourse(tx, courseId);
  const open = await openStatement(tx.client, [courseId]);
  for (const { id, title } of open)
    await performAct(ctx, tx, { id, act: { act: 'finalise', ...reason } }).catch((error: unknown) => {
      if (!(error instanceof DocketError && error.code === 'contest_state')) throw error;
      throw new DocketError('course_state', `${title} cannot be made final yet. ${error.message}`);
    });
  return open.map(({ id }) => id);
}
