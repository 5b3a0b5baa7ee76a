import {
  createCourse as courseContract,
  createCourseAssignment as assignmentContract,
} from '@docket/contracts/http/course';
import type { RouteBodyInput } from '@docket/contracts/http/route';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeProblem, makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { minutesFromNow } from '../contest/fixtures.ts';
import { setContestProblems } from '../contest/problem/set.ts';
import { changeAssignment } from './assignment/change.ts';
import { createAssignment } from './assignment/create.ts';
import { createCourse } from './create.ts';
import { applyRoster } from './roster/take.ts';

export type TestCourse = { readonly id: string; readonly teacher: TestUser };

/** A course of a setter's. */
export async function makeCourse(
  db: Db,
  over: Partial<RouteBodyInput<typeof courseContract>> = {},
): Promise<TestCourse> {
  const teacher = await makeUser(db, 'setter');
  const body = courseContract.body.parse({ title: 'A course', slug: `course-${newId().slice(-12)}`, ...over });
  const { courseId: id } = await createCourse(testCtx(db, teacher), body);
  return { id, teacher };
}

/** Takes people onto the roster by their addresses, as a file says it. */
export async function enrolled(
  db: Db,
  { id, teacher }: TestCourse,
  people: readonly TestUser[],
  group = '',
): Promise<void> {
  const lines = people.map(({ username }) => `${username},${username}@example.test,${group}`);
  await applyRoster(testCtx(db, teacher), { id, bytes: Buffer.from(['name,email,group', ...lines].join('\n')) });
}

/** A published assignment with one problem of 100 points, which began a minute ago and is due in an hour. @returns its id and that of the problem */
export async function makeAssignment(
  db: Db,
  { id, teacher }: TestCourse,
  over: Partial<RouteBodyInput<typeof assignmentContract>> & { readonly draft?: boolean } = {},
): Promise<{ readonly assignmentId: string; readonly problemId: string }> {
  const { draft = false, ...wish } = over;
  const ctx = testCtx(db, teacher);
  const body = assignmentContract.body.parse({
    title: 'Homework',
    slug: `homework-${newId().slice(-12)}`,
    startsAt: minutesFromNow(-1),
    dueAt: minutesFromNow(59),
    ...wish,
  });
  const { assignmentId } = await createAssignment(ctx, { ...body, id });
  const { problemId } = await makeProblem(db);
  await db.pool.query('UPDATE problem_versions SET imported_by_id = $2 WHERE problem_id = $1', [
    problemId,
    teacher.userId,
  ]);
  await db.pool.query(`UPDATE problems SET status = 'CHECKED' WHERE id = $1`, [problemId]);
  await setContestProblems(ctx, {
    id: assignmentId,
    problems: [{ label: 'A', problemId, colour: null, points: null }],
  });
  if (!draft) await changeAssignment(ctx, { id, assignmentId, published: true });
  return { assignmentId, problemId };
}
