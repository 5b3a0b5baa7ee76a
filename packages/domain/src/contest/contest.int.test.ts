import { beforeAll, describe, expect, it } from 'vitest';
import { clarificationChanged, contestChanged } from '@docket/contracts/events/contest';
import { makeProblem, makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { brokenRules, db, setUpDatabase } from '../spine/fixtures.ts';
import { getContestBoard } from './board/get.ts';
import { moveBoard } from './board/move.ts';
import { boardCache } from './forget.ts';
import { getContest } from './get.ts';
import { handIn, judge, makeContest, makeContestant, type TestContest } from './fixtures.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

async function boardOf(contest: TestContest, view: 'public' | 'jury' = 'public', user: TestUser = contest.jury) {
  await moveBoard(testCtx(db), { contestId: contest.id });
  boardCache(db).clear();
  return getContestBoard(testCtx(db, user), { id: contest.id, view });
}

describe('a contest', () => {
  it('takes what is handed in while it runs, and shows it on the board', async () => {
    const contest = await makeContest(db);
    const [a = '', b = ''] = contest.problems;
    const ada = await makeContestant(db, contest);
    const bob = await makeContestant(db, contest);
    await judge(db, await handIn(db, ada, contest.id, a), 'WA');
    await judge(db, await handIn(db, ada, contest.id, a), 'AC');
    await judge(db, await handIn(db, bob, contest.id, b), 'RE');
    await handIn(db, bob, contest.id, b);
    const board = await boardOf(contest);
    expect(board.problems.map(({ label }) => label)).toEqual(['A', 'B']);
    const rowOf = (name: string) => board.rows.find((row) => row.name === name);
    expect(rowOf(ada.username)).toMatchObject({ solved: 1, standing: 'ranked', cells: [{ solved: true, tries: 2 }, null] });
    expect(rowOf(bob.username)).toMatchObject({ solved: 0, cells: [null, { solved: false, tries: 1, pending: 1 }] });
    expect(board.firsts).toMatchObject([{ label: 'A', certain: true }]);
    expect(await brokenRules(db)).toEqual([]);
  });
});
