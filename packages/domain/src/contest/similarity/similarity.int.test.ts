import { beforeAll, expect, it } from 'vitest';
import type { ErrorCode } from '@docket/contracts/errors';
import { makeUser, makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { db, setUpDatabase } from '../../spine/fixtures.ts';
import { listAudit } from '../audit.ts';
import { handIn, judge, makeContest, makeContestant } from '../fixtures.ts';
import { compareSubmissions } from './ask.ts';
import { decideSimilarPair, getSimilarPair, listSimilarity, listSimilarPairs } from './read.ts';
import { giveUpComparison, runComparison } from './run.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));

const as = (user: TestUser) => testCtx(db, user);
const refusal = (code: ErrorCode) => expect.objectContaining({ code });

const program = (sum: string, each: string) => `
def total(rows):
    ${sum} = 0
    for ${each} in rows:
        if ${each}[0] > 3 and ${each}[1] != 'x':
            ${sum} += ${each}[0] * 2 - len(${each}[1])
        elif ${each}[0] in (1, 2):
            ${sum} -= 1
    return ${sum}
print(total([line.split() for line in open(0)]))
`;

it('compares what was handed in, tells the jury alone, and keeps each look', async () => {
  const contest = await makeContest(db, { problems: 1 });
  const [problemId = ''] = contest.problems;
  const people = [
    await makeContestant(db, contest),
    await makeContestant(db, contest),
    await makeContestant(db, contest),
  ];
  const sources = [
    program('sum', 'row'),
    program('acc', 'it'),
    `while True:\n  try: print(sorted(map(int, input().split()))[::-1], sep=', ', end='!' * 3)\n  except EOFError: break\n`,
  ];
  for (const [at, user] of people.entries()) {
    const id = await handIn(db, user, contest.id, problemId);
    await db.pool.query('UPDATE submissions SET files = $2 WHERE id = $1', [
      id,
      JSON.stringify([{ name: 'a.py', content: sources[at] }]),
    ]);
    await judge(db, id, 'AC');
  }
  const { id } = contest;
  const jury = as(contest.jury);
  const asked = await compareSubmissions(jury, { id, label: 'A' });
  expect(await compareSubmissions(jury, { id, label: 'A' })).toEqual(asked);
  await expect(compareSubmissions(jury, { id, label: 'B' })).rejects.toEqual(refusal('contest_problem_not_found'));
  const worker = testCtx(db);
  await runComparison(worker, asked);
  // Carried out again, or given up too late, it stays.
  await runComparison(worker, asked);
  await giveUpComparison(worker, asked);
  expect(worker.dispatched).toMatchObject([{ envelope: { type: 'similarity.changed' } }]);
  expect((await listSimilarity(jury, { id })).data).toMatchObject([
    { label: 'A', state: 'done', compared: 3, pairs: 1 },
  ]);
  const { reportId } = asked;
  const { data } = await listSimilarPairs(jury, { id, reportId, limit: 10 });
  expect(data).toHaveLength(1);
  const [pair] = data;
  expect(new Set([pair?.left.participant, pair?.right.participant])).toEqual(
    new Set(people.slice(0, 2).map(({ username }) => username)),
  );
  const pairId = pair?.pairId ?? '';
  const read = await getSimilarPair(jury, { id, reportId, pairId });
  expect([read.leftText, read.rightText].toSorted()).toEqual(sources.slice(0, 2).toSorted());
  expect(read.fragments.length).toBeGreaterThan(0);
  const decided = { id, reportId, pairId, decision: 'cleared', note: 'Worked together, as allowed' } as const;
  expect(await decideSimilarPair(jury, decided)).toMatchObject({ decision: 'cleared', note: decided.note });

  const { data: acts } = await listAudit(jury, { id, limit: 4 });
  expect(acts.map(({ act }) => act)).toEqual([
    'similarity.decided',
    'similarity.pair.read',
    'similarity.read',
    'similarity.asked',
  ]);
  const others = [people[0], await makeUser(db, 'setter')].flatMap((each) => each ?? []);
  for (const other of others)
    for (const look of [
      () => listSimilarity(as(other), { id }),
      () => listSimilarPairs(as(other), { id, reportId, limit: 1 }),
      () => getSimilarPair(as(other), { id, reportId, pairId }),
      () => compareSubmissions(as(other), { id, label: 'A' }),
      () => decideSimilarPair(as(other), decided),
    ])
      await expect(look()).rejects.toEqual(refusal('contest_not_jury'));
  // Nor does another jury, by the ids of this one.
  const foreign = await makeContest(db, { problems: 1 });
  await expect(getSimilarPair(as(foreign.jury), { id: foreign.id, reportId, pairId })).rejects.toEqual(
    refusal('similarity_not_found'),
  );
  // What is done may be asked for again.
  expect((await compareSubmissions(jury, { id, label: 'A' })).reportId).not.toBe(reportId);
});
