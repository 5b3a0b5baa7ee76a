import { beforeAll, describe, expect, it, vi } from 'vitest';
import { Board } from '@docket/contest/board';
import type { ScoreboardChanged } from '@docket/contracts/events/contest';
import type { BoardRow } from '@docket/contracts/contest/board';
import { makeUser, makeWorkerRow, testCtx } from '@docket/testing/builders';
import { withoutGuard } from '@docket/testing/guards';
import { readScopeLog } from '../../judge/scope/log.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../../spine/fixtures.ts';
import type { Db } from '@docket/db/client';
import { eventOf } from '../facts.ts';
import { handIn, judge, later, makeContest, makeContestant, minutesFromNow, type TestContest } from '../fixtures.ts';
import { boardCache } from '../forget.ts';
import { sweepContests } from '../sweep.ts';
import { getContestBoard } from './get.ts';
import { keepers, moveBoard } from './move.ts';
import { kept, keptRow } from './rows.ts';
import { getStatistics, writeStatistics } from './statistics.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

async function boardOf(of: Db, contest: TestContest, view: 'public' | 'jury' = 'jury') {
  boardCache(of).clear();
  return getContestBoard(testCtx(of, contest.jury), { id: contest.id, view });
}

/** The rows as a fold of the whole log from nothing has them. */
async function fromScratch(of: Db, contest: TestContest, view: 'public' | 'jury' = 'jury') {
  const board = new Board({ kind: view });
  for await (const entry of readScopeLog(of.pool, contest.id, 0)) board.apply(eventOf(entry));
  return new Map(board.unplaced().map((row) => [row.participant, kept(row)]));
}

/** The rows as they are kept, without the words beside them. */
const bare = (rows: readonly BoardRow[]) => new Map(rows.map((row) => [row.participant, keptRow.parse(row)]));

async function seqsOf(of: Db, contest: TestContest): Promise<number[]> {
  const { rows } = await of.pool.query<{ seq: string }>(
    'SELECT seq FROM judge_scope_log WHERE scope_id = $1 ORDER BY seq',
    [contest.id],
  );
  return rows.map(({ seq }) => Number(seq));
}

