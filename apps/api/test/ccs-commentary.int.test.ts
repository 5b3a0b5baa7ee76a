import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { millisOf } from '@docket/contracts/ccs/common';
import { actOnContest } from '@docket/domain/contest/clock/act';
import { makeContest, minutesFromNow, type TestContest } from '@docket/domain/contest/fixtures';
import { record, startTestApi, type TestApi, type TestUser } from './harness.ts';

// What the jury says while the clock of a contest stands, and after: docs/ccs-api.md.

const MINUTE = 60_000;

let api: TestApi;
let jury: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  jury = await api.user('setter');
});
afterAll(() => api.stop());

/** One that began an hour ago, with an account in its jury. */
async function running(freezesAt?: string): Promise<TestContest> {
  const contest = await makeContest(api.db, {
    startsAt: minutesFromNow(-60),
    endsAt: minutesFromNow(60),
    ...(freezesAt === undefined ? {} : { freezesAt }),
  });
  await api.db.pool.query('INSERT INTO judge_scope_staff (scope_id, user_id) VALUES ($1, $2)', [
    contest.id,
    jury.userId,
  ]);
  return contest;
}

const idOf = (body: unknown): string => String(record(body)['id']);
const comment = async ({ id }: TestContest, message: string): Promise<string> =>
  idOf((await api.call('POST', `/api/contests/${id}/commentary`, { token: jury.token, json: { message } })).body);
const act = ({ id, jury: actor }: TestContest, name: 'pause' | 'resume' | 'freeze') =>
  actOnContest({ ...api.ctx, actor }, { id, act: { act: name } });

const list = z.array(z.looseObject({ id: z.string(), message: z.string(), contest_time: z.string() }));
async function read({ id }: TestContest, user?: TestUser) {
  const answer = await api.call(
    'GET',
    `/api/contests/${id}/commentary`,
    user === undefined ? {} : { token: user.token },
  );
  return list.parse(answer.body);
}
const messages = async (contest: TestContest, user?: TestUser) => (await read(contest, user)).map((one) => one.message);

/** What was said is so much longer ago. */
const earlier = (id: string, minutes: number) =>
  api.db.pool.query(`UPDATE contest_commentary SET said_at = said_at - $2::int * interval '1 minute' WHERE id = $1`, [
    id,
    minutes,
  ]);

/** A pause since so many minutes ago that is over now. */
async function paused(contest: TestContest, minutes: number): Promise<void> {
  await act(contest, 'pause');
  await api.db.pool.query(
    `UPDATE judge_scopes SET paused_at = paused_at - $2::int * interval '1 minute' WHERE id = $1`,
    [contest.id, minutes],
  );
  await act(contest, 'resume');
}

test('what was said in the freeze stays the jury’s when the contest is paused afterwards', async () => {
  const contest = await running(minutesFromNow(-30));
  await earlier(await comment(contest, 'Before'), 31);
  await earlier(await comment(contest, 'It passes!'), 25);
  expect(await messages(contest)).toEqual(['Before']);
  // By the clock the freeze comes so much later then.
  await paused(contest, 20);
  expect(await messages(contest, jury)).toEqual(['Before', 'It passes!']);
  expect(await messages(contest)).toEqual(['Before']);
  const feed = await api.call('GET', `/api/contests/${contest.id}/event-feed?stream=false`);
  expect(feed.text).not.toContain('It passes!');
  expect(feed.text).toContain('Before');
});

test('a comment has the contest’s own time, which stands while it is paused', async () => {
  const contest = await running();
  await comment(contest, 'Running');
  await act(contest, 'pause');
  await api.db.pool.query(`UPDATE judge_scopes SET paused_at = paused_at - interval '10 minutes' WHERE id = $1`, [
    contest.id,
  ]);
  await comment(contest, 'Paused');
  await act(contest, 'resume');
  await comment(contest, 'Resumed');
  const times = (await read(contest, jury)).map((one) => Math.round((millisOf(one.contest_time) ?? 0) / MINUTE));
  expect(times).toEqual([60, 50, 50]);
});
