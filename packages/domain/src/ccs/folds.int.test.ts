import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { makeWorkerRow, testCtx, type TestUser } from '@docket/testing/builders';
import { actOnContest } from '../contest/clock/act.ts';
import { handIn, judge, later, makeContest, makeContestant, minutesFromNow } from '../contest/fixtures.ts';
import { findContest } from '../contest/rows.ts';
import { setUpDatabase, db } from '../spine/fixtures.ts';
import { foldOf, recentFoldOf } from './folds.ts';
import { clarificationsOf } from './objects/clarifications.ts';
import { sourceOf } from './source.ts';

setUpDatabase();
beforeAll(() => makeWorkerRow(db));
afterEach(() => vi.restoreAllMocks());

const as = (user: TestUser) => testCtx(db, user);

/** Over, and with a try of the freeze that the public does not see yet. */
async function frozen() {
  const contest = await makeContest(db, { freezesAt: minutesFromNow(29) });
  const ana = await makeContestant(db, contest);
  await later(db, contest.id, 40);
  const submissionId = await handIn(db, ana, contest.id, contest.problems[0] ?? '');
  await judge(db, submissionId, 'AC');
  await later(db, contest.id, 60);
  const verdict = async () => {
    const row = await findContest(as(contest.jury), contest.id);
    const fold = await recentFoldOf({ db }, row);
    return fold.judgement({ kind: 'public' }, submissionId)?.judgement_type_id ?? null;
  };
  return { contest, ana, verdict };
}

describe('the log as feeds read it', () => {
  it.each(['thaw', 'finalise'] as const)('is never behind what a row tells of: %s', async (act) => {
    const { contest, verdict } = await frozen();
    expect(await verdict()).toBeNull();
    await actOnContest(as(contest.jury), { id: contest.id, act: { act } });
    expect(await verdict()).toBe('AC');
  });

  it('asks the database a few times, however many listen', async () => {
    const { contest, ana } = await frozen();
    const bob = await makeContestant(db, await makeContest(db));
    const queries = vi.spyOn(db.pool, 'query');
    const listen = async (user: TestUser) => clarificationsOf(await sourceOf(as(user), contest.id, { again: true }));
    await Promise.all(Array.from({ length: 40 }, (_, at) => listen([ana, bob, contest.jury][at % 3] ?? ana)));
    expect(queries.mock.calls.length).toBeLessThan(20);
    queries.mockClear();
    // One that runs, and one for all who came meanwhile.
    const folds = await Promise.all(Array.from({ length: 40 }, () => foldOf({ db }, contest)));
    expect(queries.mock.calls.length).toBeLessThanOrEqual(2);
    expect(new Set(folds).size).toBe(1);
  });

  it('is there for whoever asks after it was appended to, also while another reading runs', async () => {
    const { contest, ana } = await frozen();
    await actOnContest(as(contest.jury), { id: contest.id, act: { act: 'end', at: minutesFromNow(60) } });
    const before = foldOf({ db }, contest);
    const submissionId = await handIn(db, ana, contest.id, contest.problems[1] ?? '');
    const [running, after] = [foldOf({ db }, contest), foldOf({ db }, contest)];
    expect((await after).submission({ kind: 'jury' }, submissionId)).not.toBeNull();
    expect(await running).toBe(await before);
  });

  it('is begun anew after a reading that failed', async () => {
    const { contest } = await frozen();
    vi.spyOn(db.pool, 'query').mockImplementationOnce(() => {
      throw new Error('away');
    });
    const [first, second] = [foldOf({ db }, contest), foldOf({ db }, contest)];
    await expect(first).rejects.toThrow('away');
    expect((await second).submissions({ kind: 'jury' })).toHaveLength(1);
  });
});
