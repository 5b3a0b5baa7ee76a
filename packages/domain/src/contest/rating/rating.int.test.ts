import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ContestFact } from '@docket/contest/log';
import type { ContestRatings } from '@docket/contracts/http/rating';
import { newId } from '@docket/runtime/id';
import { makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { withoutClause } from '@docket/testing/guards';
import type { Db } from '@docket/db/client';
import { changeProfile } from '../../profile/change-profile.ts';
import { getRatingHistory, listProfileContests } from '../../profile/contests.ts';
import { getProfile } from '../../profile/get-profile.ts';
import { getProfileRecord } from '../../profile/record.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../../spine/fixtures.ts';
import { change } from '../../spine/emit.ts';
import { BoardKeeper } from '../board/keeper.ts';
import { moveBoard } from '../board/move.ts';
import { changeContest } from '../change.ts';
import { actOnContest } from '../clock/act.ts';
import { tellLog } from '../facts.ts';
import { handIn, judge, later, makeContest, makeContestant, minutesFromNow, type TestContest } from '../fixtures.ts';
import { boardCache } from '../forget.ts';
import { registerForContest } from '../people/register.ts';
import { changeParticipant } from '../people/change.ts';
import { sweepContests } from '../sweep.ts';
import { checkRatings } from './check.ts';
import { foldRatings } from './fold.ts';
import { distributionOfRatings, listRatings } from './list.ts';
import { ratingsOfContest } from './of-contest.ts';
import { keepResults } from './results.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

/** Has people play a contest: who comes first in the list solves the most. What is left out is not handed in at all. */
async function play(
  people: readonly TestUser[],
  over: Parameters<typeof makeContest>[1] = {},
  on: Db = db,
): Promise<TestContest> {
  const contest = await makeContest(on, {
    rated: true,
    problems: people.length,
    startsAt: minutesFromNow(-10),
    ...over,
  });
  for (const user of people) await registerForContest(testCtx(on, user), { id: contest.id, unofficial: false });
  for (const [at, user] of people.entries())
    for (const problem of contest.problems.slice(at))
      await judge(on, await handIn(on, user, contest.id, problem), 'AC');
  await moveBoard(testCtx(on), { contestId: contest.id });
  boardCache(on).clear();
  return contest;
}

/** Ends it so many minutes ago, and makes it final. */
async function finalise({ id, jury }: TestContest, endedAgo = 10): Promise<void> {
  await later(db, id, 59 + endedAgo);
  await actOnContest(testCtx(db, jury), { id, act: { act: 'finalise' } });
  await follow(id);
}

/** What workers do when the log of a contest has moved on. */
async function follow(id: string): Promise<void> {
  await moveBoard(testCtx(db), { contestId: id });
  await foldRatings(testCtx(db));
  boardCache(db).clear();
}

async function historyOf(user: TestUser, as: TestUser = user) {
  return (await getRatingHistory(testCtx(db, as), { username: user.username })).data;
}

async function ratingOf(user: TestUser): Promise<number | undefined> {
  const { rows } = await db.pool.query<{ rating: number }>('SELECT rating FROM ratings WHERE user_id = $1', [
    user.userId,
  ]);
  return rows[0]?.rating;
}

/** Hears which statements a database is asked, on all connections that it opens from now on, and does something once after one of them. */
function listenTo(on: Db): {
  times: (name: string) => number;
  after: (name: string, act: () => Promise<void>) => void;
} {
  const heard: string[] = [];
  const acts = new Map<string, () => Promise<void>>();
  on.pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...all: unknown[]) => unknown;
    Object.assign(client, {
      query: (query: unknown, ...more: unknown[]) => {
        const name = typeof query === 'object' && query !== null && 'name' in query ? String(query.name) : '';
        heard.push(name);
        const act = acts.get(name);
        acts.delete(name);
        const answer = send(query, ...more);
        return act === undefined ? answer : Promise.resolve(answer).then(async (rows) => (await act(), rows));
      },
    });
  });
  return {
    times: (name) => heard.filter((each) => each === name).length,
    after: (name, act) => void acts.set(name, act),
  };
}

const fromScratch = () => checkRatings(testCtx(db));
const placesOf = ({ data }: ContestRatings) => data.map(({ place }) => place);

