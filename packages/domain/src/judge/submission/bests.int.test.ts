import { beforeAll, expect, it } from 'vitest';
import { makeProblem, makeUser, makeWorkerRow, testCtx } from '@docket/testing/builders';
import { actOnContest } from '../../contest/clock/act.ts';
import { handIn, judge, later, makeContest, makeContestant } from '../../contest/fixtures.ts';
import { reactions } from '../../reactions.ts';
import { brokenRules, db, setUpDatabase } from '../../spine/fixtures.ts';
import { applyRejudge } from '../rejudge/close.ts';
import { createRejudge } from '../rejudge/create.ts';
import { getRunTimes } from './run-times.ts';
import { bucketOf } from './spread.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

/** The spread as it is kept, without what is remembered of it. */
async function spreadOf(problemId: string): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ at: string; people: number }>(
    `SELECT s.measure || ' ' || s.bucket AS at, s.people FROM problem_spreads s WHERE s.problem_id = $1 AND s.people > 0 ORDER BY 1`,
    [problemId],
  );
  return Object.fromEntries(rows.map(({ at, people }) => [at, people]));
}

it('counts each person once, with the best of what they were accepted with', async () => {
  const { problemId, slug } = await makeProblem(db);
  const [fast, slow] = [await makeUser(db), await makeUser(db)];
  for (const user of [fast, fast, slow]) await judge(db, await handIn(db, user, undefined, problemId), 'AC');
  await judge(db, await handIn(db, slow, undefined, problemId), 'WA');
  expect(await spreadOf(problemId)).toEqual({ 'cpu 0': 2, 'memory 0': 2 });

  const slower = [slow.userId, problemId];
  await db.pool.query(
    `UPDATE submissions SET cpu_ms = 400, memory_bytes = 10 * 1024 * 1024 WHERE user_id = $1 AND problem_id = $2 AND status = 'AC'`,
    slower,
  );
  await db.pool.query(
    `SELECT refresh_bests(jsonb_build_array(jsonb_build_object('problem_id', $2::uuid, 'version', 1, 'language', 'python3', 'user_id', $1::uuid)))`,
    slower,
  );
  expect(await spreadOf(problemId)).toEqual({
    'cpu 0': 1,
    [`cpu ${bucketOf(400)}`]: 1,
    'memory 0': 1,
    [`memory ${bucketOf(10 * 1024)}`]: 1,
  });
  const told = await getRunTimes(testCtx(db, fast), { slug, language: 'python3' });
  expect(told).toMatchObject({ people: 2, own: { fasterThan: 1, smallerThan: 1 } });
  expect(await brokenRules(db)).toEqual([]);
});

it('reads nothing again for what is no better than what is kept', async () => {
  const { problemId } = await makeProblem(db);
  const user = await makeUser(db);
  await judge(db, await handIn(db, user, undefined, problemId), 'AC');
  const kept = async () =>
    (await db.pool.query('SELECT cpu_ms, memory_bytes::int FROM problem_bests WHERE problem_id = $1', [problemId]))
      .rows;
  // Better than any submission: only who counts anew finds out.
  await db.pool.query('UPDATE problem_bests SET cpu_ms = 0.5, memory_bytes = 1 WHERE problem_id = $1', [problemId]);
  await judge(db, await handIn(db, user, undefined, problemId), 'AC');
  expect(await kept()).toEqual([{ cpu_ms: 0.5, memory_bytes: 1 }]);
  // Better in one of both is better.
  await db.pool.query('UPDATE problem_bests SET cpu_ms = 0.5, memory_bytes = 2 WHERE problem_id = $1', [problemId]);
  await judge(db, await handIn(db, user, undefined, problemId), 'AC');
  expect(await kept()).toEqual([{ cpu_ms: 1, memory_bytes: 1 }]);
});

it('takes away what a rejudge finds wrong', async () => {
  const { problemId } = await makeProblem(db);
  const [user, admin] = [await makeUser(db), await makeUser(db, 'admin')];
  const submissionId = await handIn(db, user, undefined, problemId);
  await judge(db, submissionId, 'AC');
  const ctx = testCtx(db, admin);
  const { rejudgeId } = await createRejudge(ctx, { problemId, idempotencyKey: null });
  const { rows } = await db.pool.query<{ id: string }>('SELECT id FROM rejudge_results WHERE rejudge_id = $1', [
    rejudgeId,
  ]);
  await judge(db, rows[0]?.id ?? '', 'WA');
  expect(await spreadOf(problemId)).toEqual({ 'cpu 0': 1, 'memory 0': 1 });
  await applyRejudge(ctx, { id: rejudgeId }, reactions);
  expect(await spreadOf(problemId)).toEqual({});
  expect(await brokenRules(db)).toEqual([]);
});

it('counts what was done in a contest when its results are told, and not before', async () => {
  const contest = await makeContest(db, { problems: 1 });
  const [problemId = ''] = contest.problems;
  const user = await makeContestant(db, contest);
  await judge(db, await handIn(db, user, contest.id, problemId), 'AC');
  expect(await spreadOf(problemId)).toEqual({});
  await later(db, contest.id, 24 * 60);
  await actOnContest(testCtx(db, contest.jury), { id: contest.id, act: { act: 'finalise' } });
  expect(await spreadOf(problemId)).toEqual({ 'cpu 0': 1, 'memory 0': 1 });
});

it('numbers buckets as the charts do', async () => {
  const { rows } = await db.pool.query<{ figure: number; bucket: number }>(
    'SELECT f::float8 AS figure, figure_bucket(f) AS bucket FROM generate_series(0, 5000, 7) f',
  );
  for (const { figure, bucket } of rows) expect([figure, bucketOf(figure)]).toEqual([figure, bucket]);
});
