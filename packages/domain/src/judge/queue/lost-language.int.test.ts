import { expect, test, vi } from 'vitest';
import { makeProblem, makeUser, makeWorkerRow, testCtx } from '@docket/testing/builders';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { listLanguages } from '../language/list-languages.ts';
import { createRun } from '../run/create.ts';
import { getRun } from '../run/get.ts';
import { getSubmission } from '../submission/get.ts';
import { submitSubmission } from '../submission/submit.ts';
import { claimNext } from '../tasks.ts';
import { readCapacity } from './capacity.ts';
import { movedPlaces, readPlaces, type Told } from './places.ts';

setUpDatabase();

const DEPTHS = { depthLimit: 1_000, userDepthLimit: 1_000, idempotencyKey: null } as const;
/** What is remembered of workers is two seconds old at most. */
const soon = { timeout: 10_000, interval: 250 };

test('what waits in a language that no worker has any more says so, and is judged when one with it comes back', async () => {
  await makeWorkerRow(db, ['python3']);
  const second = await makeWorkerRow(db, ['forth']);
  const ctx = testCtx(db, await makeUser(db));
  const { problemId } = await makeProblem(db);
  const submit = (language: string) => submitSubmission(ctx, { problemId, language, code: 'x', ...DEPTHS });

  expect((await listLanguages(ctx)).map(({ id }) => id)).toEqual(['forth', 'python3']);
  const lost = await submit('forth');
  expect(lost).toMatchObject({ waitReason: null, expectedWaitSeconds: 0 });
  const run = await createRun(ctx, {
    problemId,
    language: 'forth',
    code: 'x',
    inputs: [''],
    samples: false,
    ...DEPTHS,
  });
  const other = await submit('python3');
  const told = new Map<string, Told>();
  const tell = async () => movedPlaces(told, await readPlaces(ctx), await readCapacity(ctx));
  await tell();

  // Its worker takes the language out of its row, as one does whose toolchain broke.
  const setLanguages = (languages: string) =>
    db.pool.query('UPDATE workers SET languages = $2, seen_at = now() WHERE id = $1', [second, languages]);
  const { rows } = await db.pool.query<{ languages: unknown }>('SELECT languages FROM workers WHERE id = $1', [second]);
  await setLanguages('[]');
  const waits = { queuePosition: 0, waitReason: 'no_language', expectedWaitSeconds: null };
  await vi.waitFor(async () => expect(await getSubmission(ctx, { id: lost.submissionId })).toMatchObject(waits), soon);
  expect(await getRun(ctx, { id: run.runId })).toMatchObject({ waitReason: 'no_language', expectedWaitSeconds: null });
  // One waits in the lost language before it, and it goes first all the same.
  expect(other).toMatchObject({ queuePosition: 1 });
  expect(await getSubmission(ctx, { id: other.submissionId })).toMatchObject({ waitReason: null, queuePosition: 0 });
  expect(await submit('python3')).toMatchObject({ queuePosition: 1 });
  const [event] = await tell();
  expect(event?.tasks.find(({ id }) => id === other.submissionId)).toMatchObject({ queuePosition: 0 });
  expect(event?.tasks.find(({ id }) => id === lost.submissionId)).toMatchObject(waits);
  await expect(submit('forth')).rejects.toMatchObject({ code: 'unknown_language' });
  // Whoever judges something else passes over it.
  expect(await claimNext(ctx, { workerId: 'w', languages: ['ada'], leaseSeconds: 30 })).toEqual({ outcome: 'none' });

  await setLanguages(JSON.stringify(rows[0]?.languages));
  await vi.waitFor(
    async () => expect(await getSubmission(ctx, { id: lost.submissionId })).toMatchObject({ waitReason: null }),
    soon,
  );
  expect((await tell())[0]?.tasks.find(({ id }) => id === lost.submissionId)).toMatchObject({ waitReason: null });
  expect(await claimNext(ctx, { workerId: second, languages: ['forth'], leaseSeconds: 30 })).toMatchObject({
    outcome: 'claimed',
    task: { submissionId: lost.submissionId },
  });
});

test('a worker that takes up nothing offers nothing, and without any other there is no worker', async () => {
  const ctx = testCtx(db, await makeUser(db));
  const { problemId } = await makeProblem(db);
  await makeWorkerRow(db, ['python3']);
  const sent = await submitSubmission(ctx, { problemId, language: 'python3', code: 'x', ...DEPTHS });
  await db.pool.query(`UPDATE workers SET report = '{"outOfRotation": "its canary was not caught"}', seen_at = now()`);
  await vi.waitFor(
    async () => expect(await getSubmission(ctx, { id: sent.submissionId })).toMatchObject({ waitReason: 'no_worker' }),
    soon,
  );
});