describe('a rated contest', () => {
  it('changes ratings when it is final, is told on one channel, and shows before what it would do', async () => {
    const people = [await makeUser(db), await makeUser(db), await makeUser(db)] as const;
    const contest = await play(people);
    const before = await ratingsOfContest(testCtx(db), { id: contest.id, view: 'public' });
    expect(before).toMatchObject({
      state: 'provisional',
      data: [{ place: 1, before: null }, { place: 2 }, { place: 3 }],
    });
    expect(await ratingOf(people[0])).toBeUndefined();
    await later(db, contest.id, 69);
    await actOnContest(testCtx(db, contest.jury), { id: contest.id, act: { act: 'finalise' } });
    const moved = testCtx(db);
    await moveBoard(moved, { contestId: contest.id });
    expect(moved.dispatched.filter(({ topic }) => topic === 'job')).toMatchObject([{ name: 'ratings.stale' }]);
    const folded = testCtx(db);
    await foldRatings(folded);
    expect(folded.dispatched).toMatchObject([
      { topic: 'event', envelope: { type: 'ratings.changed', data: { people: 3 } } },
    ]);
    // Again it changes nothing, and tells of nothing.
    const again = testCtx(db);
    await foldRatings(again);
    expect(again.dispatched).toEqual([]);
    const [first, second, third] = await Promise.all(people.map(ratingOf));
    expect(first).toBeGreaterThan(second ?? 0);
    expect(second).toBeGreaterThan(third ?? 0);
    // What was provisional is what came of it, for nothing happened in between.
    expect(before.data.map(({ after }) => after)).toEqual([first, second, third]);
    expect(await historyOf(people[0])).toMatchObject([{ place: 1, people: 3, before: null, after: first }]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('leaves out those without a place and those who tried nothing, and gives nothing where it is not rated', async () => {
    const people = [await makeUser(db), await makeUser(db)];
    const contest = await play(people);
    const idle = await makeContestant(db, contest);
    const unofficial = await makeUser(db);
    await registerForContest(testCtx(db, unofficial), { id: contest.id, unofficial: true });
    await judge(db, await handIn(db, unofficial, contest.id, contest.problems[0] ?? ''), 'AC');
    await finalise(contest);
    expect(
      await Promise.all([...people, idle, unofficial].map(async (user) => (await historyOf(user)).length)),
    ).toEqual([1, 1, 0, 0]);
    const unrated = await play(people, { rated: false });
    await finalise(unrated);
    expect(await ratingsOfContest(testCtx(db), { id: unrated.id, view: 'public' })).toEqual({
      state: 'none',
      data: [],
    });
    expect(await historyOf(people[0] as TestUser)).toHaveLength(1);
  });

  it('is folded by its end, whichever is made final first; what changes later is folded again from there on', async () => {
    const people = [await makeUser(db), await makeUser(db), await makeUser(db)] as const;
    const [a, b, c] = people;
    const early = await play([a, b, c]);
    const middle = await play([b, c, a]);
    const late = await play([c, a, b]);
    await finalise(late, 100);
    await finalise(early, 300);
    await finalise(middle, 200);
    expect((await historyOf(a)).map(({ contest }) => contest?.contestId)).toEqual([early.id, middle.id, late.id]);
    expect(await fromScratch()).toMatchObject({ ok: true });
    const then = await historyOf(b);
    // Found out later: everybody's later contests follow, the one before stays.
    const board = await ratingsOfContest(testCtx(db), { id: middle.id, view: 'public' });
    const participantId = board.data[0]?.participant ?? '';
    const jury = testCtx(db, middle.jury);
    await changeParticipant(jury, { id: middle.id, participantId, status: 'disqualified' });
    await follow(middle.id);
    const now = await historyOf(b);
    expect(now.map(({ contest }) => contest?.contestId)).toEqual([early.id, late.id]);
    expect(now[0]).toEqual(then[0]);
    expect(now[1]?.after).not.toBe(then[2]?.after);
    expect(placesOf(await ratingsOfContest(testCtx({ ...db }), { id: middle.id, view: 'public' }))).toEqual([1, 2]);
    expect(await fromScratch()).toMatchObject({ ok: true });
    await changeParticipant(jury, { id: middle.id, participantId, status: 'registered' });
    await follow(middle.id);
    expect(await historyOf(b)).toEqual(then);
    // Not rated any more, and rated again.
    await changeContest(jury, { id: middle.id, rated: false });
    await follow(middle.id);
    expect(await historyOf(b)).toHaveLength(2);
    expect(await fromScratch()).toMatchObject({ ok: true });
    await changeContest(jury, { id: middle.id, rated: true });
    await follow(middle.id);
    expect(await historyOf(b)).toEqual(then);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('gives nothing away of what the freeze hides', async () => {
    const [a, b] = [await makeUser(db), await makeUser(db)];
    const contest = await makeContest(db, { rated: true, startsAt: minutesFromNow(-10), freezesAt: minutesFromNow(5) });
    for (const user of [a, b]) await registerForContest(testCtx(db, user), { id: contest.id, unofficial: false });
    const [p = '', q = ''] = contest.problems;
    await judge(db, await handIn(db, a, contest.id, p), 'AC');
    await judge(db, await handIn(db, b, contest.id, q), 'WA');
    await moveBoard(testCtx(db), { contestId: contest.id });
    const before = await ratingsOfContest(testCtx(db), { id: contest.id, view: 'public' });
    await later(db, contest.id, 20);
    for (const problem of contest.problems) await judge(db, await handIn(db, b, contest.id, problem), 'AC');
    await moveBoard(testCtx(db), { contestId: contest.id });
    boardCache(db).clear();
    // A board of its own in the cache: another reader of the same database.
    const other: Db = { ...db };
    expect(await ratingsOfContest(testCtx(other), { id: contest.id, view: 'public' })).toEqual(before);
    const jury = await ratingsOfContest(testCtx(other, contest.jury), { id: contest.id, view: 'jury' });
    expect(jury.data.map(({ participant }) => participant)).toEqual(
      before.data.map(({ participant }) => participant).toReversed(),
    );
    await expect(ratingsOfContest(testCtx(other, a), { id: contest.id, view: 'jury' })).rejects.toMatchObject({
      code: 'contest_not_jury',
    });
  });

  it('is rated as its log says, also where that is said while its board is being moved', async () => {
    const own = await ownDatabase();
    const heard = listenTo(own);
    await makeWorkerRow(own);
    const people = [await makeUser(own), await makeUser(own)];
    const { id, jury } = await play(people, { rated: false }, own);
    await later(own, id, 69);
    heard.after('contest_board_lock', async () => {
      await changeContest(testCtx(own, jury), { id, rated: true });
      await actOnContest(testCtx(own, jury), { id, act: { act: 'finalise' } });
    });
    await moveBoard(testCtx(own), { contestId: id });
    await foldRatings(testCtx(own));
    const kept = await own.pool.query<{ people: number }>(
      'SELECT jsonb_array_length(results) AS people FROM contest_ratings',
    );
    expect(kept.rows).toEqual([{ people: 2 }]);
    expect(await brokenRules(own)).toEqual([]);
    // Of what was lost so before, the invariant would have told.
    await own.pool.query(`UPDATE contest_ratings SET results = '[]'`);
    expect(await brokenRules(own)).toContain('ratings follow their contests');
  });

  it('that is final counts its results anew where its public board is another, and only there', async () => {
    const own = await ownDatabase();
    const heard = listenTo(own);
    await makeWorkerRow(own);
    const people = [await makeUser(own), await makeUser(own)] as const;
    const { id, jury } = await play(people, {}, own);
    await later(own, id, 69);
    await actOnContest(testCtx(own, jury), { id, act: { act: 'finalise' } });
    await moveBoard(testCtx(own), { contestId: id });
    expect(heard.times('rated_members')).toBe(1);
    await change(testCtx(own), (tx) => tellLog(tx, id, [{ kind: 'started' }]));
    await moveBoard(testCtx(own), { contestId: id });
    expect(heard.times('rated_members')).toBe(1);
    const { participantId } = await registerForContest(testCtx(own, people[0]), { id, unofficial: false });
    await changeParticipant(testCtx(own, jury), { id, participantId, status: 'disqualified' });
    await moveBoard(testCtx(own), { contestId: id });
    expect(heard.times('rated_members')).toBe(2);
    await foldRatings(testCtx(own));
    expect(await brokenRules(own)).toEqual([]);
  });

  it('of one person is final like any other, and changes nothing', async () => {
    const contest = await play([await makeUser(db)]);
    await later(db, contest.id, 69);
    await actOnContest(testCtx(db, contest.jury), { id: contest.id, act: { act: 'finalise' } });
    await moveBoard(testCtx(db), { contestId: contest.id });
    const seen = () => ratingsOfContest(testCtx({ ...db }), { id: contest.id, view: 'public' });
    expect(await seen()).toEqual({ state: 'provisional', data: [] });
    await follow(contest.id);
    expect(await seen()).toEqual({ state: 'final', data: [] });
  });

  it('is found by the sweep where nobody was woken, also one that was final before', async () => {
    const people = [await makeUser(db), await makeUser(db)] as const;
    const contest = await play(people);
    await finalise(contest);
    const rated = await ratingOf(people[0]);
    await db.pool.query('DELETE FROM contest_ratings WHERE contest_id = $1', [contest.id]);
    await db.pool.query(`UPDATE contests SET finalised_at = finalised_at - interval '1 hour' WHERE id = $1`, [
      contest.id,
    ]);
    await sweepContests(testCtx(db));
    expect(await historyOf(people[0])).toEqual([]);
    await db.pool.query(`UPDATE rating_fold SET since = since - interval '1 minute'`);
    await sweepContests(testCtx(db));
    expect(await ratingOf(people[0])).toBe(rated);
    expect(await historyOf(people[0])).toHaveLength(1);
  });
});

/** A contest that is final, of these people, whose board is a log that was never written down: the first of each row of the order solves the fastest. */
function keeperOf(participants: readonly string[], order: readonly number[], rated = true): BoardKeeper {
  const keeper = new BoardKeeper();
  const facts: ContestFact[] = [
    { kind: 'settings', settings: { startsAt: 0, duration: 3_600_000, freeze: null, format: 'icpc', options: {} } },
    { kind: 'problem', problem: { id: 'p', label: 'A', colour: null, points: null, ordinal: 1 } },
    ...participants.map((id): ContestFact => ({
      kind: 'participant',
      participant: {
        id,
        name: '',
        kind: 'individual',
        startsAt: null,
        endsAt: null,
        extraTime: 0,
        hidden: false,
        disqualified: false,
        official: true,
        rated,
        group: null,
      },
    })),
    ...order.flatMap((who, at): ContestFact[] => {
      const id = newId();
      const submission = { id, participant: participants[who] ?? '', problem: 'p', time: at * 60_000, language: 'c' };
      return [
        { kind: 'submission', submission },
        {
          kind: 'judgement',
          judgement: {
            submission: id,
            attempt: 1,
            verdict: 'AC',
            score: null,
            maxScore: null,
            subtasks: [],
            pretestsOnly: false,
            failedTest: null,
            rejudge: null,
          },
        },
      ];
    }),
    { kind: 'finalised' },
  ];
  for (const [at, fact] of facts.entries()) keeper.apply({ ...fact, seq: at + 1, at: 0 });
  return keeper;
}

/** Contests that are final and ended so many minutes ago, to be given results: who comes first in an order is the first. */
async function finals(own: Db, people: readonly TestUser[], agos: readonly number[]) {
  const ids: string[] = [];
  for (const ago of agos) {
    const { id } = await makeContest(own, {
      rated: true,
      problems: 0,
      startsAt: minutesFromNow(-99),
      endsAt: minutesFromNow(-ago),
    });
    await own.pool.query('UPDATE contests SET finalised_at = now() WHERE id = $1', [id]);
    ids.push(id);
  }
  const give = async (id: string | undefined, order: readonly number[]) => {
    const participants = people.map(() => newId());
    for (const [who, user] of people.entries())
      await own.pool.query(
        `WITH made AS (INSERT INTO contest_participants (id, contest_id, kind, name, status) VALUES ($1, $2, 'individual', '', 'registered'))
         INSERT INTO contest_members (contest_id, user_id, participant_id) VALUES ($2, $3, $1) ON CONFLICT (contest_id, user_id) DO UPDATE SET participant_id = excluded.participant_id`,
        [participants[who], id, user.userId],
      );
    const keeper = keeperOf(participants, order);
    await change(testCtx(own), (tx) => keepResults(tx, { contestId: id ?? '', keeper }));
  };
  return { ids, give };
}

/** Has a contest's results become others while a fold is under way that has read those of before. */
async function changedMeanwhile(own: Db): Promise<void> {
  const people = await Promise.all(Array.from({ length: 3 }, () => makeUser(own)));
  const { ids, give } = await finals(own, people, [50, 10]);
  for (const id of ids) await give(id, [0, 1, 2]);
  const holder = await own.pool.connect();
  await holder.query('BEGIN');
  await holder.query('LOCK TABLE ratings IN SHARE MODE');
  const folding = foldRatings(testCtx(own));
  await expect
    .poll(async () => {
      const { rows } = await own.pool.query(
        `SELECT FROM pg_locks WHERE relation = 'ratings'::regclass AND NOT granted`,
      );
      return rows.length;
    })
    .toBe(1);
  // It would wait here, until its statement is given up, for a fold that held what it writes.
  await give(ids[1], [2, 1, 0]);
  await holder.query('COMMIT');
  holder.release();
  await folding;
}

describe('the fold', () => {
  it('is the same whatever contests became final, or changed, in whatever order, and however often it ran in between', async () => {
    const own = await ownDatabase();
    const people = await Promise.all(Array.from({ length: 6 }, () => makeUser(own)));
    const contests: { id: string; participants: string[] }[] = [];
    for (let at = 0; at < 4; at += 1) {
      const { id } = await makeContest(own, {
        rated: true,
        problems: 0,
        startsAt: minutesFromNow(-60),
        endsAt: minutesFromNow(-10 - at),
      });
      const participants = people.map(() => newId());
      for (const [who, user] of people.entries()) {
        const values = [participants[who], id, user.userId];
        await own.pool.query(
          `WITH made AS (INSERT INTO contest_participants (id, contest_id, kind, name, status) VALUES ($1, $2, 'individual', '', 'registered'))
           INSERT INTO contest_members (contest_id, user_id, participant_id) VALUES ($2, $3, $1)`,
          values,
        );
      }
      await own.pool.query('UPDATE contests SET finalised_at = now() WHERE id = $1', [id]);
      contests.push({ id, participants });
    }
    const step = fc.record({
      contest: fc.nat(3),
      order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5]),
      rated: fc.boolean(),
      folds: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
        for (const { contest, order, rated, folds } of steps) {
          const { id, participants } = contests[contest] ?? { id: '', participants: [] };
          const keeper = keeperOf(participants, order, rated);
          await change(testCtx(own), (tx) => keepResults(tx, { contestId: id, keeper }));
          if (folds) await foldRatings(testCtx(own));
        }
        await Promise.all([foldRatings(testCtx(own)), foldRatings(testCtx(own))]);
        expect(await checkRatings(testCtx(own))).toMatchObject({ ok: true, examples: [] });
      }),
      { numRuns: 12 },
    );
  });

  it('finds a rating that is not what the contests gave', async () => {
    const people = [await makeUser(db), await makeUser(db)] as const;
    await finalise(await play(people));
    await db.pool.query('UPDATE ratings SET rating = rating - 1 WHERE user_id = $1', [people[0].userId]);
    expect(await fromScratch()).toMatchObject({ ok: false, violations: 1, examples: [{ userId: people[0].userId }] });
    await db.pool.query('UPDATE ratings SET rating = rating + 1 WHERE user_id = $1', [people[0].userId]);
    expect(await fromScratch()).toMatchObject({ ok: true });
  });

  it('would leave later contests as they were without going back to the earliest that changed', async () => {
    const own = await ownDatabase();
    // The guard of the mark is that it only ever goes back; without it the newest change wins.
    withoutClause(own, 'rating_fold_stale', 'ORDER BY w.at, w.contest_id', 'ORDER BY w.at DESC, w.contest_id DESC');
    const people = await Promise.all(Array.from({ length: 3 }, () => makeUser(own)));
    const { ids, give } = await finals(own, people, [50, 10]);
    for (const id of ids) await give(id, [0, 1, 2]);
    await foldRatings(testCtx(own));
    expect(await checkRatings(testCtx(own))).toMatchObject({ ok: false });
  });
});

describe('results that become others while a fold is under way', () => {
  it('do not wait for it, and are folded after it', async () => {
    const own = await ownDatabase();
    await changedMeanwhile(own);
    const stale = async () => (await own.pool.query('SELECT FROM rating_fold WHERE stale_at IS NOT NULL')).rows.length;
    expect(await stale()).toBe(1);
    await foldRatings(testCtx(own));
    expect(await stale()).toBe(0);
    expect(await checkRatings(testCtx(own))).toMatchObject({ ok: true, examples: [] });
  });

  it('would be lost if it did not see at its end that there are some', async () => {
    const own = await ownDatabase();
    withoutClause(own, 'rating_fold_fresh', 'f.marks = $1', 'f.marks >= $1');
    await changedMeanwhile(own);
    await foldRatings(testCtx(own));
    expect(await checkRatings(testCtx(own))).toMatchObject({ ok: false });
  });
});

describe('what is shown', () => {
  it('is neither a rating nor a contest that somebody keeps to themselves, but to themselves', async () => {
    const people = [await makeUser(db), await makeUser(db)] as const;
    const [ada, bob] = people;
    const contest = await play(people);
    await finalise(contest);
    const everywhere = async (as: TestUser | undefined) => {
      const ctx = testCtx(db, as ?? { kind: 'anonymous' });
      const [list, history, record, contests, of, profile] = await Promise.all([
        listRatings(ctx, { limit: 100, q: ada.username }),
        getRatingHistory(ctx, ada),
        getProfileRecord(ctx, ada),
        listProfileContests(ctx, { ...ada, limit: 20 }),
        ratingsOfContest({ ...ctx, db: { ...db } }, { id: contest.id, view: 'public' }),
        getProfile(ctx, ada),
      ]);
      return { list, history, record, contests, of, profile };
    };
    expect(await everywhere(bob)).toMatchObject({
      list: { data: [{ username: ada.username, contests: 1 }] },
      history: { data: [{ place: 1, contest: { contestId: contest.id } }] },
      record: { rating: { contests: 1 }, languages: [{ language: 'python3' }] },
      contests: { data: [{ contestId: contest.id, place: 1, ranked: 2, solved: 2 }] },
      of: { data: [{ place: 1 }, { place: 2 }] },
      profile: { solved: { easy: 2 }, hidden: [] },
    });
    const share = (await distributionOfRatings(testCtx({ ...db }, ada))).own?.rank;
    await changeProfile(testCtx(db, ada), { hidden: ['contests'] });
    expect(await everywhere(bob)).toMatchObject({
      history: { data: [{ contest: null, place: null, people: null }] },
      contests: { data: [] },
    });
    await changeProfile(testCtx(db, ada), { hidden: ['rating', 'solved', 'activity', 'contests'] });
    for (const as of [bob, undefined]) {
      const seen = await everywhere(as);
      expect(seen).toMatchObject({
        list: { data: [] },
        history: { data: [] },
        record: { tags: null, languages: null, recent: null, rating: null, badges: [] },
        contests: { data: [] },
        of: { data: [{ place: 2 }] },
      });
      expect(seen.profile).toEqual({
        userId: ada.userId,
        username: ada.username,
        role: 'user',
        joinedAt: expect.any(String) as string,
        hidden: ['activity', 'solved', 'contests', 'rating'],
      });
    }
    const own = await everywhere(ada);
    expect(own).toMatchObject({
      history: { data: [{ place: 1, contest: { contestId: contest.id } }] },
      record: { rating: { contests: 1, rank: null }, languages: [{ language: 'python3' }] },
      contests: { data: [{ contestId: contest.id }] },
      of: { data: [{ place: 1 }, { place: 2 }] },
      profile: { solved: { easy: 2 } },
    });
    expect((await distributionOfRatings(testCtx({ ...db }, ada))).own?.rank).toBe(share);
  });

  it('is nothing of a contest whose results are not told, nor of one that is in no list', async () => {
    const people = [await makeUser(db), await makeUser(db)] as const;
    const contest = await play(people);
    const seen = async () => {
      const stranger = testCtx(db, await makeUser(db));
      const [record, contests, profile] = await Promise.all([
        getProfileRecord(stranger, people[0]),
        listProfileContests(stranger, { ...people[0], limit: 20 }),
        getProfile(stranger, people[0]),
      ]);
      return { record, contests: contests.data, submissions: profile.submissions, activity: profile.activity };
    };
    expect(await seen()).toEqual({
      record: { tags: [], languages: [], recent: [], rating: null, badges: [] },
      contests: [],
      submissions: 0,
      activity: [],
    });
    // Nor to themselves: it would be a board of its own.
    expect((await listProfileContests(testCtx(db, people[0]), { ...people[0], limit: 20 })).data).toEqual([]);
    await finalise(contest);
    expect(await seen()).toMatchObject({
      contests: [{ contestId: contest.id }],
      submissions: 2,
      record: { rating: {} },
    });
    await changeContest(testCtx(db, contest.jury), { id: contest.id, visibility: 'LINK' });
    expect((await seen()).contests).toEqual([]);
    const [stranger] = [await makeUser(db)];
    expect(await historyOf(people[0], stranger)).toMatchObject([{ contest: null, place: null }]);
    expect(await historyOf(people[0])).toMatchObject([{ contest: { contestId: contest.id } }]);
  });

  it('is listed page by page, and its distribution says where one stands', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRatings(testCtx(db), { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      seen.push(...page.data.map(({ username }) => username));
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const whole = await listRatings(testCtx(db), { limit: 100 });
    expect(seen).toEqual(whole.data.map(({ username }) => username));
    expect(new Set(seen).size).toBe(seen.length);
    const [best] = whole.data;
    const user = { kind: 'user', userId: best?.userId ?? '', username: '', role: 'user', sessionId: newId() } as const;
    const told = await distributionOfRatings(testCtx({ ...db }, user));
    expect(told.own).toMatchObject({ rating: best?.rating, rank: 1 });
    expect(told.buckets.reduce((sum, { people }) => sum + people, 0)).toBe(seen.length);
    expect(told.people).toBe(seen.length);
  });

  it('has ranks that are those of everybody, whatever of it is asked for, and shares of the others', async () => {
    const own = await ownDatabase();
    const people = await Promise.all(Array.from({ length: 6 }, () => makeUser(own)));
    const ratings = [1_600, 1_500, 1_500, 1_500, 1_400, 1_550];
    for (const [at, { userId }] of people.entries())
      await own.pool.query(
        'INSERT INTO ratings (user_id, rating, highest, contests, last_at) VALUES ($1, $2, $2, 1, now())',
        [userId, ratings[at]],
      );
    const [first, tied, , , last, hider] = people;
    if (first === undefined || tied === undefined || last === undefined || hider === undefined) throw new Error('six');
    await changeProfile(testCtx(own, hider), { hidden: ['rating'] });
    const ranks: number[][] = [];
    let cursor: string | undefined;
    do {
      const page = await listRatings(testCtx(own), { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      ranks.push(page.data.map(({ rank }) => rank));
      cursor = page.meta.nextCursor ?? undefined;
    } while (cursor !== undefined);
    expect(ranks).toEqual([[1, 2], [2, 2], [5]]);
    expect((await listRatings(testCtx(own), { limit: 2, q: last.username.toUpperCase() })).data).toMatchObject([
      { username: last.username, rank: 5 },
    ]);
    const standing = async (user: TestUser) => (await distributionOfRatings(testCtx(own, user))).own;
    expect(await standing(first)).toEqual({ rating: 1_600, rank: 1, above: 1 });
    expect(await standing(tied)).toEqual({ rating: 1_500, rank: 2, above: 0.5 });
    expect(await standing(last)).toEqual({ rating: 1_400, rank: 5, above: 0 });
    // Who is in no list stands among those who are.
    expect(await standing(hider)).toEqual({ rating: 1_550, rank: 2, above: 0.8 });
    expect(await distributionOfRatings(testCtx(own))).toMatchObject({
      people: 5,
      buckets: [
        { from: 1_400, people: 1 },
        { from: 1_500, people: 3 },
        { from: 1_600, people: 1 },
      ],
    });
  });

  it('has the badge of a place only where contests are shown, and only of those that are listed', async () => {
    const own = await ownDatabase();
    const people = await Promise.all(Array.from({ length: 10 }, () => makeUser(own)));
    const [winner, stranger] = people;
    if (winner === undefined || stranger === undefined) throw new Error('ten');
    const { ids, give } = await finals(own, people, [10]);
    await give(ids[0], [...people.keys()]);
    await foldRatings(testCtx(own));
    const podium = async (as: TestUser) =>
      (await getProfileRecord(testCtx(own, as), winner)).badges.find(({ id }) => id === 'podium')?.have;
    expect([await podium(winner), await podium(stranger)]).toEqual([1, 1]);
    await changeProfile(testCtx(own, winner), { hidden: ['contests'] });
    expect([await podium(winner), await podium(stranger)]).toEqual([1, undefined]);
    await changeProfile(testCtx(own, winner), { hidden: [] });
    await own.pool.query(`UPDATE contests SET visibility = 'LINK' WHERE id = $1`, [ids[0]]);
    expect([await podium(winner), await podium(stranger)]).toEqual([0, undefined]);
  });
});
