import { afterAll, beforeAll, expect, it } from 'vitest';
import { Board } from '@docket/contest/board';
import { getContestBoard } from '@docket/domain/contest/board/get';
import { eventOf } from '@docket/domain/contest/facts';
import { handIn, judge, makeContest, makeContestant } from '@docket/domain/contest/fixtures';
import { boardCache } from '@docket/domain/contest/forget';
import { readScopeLog } from '@docket/domain/judge/scope/log';
import { makeWorkerRow, testCtx, type TestUser } from '../src/builders.ts';
import { createTestDatabase } from '../src/database.ts';
import { createInstallation, type Installation } from '../src/installation.ts';
import { waitFor } from '../src/wait.ts';

const CONTEST = { WORKER_AREAS: 'contest' };

let docket: Installation;
beforeAll(async () => {
  docket = await createInstallation(await createTestDatabase());
});
afterAll(() => docket.dispose());

it('a board whose worker is killed again and again is what its log says', async () => {
  const { db } = docket;
  await makeWorkerRow(db);
  const contest = await makeContest(db);
  const people: TestUser[] = [];
  for (let n = 0; n < 5; n += 1) people.push(await makeContestant(db, contest));
  let done = false;
  const killing = (async () => {
    while (!done) {
      const worker = await docket.start('worker', CONTEST);
      await new Promise((resolve) => setTimeout(resolve, 300));
      if (!done) await worker.kill();
    }
  })();
  for (let n = 0; n < 40; n += 1) {
    const [user, problem] = [people[n % people.length], contest.problems[n % contest.problems.length]];
    if (user === undefined || problem === undefined) throw new Error('nobody takes part');
    await judge(db, await handIn(db, user, contest.id, problem), n % 3 === 0 ? 'AC' : 'WA');
  }
  done = true;
  await killing;
  await waitFor('the board', async () => {
    const { rows } = await db.pool.query(
      'SELECT FROM contest_boards b JOIN judge_scopes s ON s.id = b.contest_id WHERE b.contest_id = $1 AND b.seq = s.next_seq - 1',
      [contest.id],
    );
    return rows.length === 1;
  });
  const board = new Board({ kind: 'public' });
  for await (const entry of readScopeLog(db.pool, contest.id, 0)) board.apply(eventOf(entry));
  boardCache(db).clear();
  const { rows } = await getContestBoard(testCtx(db), { id: contest.id, view: 'public' });
  const bare = (list: readonly { participant: string; key: readonly number[]; cells: readonly unknown[] }[]) =>
    new Map(list.map(({ participant, key, cells }) => [participant, { key, cells }]));
  expect(bare(rows)).toEqual(bare(board.unplaced()));
  expect(rows.some(({ solved }) => solved > 0)).toBe(true);
});
