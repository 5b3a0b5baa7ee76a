import { makeProblem, makeUser, makeWorkerRow, openDb, closeDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { listLanguages } from '@docket/domain/judge/language/list-languages';
import { submitSubmission } from '@docket/domain/judge/submission/submit';
import { expect, onTestFinished, test } from 'vitest';
import { nextTask } from './next-task.ts';

test('a language that is withdrawn is not claimed any more, and again when it is back', async () => {
  const db = openDb((await createDatabaseForThisTest()).url, 4);
  onTestFinished(() => closeDb(db));
  await makeWorkerRow(db, ['forth']);
  const ctx = testCtx(db, await makeUser(db));
  const { problemId } = await makeProblem(db);
  const { submissionId } = await submitSubmission(ctx, {
    problemId,
    language: 'forth',
    code: 'x',
    depthLimit: 10,
    userDepthLimit: 10,
    idempotencyKey: null,
  });

  let offered = await listLanguages(ctx);
  const worker = { sandbox: { languages: () => Promise.resolve(offered) }, workerId: 'w', leaseSeconds: 30 };
  const before = offered;
  // As when its compiler does not compile its own sample any more.
  offered = [];
  expect(await nextTask(ctx, worker)).toBeUndefined();
  offered = before;
  expect(await nextTask(ctx, worker)).toMatchObject({ submissionId });
});
