import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, it } from 'vitest';
import { openZipPackage } from '@docket/problem-package/zip';
import { makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { handIn, judge } from '../contest/fixtures.ts';
import { changeAssignment } from '../course/assignment/change.ts';
import { enrolled, makeAssignment, makeCourse } from '../course/fixtures.ts';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { exportAccount } from './export-account.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

async function exported(user: TestUser, file: string): Promise<unknown> {
  const zip = await openZipPackage(await buffer(exportAccount(testCtx(db, user)).stream), { plain: true });
  return JSON.parse(Buffer.from(await zip.read(file)).toString());
}

it('has no assignment that is a draft still', async () => {
  const course = await makeCourse(db);
  const ada = await makeUser(db);
  await enrolled(db, course, [ada]);
  const { assignmentId } = await makeAssignment(db, course, { draft: true, title: 'The surprise' });
  expect(await exported(ada, 'contests.json')).toEqual([]);
  await changeAssignment(testCtx(db, course.teacher), { id: course.id, assignmentId, published: true });
  expect(await exported(ada, 'contests.json')).toMatchObject([{ title: 'The surprise' }]);
});

it('has of a judge’s fault what its owner is told, and not what a check program said', async () => {
  const course = await makeCourse(db);
  const ada = await makeUser(db);
  await enrolled(db, course, [ada]);
  const { assignmentId, problemId } = await makeAssignment(db, course);
  const submissionId = await handIn(db, ada, assignmentId, problemId);
  await judge(db, submissionId, 'WA');
  const as = (status: string) =>
    db.pool.query('UPDATE submissions SET status = $2, reason = $3 WHERE id = $1', [
      submissionId,
      status,
      'judge error: the validator failed: the answer is 42',
    ]);
  await as('IE');
  expect(await exported(ada, 'submissions.json')).toMatchObject([
    { id: submissionId, status: 'IE', reason: 'judge error: the validator failed' },
  ]);
  await as('RE');
  expect(await exported(ada, 'submissions.json')).toMatchObject([{ reason: expect.stringContaining('42') }]);
});