describe('the log of a contest', () => {
  it('is dense however many hand in and are judged at once', async () => {
    const contest = await makeContest(db);
    const [a = '', b = ''] = contest.problems;
    const people = await Promise.all(Array.from({ length: 6 }, () => makeContestant(db, contest)));
    const ids = await Promise.all(
      people.flatMap((user) => [handIn(db, user, contest.id, a), handIn(db, user, contest.id, b)]),
    );
    await Promise.all(ids.map((id, at) => judge(db, id, at % 3 === 0 ? 'WA' : 'AC')));
    const seqs = await seqsOf(db, contest);
    expect(seqs).toEqual(seqs.map((_, at) => at + 1));
    await moveBoard(testCtx(db), { contestId: contest.id });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('would have two entries at one place without the lock of the scope', async () => {
    const own = await ownDatabase();
    await makeWorkerRow(own);
    const contest = await makeContest(own);
    const [a = ''] = contest.problems;
    const people = await Promise.all(Array.from({ length: 8 }, () => makeContestant(own, contest)));
    const ids = await Promise.all(people.map((user) => handIn(own, user, contest.id, a)));
    await withoutGuard(own, 'append_scope_log', ' FOR NO KEY UPDATE', '; PERFORM pg_sleep(0.05)');
    const ended = await Promise.allSettled(ids.map((id) => judge(own, id)));
    expect(ended.filter(({ status }) => status === 'rejected').length).toBeGreaterThan(0);
  });
});

describe('the board of a contest', () => {
  it('is the fold of its log from nothing, whoever brought it there and whatever was lost on the way', async () => {
    const contest = await makeContest(db);
    const [a = '', b = ''] = contest.problems;
    const people = await Promise.all(Array.from({ length: 4 }, () => makeContestant(db, contest)));
    const hand = async (at: number, problem: string, verdict: 'AC' | 'WA') => {
      const user = people[at];
      if (user !== undefined) await judge(db, await handIn(db, user, contest.id, problem), verdict);
    };
    await hand(0, a, 'AC');
    await moveBoard(testCtx(db), { contestId: contest.id });
    // A worker is killed between its fold and its commit: what it had in memory is ahead of what is written.
    const held = keepers(db).get(contest.id);
    await hand(1, b, 'WA');
    for await (const entry of readScopeLog(db.pool, contest.id, held?.seq ?? 0)) held?.apply(eventOf(entry));
    await hand(2, a, 'WA');
    await moveBoard(testCtx(db), { contestId: contest.id });
    expect(bare((await boardOf(db, contest)).rows)).toEqual(await fromScratch(db, contest));
    // Another process, which holds nothing, at the same time as this one.
    await hand(3, b, 'AC');
    const other = { ...testCtx(db), db: { ...db } };
    await Promise.all([moveBoard(testCtx(db), { contestId: contest.id }), moveBoard(other, { contestId: contest.id })]);
    for (const view of ['jury', 'public'] as const)
      expect(bare((await boardOf(db, contest, view)).rows)).toEqual(await fromScratch(db, contest, view));
  });

  it('tells what changed with versions that show a gap, each view on its own channel', async () => {
    const contest = await makeContest(db, { problems: 1 });
    const [a = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    await moveBoard(testCtx(db), { contestId: contest.id });
    const before = await boardOf(db, contest, 'public');
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    const ctx = testCtx(db);
    await moveBoard(ctx, { contestId: contest.id });
    const told = ctx.dispatched.flatMap((row) => (row.topic === 'event' ? [row] : []));
    expect(told.map(({ channel }) => channel.replace(/:.*/, ''))).toEqual(['scoreboard', 'jury']);
    const data = told[0]?.envelope.data as ScoreboardChanged;
    expect(data).toMatchObject({
      view: 'public',
      from: before.version,
      to: before.version + 1,
      reset: false,
      gone: [],
    });
    expect(data.rows).toEqual((await boardOf(db, contest, 'public')).rows);
    // Nothing new: nothing is told.
    const again = testCtx(db);
    await moveBoard(again, { contestId: contest.id });
    expect(again.dispatched).toEqual([]);
  });

  it('does not tell before the start how many problems there are', async () => {
    const contest = await makeContest(db, { startsAt: minutesFromNow(30), endsAt: minutesFromNow(90) });
    await moveBoard(testCtx(db), { contestId: contest.id });
    await makeContestant(db, contest);
    const ctx = testCtx(db);
    await moveBoard(ctx, { contestId: contest.id });
    const cells = ctx.dispatched.flatMap((row) =>
      row.topic === 'event' ? [(row.envelope.data as ScoreboardChanged).rows.map((each) => each.cells)] : [],
    );
    expect(cells).toEqual([[[]], [[null, null]]]);
    const stranger = testCtx(db, await makeUser(db));
    expect(await getContestBoard(stranger, { id: contest.id, view: 'public' })).toMatchObject({
      problems: [],
      rows: [{ cells: [] }],
    });
    expect((await boardOf(db, contest, 'public')).rows).toMatchObject([{ cells: [null, null] }]);
  });

  it('counts when all is over, if it still is when the contest is held', async () => {
    const own = await ownDatabase();
    const contest = await makeContest(own);
    await moveBoard(testCtx(own), { contestId: contest.id });
    await later(own, contest.id, 70);
    const told = async () =>
      (await own.pool.query<{ told: boolean }>('SELECT told_at IS NOT NULL AS told FROM judge_scopes')).rows;
    const jury = await own.pool.connect();
    try {
      await jury.query('BEGIN');
      await jury.query('SELECT FROM judge_scopes FOR NO KEY UPDATE');
      const swept = sweepContests(testCtx(own));
      await vi.waitFor(async () => {
        const { rows } = await own.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        expect(rows).toHaveLength(1);
      }, 10_000);
      await jury.query(
        `UPDATE judge_scopes SET close_at = now() + interval '1 hour', over_at = now() + interval '1 hour'`,
      );
      await jury.query('COMMIT');
      await swept;
    } finally {
      jury.release();
    }
    expect(await told()).toEqual([{ told: false }]);
    await later(own, contest.id, 70);
    await sweepContests(testCtx(own));
    expect(await told()).toEqual([{ told: true }]);
  });

  it('is woken once for many, and found by the sweep where the wake-up was lost', async () => {
    const own = await ownDatabase();
    await makeWorkerRow(own);
    const contest = await makeContest(own);
    await moveBoard(testCtx(own), { contestId: contest.id });
    const wakes = async () =>
      Number(
        (await own.pool.query<{ n: string }>(`SELECT count(*) AS n FROM outbox WHERE name = 'scope.moved'`)).rows[0]?.n,
      );
    const first = await wakes();
    const [a = ''] = contest.problems;
    const ada = await makeContestant(own, contest);
    for (let n = 0; n < 5; n += 1) await handIn(own, ada, contest.id, a);
    expect(await wakes()).toBe(first + 1);
    await own.pool.query(`ALTER TABLE judge_scope_log DISABLE TRIGGER USER`);
    await own.pool.query(`UPDATE judge_scope_log SET at = at - interval '1 minute'`);
    await sweepContests(testCtx(own));
    expect((await boardOf(own, contest)).rows).toMatchObject([{ name: ada.username, cells: [{ pending: 5 }, null] }]);
  });

  it('has statistics that follow it', async () => {
    const contest = await makeContest(db);
    const [a = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    await judge(db, await handIn(db, ada, contest.id, a), 'WA');
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    await moveBoard(testCtx(db), { contestId: contest.id });
    await writeStatistics(testCtx(db));
    expect(await getStatistics(testCtx(db), { id: contest.id, view: 'public' })).toMatchObject({
      problems: [
        { label: 'A', tries: 2, triedBy: 1, solvedBy: 1, verdicts: { WA: 1, AC: 1 }, first: { name: ada.username } },
        { label: 'B', tries: 0, first: null },
      ],
      languages: [{ language: 'python3', tries: 2 }],
    });
  });
});
