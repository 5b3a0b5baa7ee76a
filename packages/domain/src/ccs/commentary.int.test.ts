import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { waitFor } from '@docket/testing/wait';
import { handIn, later, makeContest, makeContestant, minutesFromNow, type TestContest } from '../contest/fixtures.ts';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { ccsComment, ccsWithdrawComment } from './comment.ts';
import { commentaryOf, COMMENTS_MAX } from './objects/commentary.ts';
import { sourceOf } from './source.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));
afterEach(() => vi.restoreAllMocks());

const NOTHING = { tags: [], team_ids: null, problem_ids: null, submission_ids: null };

const say = (contest: TestContest, message: string, about: object = {}) =>
  ccsComment(testCtx(db, contest.jury), { id: contest.id, message, ...NOTHING, ...about });

/** As a feed reads it again and again; nobody: who is not logged in. */
const listen = async ({ id }: TestContest, user?: TestUser) => {
  const ctx = user === undefined ? { ...testCtx(db), actor: { kind: 'anonymous' } as const } : testCtx(db, user);
  return commentaryOf(await sourceOf(ctx, id, { again: true }));
};

async function many(contest: TestContest, count: number): Promise<void> {
  await db.pool.query(
    `INSERT INTO contest_commentary (id, contest_id, said_by, message, tags) SELECT gen_random_uuid(), $1, $2, 'Comment ' || n, '{}' FROM generate_series(1, $3::int) n`,
    [contest.id, contest.jury.userId, count],
  );
}

async function running() {
  const contest = await makeContest(db, { startsAt: minutesFromNow(30), endsAt: minutesFromNow(90) });
  const [ana, ben] = [await makeContestant(db, contest), await makeContestant(db, contest)];
  await later(db, contest.id, 40);
  return { contest, ana, ben };
}

it('is made once for all who see the same, and anew only when something in it is another', async () => {
  const { contest, ana, ben } = await running();
  await many(contest, 20);
  const first = await listen(contest);
  expect(first).toHaveLength(20);
  const queries = vi.spyOn(db.pool, 'query');
  for (const user of [undefined, ana, ben]) expect(await listen(contest, user)).toBe(first);
  // A try is none of what these are about.
  await handIn(db, ana, contest.id, contest.problems[0] ?? '');
  await new Promise((resolve) => setTimeout(resolve, 450));
  expect(await listen(contest, ana)).toBe(first);
  const whole = queries.mock.calls.filter(([query]) => JSON.stringify(query).includes('"ccs_commentary"'));
  expect(whole).toEqual([]);
  await say(contest, 'New');
  const next = await waitFor('the new one', async () => {
    const list = await listen(contest);
    return list.length === 21 && list;
  });
  for (const each of first) expect(next.some((one) => one === each)).toBe(true);
});

it('tells what it is about as each sees it, also where all of it is told together', async () => {
  const { contest, ana, ben } = await running();
  const { rows } = await db.pool.query<{ id: string; user_id: string }>(
    'SELECT p.id, m.user_id FROM contest_participants p JOIN contest_members m ON m.participant_id = p.id WHERE p.contest_id = $1',
    [contest.id],
  );
  const [of_ana, of_ben] = [ana, ben].map(({ userId }) => rows.find((row) => row.user_id === userId)?.id ?? '');
  const submission = await handIn(db, ana, contest.id, contest.problems[0] ?? '');
  await say(contest, 'Both', { team_ids: [of_ana, of_ben], problem_ids: ['A'], submission_ids: [submission] });
  await db.pool.query('UPDATE contest_participants SET hidden = true WHERE id = $1', [of_ana]);
  await new Promise((resolve) => setTimeout(resolve, 450));
  const teams = async (user?: TestUser) => (await listen(contest, user))[0]?.team_ids;
  expect(await teams()).toEqual([of_ben]);
  expect(await teams(ben)).toEqual([of_ben]);
  expect(await teams(ana)).toEqual([of_ana, of_ben]);
  expect(await teams(contest.jury)).toEqual([of_ana, of_ben]);
});

it('is bounded: what is too much is refused until something is taken back', async () => {
  const contest = await makeContest(db);
  await many(contest, COMMENTS_MAX - 1);
  const { id: objectId } = await say(contest, 'The last');
  await expect(say(contest, 'One more')).rejects.toMatchObject({ code: 'contest_state' });
  await ccsWithdrawComment(testCtx(db, contest.jury), { id: contest.id, objectId });
  expect(await say(contest, 'One more')).toMatchObject({ message: 'One more' });
});

it('is taken back once, and in its own contest alone', async () => {
  const [contest, other] = [await makeContest(db), await makeContest(db)];
  const { id: objectId } = await say(contest, 'Wrong');
  const take = ({ id, jury }: TestContest) => ccsWithdrawComment(testCtx(db, jury), { id, objectId });
  await expect(take(other)).rejects.toMatchObject({ code: 'not_found' });
  await Promise.allSettled([take(contest), take(contest), take(contest)]);
  const { rows } = await db.pool.query(
    `SELECT count(*)::int AS records FROM contest_audit WHERE contest_id = $1 AND act = 'contest.comment_withdrawn'`,
    [contest.id],
  );
  expect(rows).toEqual([{ records: 1 }]);
});
