import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ccsAccess, ccsTypes, type CcsType } from '@docket/contracts/ccs/access';
import { ccsEvent, ccsObjects } from '@docket/contracts/ccs/event';
import type { ApiScope } from '@docket/contracts/scopes';
import { strictly } from '@docket/contracts/strict';
import { writeZip } from '@docket/problem-package/zip-writer';
import { actOnContest } from '@docket/domain/contest/clock/act';
import { judge, later, makeContest, minutesFromNow, type TestContest } from '@docket/domain/contest/fixtures';
import { ignoreSubmission } from '@docket/domain/contest/jury/submissions';
import {
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { waitFor } from '@docket/testing/wait';
import { listZip } from './zip.ts';

// A small contest is played and read by the Contest API as everybody, as teams and as its jury: docs/ccs-api.md.

/** In the titles of the problems, which are secret before the start and of no stranger's business while it runs. */
const MARK = 'zqmarkedxw';

let api: TestApi;
let contest: TestContest;
let jury: TestUser;
let ana: TestUser;
let ben: TestUser;
let stranger: TestUser;
const basic = new Map<TestUser, string>();
/** By name: who reads. */
const readers = (): [string, TestUser | undefined][] => [
  ['public', undefined],
  ['stranger', stranger],
  ['ana', ana],
  ['ben', ben],
  ['jury', jury],
];

async function tokenOf(user: TestUser, ...scopes: readonly ApiScope[]): Promise<string> {
  const { body } = await api.call('POST', '/api-tokens', {
    token: user.token,
    json: { name: uniqueName(), scopes, password: user.password },
  });
  return String(record(body)['token']);
}

const basicOf = (name: string, token: string): string => `Basic ${Buffer.from(`${name}:${token}`).toString('base64')}`;

/** By HTTP basic with an API token, as the ICPC's tools log in. */
function ccs(method: string, path: string, user?: TestUser, json?: unknown): Promise<Answer> {
  const login = user === undefined ? undefined : basic.get(user);
  return api.call(method, `/api/contests/${contest.id}${path}`, {
    ...(login === undefined ? {} : { headers: { authorization: login } }),
    ...(json === undefined ? {} : { json }),
  });
}

beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  contest = await makeContest(api.db, {
    startsAt: minutesFromNow(30),
    endsAt: minutesFromNow(90),
    freezesAt: minutesFromNow(60),
    upsolving: 'nobody',
  });
  [jury, ana, ben, stranger] = [await api.user('setter'), await api.user(), await api.user(), await api.user()];
  await api.db.pool.query('UPDATE problems SET title = $2 WHERE id = ANY ($1)', [contest.problems, MARK]);
  await api.db.pool.query('INSERT INTO judge_scope_staff (scope_id, user_id) VALUES ($1, $2)', [
    contest.id,
    jury.userId,
  ]);
  for (const user of [ana, ben])
    await api.call('POST', `/contest/${contest.id}/register`, {
      token: user.token,
      json: { institution: `Of ${user.username}` },
    });
  for (const user of [jury, ana, ben, stranger])
    basic.set(user, basicOf(user.username, await tokenOf(user, 'contests:read', 'contests:write')));
});
afterAll(() => api.stop());

type Objects = ReadonlyMap<CcsType, ReadonlyMap<string, unknown>>;
type Line = z.infer<typeof ccsEvent>;

const withId = z.looseObject({ id: z.string() });

/** Every address there is, and of each type an object by itself. */
async function readAll(user?: TestUser): Promise<Objects> {
  const found = new Map<CcsType, ReadonlyMap<string, unknown>>();
  for (const type of ccsTypes) {
    const path = type === 'contest' ? '' : `/${type}`;
    const answer = await ccs('GET', path, user);
    expect(answer.status, `${type}: ${answer.text}`).toBe(200);
    if (type === 'contest' || type === 'state') {
      strictly(ccsObjects[type]).parse(answer.body);
      found.set(type, new Map([['', answer.body]]));
      continue;
    }
    const list = z.array(withId).parse(answer.body);
    for (const each of list) strictly(ccsObjects[type]).parse(each);
    const last = list.at(-1);
    if (last !== undefined) expect((await ccs('GET', `${path}/${last.id}`, user)).body, `${type}`).toEqual(last);
    found.set(type, new Map(list.map((each) => [each.id, each])));
  }
  expect((await ccs('GET', '/scoreboard', user)).status).toBe(200);
  return found;
}

async function feedOf(user?: TestUser, since?: string): Promise<Line[]> {
  const token = since === undefined ? '' : `&since_token=${since}`;
  const answer = await ccs('GET', `/event-feed?stream=false${token}`, user);
  expect(answer.status, `${answer.text}`).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
  const lines = answer.text.split('\n').filter((line) => line !== '');
  return lines.map((line) => strictly(ccsEvent).parse(JSON.parse(line)));
}

/** What a client has after these lines. Each is held to the schema of its type. */
function folded(lines: readonly Line[], before: Objects = new Map()): Objects {
  const objects = new Map(ccsTypes.map((type) => [type, new Map(before.get(type))]));
  for (const { type, id, data } of lines) {
    const schema = strictly<z.ZodType>(ccsObjects[type]);
    const one = objects.get(type) ?? new Map<string, unknown>();
    if (Array.isArray(data)) {
      expect(id).toBeNull();
      one.clear();
      for (const each of z.array(withId).parse(data)) one.set(each.id, schema.parse(each));
    } else if (data === null) one.delete(id ?? '');
    else one.set(id ?? '', schema.parse(data));
  }
  return objects;
}

const sorted = (objects: Objects) =>
  [...objects].map(([type, each]) => [type, [...each].toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** The feed leads to what the addresses answer, from its beginning and, if `each`, from each place in it. */
async function holdFeed(user?: TestUser, each = false): Promise<{ objects: Objects; lines: Line[] }> {
  const objects = await readAll(user);
  const lines = await feedOf(user);
  expect(sorted(folded(lines))).toEqual(sorted(objects));
  const resumed = new Map<string, Line[]>();
  for (const [at, { token }] of each ? lines.entries() : []) {
    const rest = resumed.get(token) ?? (await feedOf(user, token));
    resumed.set(token, rest);
    expect(sorted(folded(rest, folded(lines.slice(0, at + 1)))), `after ${token}`).toEqual(sorted(objects));
  }
  return { objects, lines };
}

/** What was changed past the API is seen: who takes part is remembered for less than half a second. */
const seenAmongTeams = (word: string): Promise<boolean> =>
  waitFor(`${word} among the teams`, async () => (await ccs('GET', '/teams')).text.includes(word));

/** What each reader had read, phase after phase. */
const earlier = new Map<string, { lines: Line[]; token: string }[]>();

/** All readers at a moment; who had read before goes on from where they were. */
async function everybody(each = false): Promise<Map<string, Objects>> {
  const found = new Map<string, Objects>();
  for (const [name, user] of readers()) {
    const { objects, lines } = await holdFeed(user, each);
    found.set(name, objects);
    for (const before of earlier.get(name) ?? [])
      expect(sorted(folded(await feedOf(user, before.token), folded(before.lines))), `${name}`).toEqual(
        sorted(objects),
      );
    earlier.set(name, [...(earlier.get(name) ?? []), { lines, token: lines.at(-1)?.token ?? '' }]);
  }
  return found;
}

const countsOf = (objects: Objects | undefined) =>
  Object.fromEntries([...(objects ?? [])].map(([type, each]) => [type, each.size]));
const said = (objects: Objects | undefined): string => JSON.stringify(sorted(objects ?? new Map()));

const archive = (name = 'main.py'): string => writeZip([{ path: name, content: 'print(1)\n' }]).toString('base64');
const code = (over: object = {}) => ({
  problem_id: 'A',
  language_id: 'python3',
  files: [{ data: archive() }],
  ...over,
});

async function submitted(user: TestUser, verdict?: 'AC' | 'WA', problem = 'A'): Promise<string> {
  const answer = await ccs('POST', '/submissions', user, code({ problem_id: problem }));
  expect(answer.status, `${answer.text}`).toBe(201);
  const { id } = withId.parse(answer.body);
  expect(answer.headers.get('location')).toBe(`/api/contests/${contest.id}/submissions/${id}`);
  if (verdict !== undefined) await judge(api.db, id, verdict);
  return id;
}

/** Tests of a submission, as a worker would have written them. */
async function withTests(id: string): Promise<void> {
  await api.db.pool.query('UPDATE submissions SET tests_total = 2 WHERE id = $1', [id]);
  await api.db.pool.query(
    `INSERT INTO submission_tests (submission_id, ordinal, attempt, name, sample, verdict, cpu_ms, wall_ms, memory_bytes)
     SELECT s.id, n, s.attempt, 'secret/' || n, false, 'AC', 12.4, 13, 1000 FROM submissions s, generate_series(1, 2) AS n WHERE s.id = $1`,
    [id],
  );
}

test('the API says its version, and a login that is none is refused in the words of the specification', async () => {
  expect((await api.call('GET', '/api/')).body).toMatchObject({ version: '2023-06' });
  const wrong = await api.call('GET', '/api/contests', { headers: { authorization: basicOf('ada', 'nothing') } });
  expect([wrong.status, wrong.body]).toMatchObject([401, { code: 401, reason: 'unauthenticated' }]);
  expect(wrong.headers.get('www-authenticate')).toMatch(/^Basic /);
  // A token is good with the name that it is of.
  const token = await tokenOf(ana, 'contests:read');
  const as = (name: string) => api.call('GET', '/api/contests', { headers: { authorization: basicOf(name, token) } });
  expect((await as(ben.username)).status).toBe(401);
  expect((await as(ana.username.toUpperCase())).status).toBe(200);
  expect((await api.call('GET', '/api/contests', { token })).body).toMatchObject([{ id: contest.id }]);
  const none = await api.call('GET', '/api/contests/nothing/teams');
  expect(none.body).toMatchObject({ code: 404, reason: 'contest_not_found' });
});

test('before the start everybody sees who takes part, and nobody but the jury anything of a problem', async () => {
  const welcome = await ccs('POST', '/commentary', jury, { message: 'Welcome.', problem_ids: ['B', 'A'] });
  expect(welcome.status, `${welcome.text}`).toBe(201);
  expect(welcome.headers.get('location')).toBe(
    `/api/contests/${contest.id}/commentary/${withId.parse(welcome.body).id}`,
  );
  const seen = await everybody();
  for (const name of ['public', 'stranger', 'ana', 'ben']) {
    expect(countsOf(seen.get(name))).toMatchObject({
      problems: 0,
      submissions: 0,
      awards: 0,
      runs: 0,
      teams: 2,
      organizations: 2,
    });
    expect(said(seen.get(name))).not.toContain(MARK);
  }
  expect(countsOf(seen.get('public'))).toMatchObject({ persons: 0, accounts: 0, clarifications: 0 });
  // What is said before the start of problems has for others not even their letters.
  for (const [name] of readers())
    expect([...(seen.get(name)?.get('commentary')?.values() ?? [])], `${name}`).toMatchObject([
      { message: 'Welcome.', problem_ids: name === 'jury' ? ['A', 'B'] : [], team_ids: null, tags: [] },
    ]);
  expect(countsOf(seen.get('ana'))).toMatchObject({ persons: 1, accounts: 1 });
  expect(countsOf(seen.get('jury'))).toMatchObject({ problems: 2, persons: 2, accounts: 4 });
  expect(said(seen.get('jury'))).toContain(MARK);
  expect((await ccs('GET', '/scoreboard')).body).toMatchObject({
    state: { started: null, frozen: null },
    rows: [{ rank: 1, problems: [] }, { rank: 1 }],
  });
  expect((await ccs('POST', '/submissions', ana, code())).body).toMatchObject({
    code: 409,
    reason: 'contest_not_started',
  });
});

test('what may be done is told to each, and their own account', async () => {
  const access = async (user?: TestUser) => ccsAccess.parse((await ccs('GET', '/access', user)).body);
  const [everyone, team, judges] = [await access(), await access(ana), await access(jury)];
  expect([everyone, team, judges].map(({ capabilities }) => capabilities)).toEqual([
    [],
    ['team_submit', 'team_clar'],
    ['contest_start', 'contest_thaw', 'admin_clar'],
  ]);
  const types = ({ endpoints }: typeof team) => endpoints.map(({ type }) => type as string);
  expect(types(everyone)).not.toContain('clarifications');
  expect(types(team)).not.toContain('runs');
  expect(types(judges)).toEqual(expect.arrayContaining([...ccsTypes, 'scoreboard', 'event-feed']));
  expect((await ccs('GET', '/account')).status).toBe(404);
  expect((await ccs('GET', '/account', ana)).body).toMatchObject({ username: ana.username, type: 'team' });
  expect((await ccs('GET', '/account', jury)).body).toMatchObject({ type: 'judge', team_id: null });
  // A token that may only read does nothing.
  const reads = basicOf(jury.username, await tokenOf(jury, 'contests:read'));
  const answer = await api.call('GET', `/api/contests/${contest.id}/access`, { headers: { authorization: reads } });
  expect(answer.body).toMatchObject({ capabilities: [] });
});

test('a token has no role: an admin’s is of no jury that does not name its owner', async () => {
  const admin = await api.user('admin');
  const draft = await makeContest(api.db, { draft: true });
  const login = basicOf(admin.username, await tokenOf(admin, 'contests:read', 'contests:write'));
  const as = async (method: string, id: string, path: string, json?: unknown) =>
    api.call(method, `/api/contests/${id}${path}`, {
      headers: { authorization: login },
      ...(json === undefined ? {} : { json }),
    });
  expect((await as('GET', contest.id, '/problems')).body).toEqual([]);
  expect((await as('GET', contest.id, '/accounts')).body).toEqual([]);
  expect((await as('PATCH', contest.id, '', { start_time: minutesFromNow(50) })).status).toBe(403);
  expect((await as('GET', draft.id, '/problems')).status).toBe(404);
  expect((await api.call('GET', `/api/contests/${contest.id}/problems`, { token: admin.token })).text).toContain(MARK);
});

test('the jury moves the start, and nobody else; not to now, and not when it is near', async () => {
  const { body: before } = await ccs('GET', '');
  const at = minutesFromNow(40);
  expect((await ccs('PATCH', '', ana, { start_time: at })).body).toMatchObject({
    code: 403,
    reason: 'contest_not_jury',
  });
  expect((await ccs('PATCH', '', jury, { id: 'other', start_time: at })).status).toBe(409);
  expect((await ccs('PATCH', '', jury, { start_time: minutesFromNow(0.2) })).body).toMatchObject({
    code: 403,
    reason: 'contest_start_fixed',
  });
  expect((await ccs('PATCH', '', jury, { start_time: null })).status).toBe(400);
  expect((await ccs('PATCH', '', jury, { scoreboard_thaw_time: minutesFromNow(0) })).body).toMatchObject({
    code: 403,
    reason: 'contest_start_fixed',
  });
  expect((await ccs('PATCH', '', jury, { start_time: at, duration: '1:00:00' })).status).toBe(400);
  expect((await ccs('PATCH', '', jury, { start_time: at })).status).toBe(200);
  const moved = await ccs('PATCH', '', jury, { id: contest.id, start_time: minutesFromNow(30) });
  const { start_time: _, ...rest } = record(before);
  expect(moved.body).toMatchObject(rest);
});

const ids: Record<string, string> = {};

test('while it runs submissions, verdicts, questions and answers are told as each may see them', async () => {
  await later(api.db, contest.id, 40);
  ids['ana'] = await submitted(ana, 'AC');
  ids['wrong'] = await submitted(ben, 'WA');
  ids['waits'] = await submitted(ben, undefined, 'B');
  for (const id of [ids['ana'], ids['wrong']]) await withTests(id);
  const asked = await ccs('POST', '/clarifications', ana, { problem_id: 'A', text: 'May n be 0?' });
  expect(asked.body).toMatchObject({ text: 'May n be 0?', problem_id: 'A', to_team_id: null });
  const question = withId.parse(asked.body).id;
  // The specification's admin_clar says when, too; here the server does.
  const when = { time: minutesFromNow(-600), contest_time: '0:00:01.000' };
  const answered = await ccs('POST', '/clarifications', jury, { reply_to_id: question, text: 'No.', ...when });
  expect(answered.status).toBe(201);
  expect(record(answered.body)['time']).not.toBe(when.time);
  expect(answered.body).toMatchObject({ reply_to_id: question, to_team_id: null, from_team_id: null });
  expect((await ccs('POST', '/clarifications', jury, { text: 'Lunch is at noon.' })).status).toBe(201);
  const [teamOfAna] = z.array(withId).parse((await ccs('GET', '/teams')).body);
  const comment = {
    message: '{teams:1} leads \\{so far}.',
    tags: ['accepted', 'accepted-winner'],
    team_ids: [teamOfAna?.id],
    problem_ids: ['A'],
    submission_ids: [ids['ana']],
  };
  const commented = await ccs('POST', '/commentary', jury, comment);
  expect(commented.body).toMatchObject(comment);
  ids['comment'] = withId.parse(commented.body).id;
  const better = await ccs('PATCH', `/clarifications/${withId.parse(answered.body).id}`, jury, { text: 'No, n > 0.' });
  expect(better.body).toMatchObject({ text: 'No, n > 0.' });

  const seen = await everybody();
  for (const [name] of readers())
    expect(countsOf(seen.get(name)), `${name}`).toMatchObject({
      problems: 2,
      submissions: 3,
      judgements: 2,
      awards: 3,
    });
  expect(countsOf(seen.get('jury'))).toMatchObject({ runs: 4, clarifications: 3 });
  for (const [name] of readers())
    expect(seen.get(name)?.get('commentary')?.get(ids['comment']), `${name}`).toMatchObject(comment);
  expect(countsOf(seen.get('ben'))).toMatchObject({ runs: 0, clarifications: 2 });
  expect(said(seen.get('ben'))).toContain('> May n be 0?');
  expect(said(seen.get('public'))).not.toContain(MARK);
  expect(said(seen.get('stranger'))).not.toContain(MARK);
  expect(said(seen.get('ana'))).toContain(MARK);
  const board = await ccs('GET', '/scoreboard');
  expect(board.body).toMatchObject({
    rows: [
      { rank: 1, score: { num_solved: 1, total_time: 10 }, problems: [{ solved: true, time: 10 }, { solved: false }] },
      { rank: 2, score: { num_solved: 0 }, problems: [{ num_judged: 1, solved: false }, { num_pending: 1 }] },
    ],
  });
  expect((await ccs('GET', '/scoreboard?group_id=official')).body).toMatchObject({ rows: [{ rank: 1 }, { rank: 2 }] });
  expect((await ccs('GET', '/scoreboard?group_id=nobody')).status).toBe(404);
  const teams = [...(seen.get('public')?.get('submissions')?.values() ?? [])].map((each) => record(each)['team_id']);
  const ofBen = (await ccs('GET', `/submissions?team_id=${String(teams[1])}&problem_id=A`)).body;
  expect(ofBen).toMatchObject([{ id: ids['wrong'], files: [] }]);
});

test('code goes to its team and to the jury, whose look is kept, and to nobody else', async () => {
  const files = async (user?: TestUser) => {
    const login = user === undefined ? undefined : basic.get(user);
    const response = await fetch(`${api.url}/api/contests/${contest.id}/submissions/${ids['ana']}/files`, {
      headers: login === undefined ? {} : { authorization: login },
    });
    return { status: response.status, bytes: Buffer.from(await response.arrayBuffer()) };
  };
  const own = await files(ana);
  expect([...(await listZip(own.bytes))]).toEqual([['main.py', 'print(1)\n']]);
  for (const other of [undefined, stranger, ben]) expect((await files(other)).status).toBe(404);
  const looks = async () =>
    (
      await api.db.pool.query(`SELECT FROM contest_audit WHERE contest_id = $1 AND act = 'submission.read'`, [
        contest.id,
      ])
    ).rowCount;
  const before = await looks();
  expect((await files(jury)).status).toBe(200);
  expect(await looks()).toBe((before ?? 0) + 1);
});

describe('what is sent wrongly is refused, and nothing is written', () => {
  const bad: readonly (readonly [string, object, string])[] = [
    ['time and id, which are the server’s to say', code({ time: minutesFromNow(0), id: 'x' }), 'invalid_request'],
    ['another team', code({ team_id: 'somebody' }), 'user_mismatch'],
    ['no problem of the contest', code({ problem_id: 'Z' }), 'contest_problem_not_found'],
    ['no language', code({ language_id: 'cobol85' }), 'unknown_language'],
    ['no archive', code({ files: [{ data: 'bm90IGEgemlw' }] }), 'package_not_zip'],
    ['an entry point that is nowhere', code({ entry_point: 'Elsewhere' }), 'invalid_request'],
    ['another type', code({ files: [{ data: archive(), mime: 'text/plain' }] }), 'invalid_request'],
  ];
  test.each(bad)('%s', async (_, body, reason) => {
    const before = await api.countRows();
    const answer = await ccs('POST', '/submissions', ana, body);
    expect(answer.body).toMatchObject({ code: answer.status, reason });
    expect(await api.countRows()).toEqual(before);
  });

  test('by who does not take part', async () => {
    const before = await api.countRows();
    for (const user of [stranger, jury])
      expect((await ccs('POST', '/submissions', user, code())).body).toMatchObject({
        reason: 'contest_not_participant',
      });
    expect((await ccs('POST', '/clarifications', stranger, { text: 'Hello?' })).status).toBe(403);
    expect((await ccs('POST', '/clarifications', ana, { text: 'To you', to_team_id: 'x' })).status).toBe(400);
    for (const when of [{ time: minutesFromNow(0) }, { contest_time: '0:01:00.000' }])
      expect((await ccs('POST', '/clarifications', ana, { text: 'Now?', ...when })).status).toBe(400);
    expect((await ccs('POST', '/clarifications', jury, { text: 'No.', reply_to_id: 'x' })).status).toBe(404);
    for (const none of ['none', 'r.1']) expect((await ccs('GET', `/runs/${none}`, jury)).status).toBe(404);
    expect((await ccs('PATCH', '/clarifications/x', ana, { text: 'Mine' })).status).toBe(403);
    for (const user of [ana, stranger]) {
      expect((await ccs('POST', '/commentary', user, { message: 'Mine' })).body).toMatchObject({
        reason: 'contest_not_jury',
      });
      expect((await ccs('DELETE', `/commentary/${ids['comment']}`, user)).status).toBe(403);
    }
    expect((await ccs('POST', '/commentary', undefined, { message: 'Mine' })).status).toBe(401);
    expect((await ccs('DELETE', '/commentary/x', jury)).status).toBe(404);
    expect(await api.countRows()).toEqual(before);
  });

  test.each<[string, object, string]>([
    ['a time, which is the server’s to say', { message: 'x', time: minutesFromNow(0) }, 'invalid_request'],
    ['a source', { message: 'x', source_id: 'me' }, 'invalid_request'],
    ['nothing', { message: ' ' }, 'invalid_request'],
    ['no team', { message: 'x', team_ids: ['nobody'] }, 'participant_not_found'],
    ['no problem', { message: 'x', problem_ids: ['Z'] }, 'contest_problem_not_found'],
    ['no submission', { message: 'x', submission_ids: ['none'] }, 'submission_not_found'],
    ['a tag twice', { message: 'x', tags: ['a', 'a'] }, 'invalid_request'],
  ])('a comment of %s', async (_, body, reason) => {
    const before = await api.countRows();
    const answer = await ccs('POST', '/commentary', jury, body);
    expect(answer.body).toMatchObject({ code: answer.status, reason });
    expect(await api.countRows()).toEqual(before);
  });

  test('a token of another reader, or of what has not been', async () => {
    const last = (await feedOf(jury)).at(-1)?.token ?? '';
    for (const token of [last, 'p999.0', 'nonsense'])
      expect((await ccs('GET', `/event-feed?stream=false&since_token=${token}`, ana)).status, `${token}`).toBe(400);
  });
});

test('a feed tells what happens while it is open, and ends when its reader is another one', async () => {
  const controller = new AbortController();
  const response = await fetch(`${api.url}/api/contests/${contest.id}/event-feed`, {
    headers: { authorization: basic.get(ben) ?? '' },
    signal: controller.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const until = async (word: string): Promise<boolean> => {
    for (;;) {
      if (text.includes(word)) return true;
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) return false;
      text += value;
    }
  };
  expect(await until('"type":"state"')).toBe(true);
  ids['live'] = await submitted(ana, 'WA', 'B');
  expect(await until(`"judgements","id":"${ids['live']}"`)).toBe(true);
  // Out of the contest, ben sees what strangers see.
  await api.db.pool.query(`UPDATE contest_participants SET status = 'rejected' WHERE contest_id = $1 AND name = $2`, [
    contest.id,
    ben.username,
  ]);
  expect(await until('never told')).toBe(false);
  await api.db.pool.query(`UPDATE contest_participants SET status = 'registered' WHERE contest_id = $1 AND name = $2`, [
    contest.id,
    ben.username,
  ]);
  controller.abort();
  await seenAmongTeams(ben.username);
});

test('in the freeze only the jury, and each of themselves, is told how tries ended; no token counts them', async () => {
  await later(api.db, contest.id, 25);
  const tokens = async () => (await feedOf()).at(-1)?.token;
  ids['frozen'] = await submitted(ben, undefined, 'A');
  const before = await tokens();
  await judge(api.db, ids['frozen'], 'AC');
  ids['ofFreeze'] = withId.parse((await ccs('POST', '/commentary', jury, { message: 'It passes!' })).body).id;
  expect(await tokens()).toBe(before);
  const seen = await everybody();
  const knows = (name: string) =>
    seen
      .get(name)
      ?.get('judgements')
      ?.has(ids['frozen'] ?? '');
  expect(readers().map(([name]) => [name, knows(name)])).toEqual([
    ['public', false],
    ['stranger', false],
    ['ana', false],
    ['ben', true],
    ['jury', true],
  ]);
  // A comment tells what its writer sees: of the freeze it is the jury's.
  for (const [name] of readers()) {
    const comments = seen.get(name)?.get('commentary');
    expect([comments?.has(ids['comment'] ?? ''), comments?.has(ids['ofFreeze'])], `${name}`).toEqual([
      true,
      name === 'jury',
    ]);
  }
  expect((await ccs('GET', '/scoreboard')).body).toMatchObject({
    state: { frozen: expect.any(String) as string },
    rows: [{ rank: 1 }, { rank: 2, problems: [{ solved: false, num_pending: 1 }, {}] }],
  });
  expect((await ccs('GET', '/scoreboard', jury)).body).toMatchObject({
    rows: [{ score: { num_solved: 1 } }, { score: { num_solved: 1 } }],
  });
});

test('afterwards it thaws; what is judged anew, taken out and renamed reaches whoever was away', async () => {
  await later(api.db, contest.id, 60);
  await judge(api.db, ids['waits'] ?? '', 'WA');
  await ignoreSubmission(
    { ...api.ctx, actor: contest.jury },
    { id: contest.id, submissionId: ids['live'] ?? '', ignored: true },
  );
  // As a rejudge that is applied: another verdict, of a later attempt, with fewer tests, by a version of the problem that has fewer.
  await api.db.pool.query(
    `UPDATE submissions SET status = 'WA', attempt = attempt + 1, tests_total = 1 WHERE id = $1`,
    [ids['ana']],
  );
  await api.db.pool.query('SELECT log_judgements(ARRAY[$1::uuid], NULL, NULL)', [ids['ana']]);
  await api.db.pool.query(
    `UPDATE contest_participants SET name = 'Anew', institution = 'Elsewhere' WHERE contest_id = $1 AND name = $2`,
    [contest.id, ana.username],
  );
  await seenAmongTeams('Anew');
  expect((await ccs('PATCH', '', jury, { scoreboard_thaw_time: minutesFromNow(60) })).status).toBe(403);
  expect((await ccs('PATCH', '', ana, { scoreboard_thaw_time: minutesFromNow(0) })).status).toBe(403);
  const thawed = await ccs('PATCH', '', jury, { scoreboard_thaw_time: minutesFromNow(0) });
  expect(thawed.status).toBe(200);
  expect((await ccs('PATCH', '', jury, { scoreboard_thaw_time: minutesFromNow(0) })).body).toMatchObject({
    code: 403,
    reason: 'contest_start_fixed',
    message: expect.stringContaining('was thawed') as string,
  });
  const again = await actOnContest({ ...api.ctx, actor: contest.jury }, { id: contest.id, act: { act: 'thaw' } });
  expect(again.thawedAt).toBe(record(thawed.body)['scoreboard_thaw_time']);
  const taken = await ccs('DELETE', `/commentary/${ids['comment']}`, jury);
  expect(taken.status).toBe(204);
  const records = await api.db.pool.query(
    `SELECT data FROM contest_audit WHERE contest_id = $1 AND act = 'contest.comment_withdrawn'`,
    [contest.id],
  );
  expect(records.rows).toMatchObject([{ data: { message: expect.stringContaining('leads') as string } }]);
  const seen = await everybody(true);
  for (const [name] of readers()) {
    expect(countsOf(seen.get(name)), `${name}`).toMatchObject({ submissions: 4, judgements: 4, teams: 2 });
    expect([...(seen.get(name)?.get('commentary')?.values() ?? [])], `${name}`).toMatchObject([
      { message: 'Welcome.', problem_ids: ['A', 'B'] },
      { message: 'It passes!' },
    ]);
    expect(said(seen.get(name))).toContain('Anew');
    expect(
      seen
        .get(name)
        ?.get('judgements')
        ?.get(ids['ana'] ?? ''),
    ).toMatchObject({ judgement_type_id: 'WA' });
  }
  expect(countsOf(seen.get('jury'))).toMatchObject({ runs: 2 });
  expect(said(seen.get('public'))).not.toContain(MARK);
  await actOnContest({ ...api.ctx, actor: contest.jury }, { id: contest.id, act: { act: 'finalise' } });
  const { lines } = await holdFeed();
  expect(lines.at(-1)).toMatchObject({ type: 'state', data: { end_of_updates: expect.any(String) as string } });
});

test('a package has all of it, for the jury alone, and is kept in the records', async () => {
  const get = (user: TestUser) =>
    fetch(`${api.url}/contest/${contest.id}/package`, { headers: { authorization: `Bearer ${user.token}` } });
  expect((await get(ana)).status).toBe(403);
  const response = await get(jury);
  expect(response.status).toBe(200);
  const files = await listZip(Buffer.from(await response.arrayBuffer()));
  const objects = await readAll(jury);
  const names = ccsTypes.filter((type) => type !== 'runs').map((type) => `${type}.json`);
  expect([...files.keys()]).toEqual(expect.arrayContaining(['api.json', 'scoreboard.json', ...names]));
  expect([...files.keys()].filter((name) => name.endsWith('/files.zip'))).toHaveLength(4);
  const lines = (files.get('event-feed.ndjson') ?? '')
    .trim()
    .split('\n')
    .map((line) => strictly(ccsEvent).parse(JSON.parse(line)));
  expect(sorted(folded(lines))).toEqual(sorted(objects));
  const { rowCount } = await api.db.pool.query(
    `SELECT FROM contest_audit WHERE contest_id = $1 AND act = 'contest.exported'`,
    [contest.id],
  );
  expect(rowCount).toBe(1);
});

describe('a package that is brought in', () => {
  const send = async (id: string, owner: TestUser, entries: Readonly<Record<string, string>>) =>
    api.call('POST', `/contest/${id}/package`, {
      token: owner.token,
      headers: { 'content-type': 'application/zip' },
      raw: new Uint8Array(writeZip(Object.entries(entries).map(([path, content]) => ({ path, content })))),
    });
  const made = async (over: Parameters<typeof makeContest>[1] = {}) => {
    const other = await makeContest(api.db, {
      draft: true,
      teamSize: 3,
      startsAt: minutesFromNow(30),
      endsAt: minutesFromNow(90),
      ...over,
    });
    await api.db.pool.query('INSERT INTO judge_scope_staff (scope_id, user_id) VALUES ($1, $2)', [
      other.id,
      jury.userId,
    ]);
    return other.id;
  };
  const YAML =
    'id: spring\nname: Spring finals\nduration: 5:00:00\nscoreboard_freeze_duration: 1:00:00.000\npenalty_time: 10\n';
  const people = (email: string) => ({
    'organizations.json': JSON.stringify([{ id: 'kth', name: 'KTH' }]),
    'teams.json': JSON.stringify([
      { id: 7, name: 'Sevens', organization_id: 'kth', label: '12' },
      { id: 'none', name: 'Nobody' },
    ]),
    'persons.json': JSON.stringify([
      { id: 'a', name: 'Ada', email, team_ids: [7], role: 'contestant' },
      { id: 'b', name: 'Bea', team_ids: [7] },
      { id: 'c', name: 'Coach', email: 'coach@example.org', team_ids: [7], role: 'coach' },
    ]),
  });

  test('sets times, penalty and people, and says whom it left out; again it changes nothing', async () => {
    const id = await made();
    const files = { 'contest.yaml': YAML, ...people('ada@example.org') };
    const first = await send(id, jury, files);
    expect(first.body).toMatchObject({
      changed: ['title', 'endsAt', 'freezesAt', 'options'],
      people: 1,
      participants: 1,
      leftOut: [/person b/, /team none/].map((each) => expect.stringMatching(each) as string),
    });
    const answer = await api.call('GET', `/api/contests/${id}`, { token: jury.token });
    expect(answer.body).toMatchObject({
      name: 'Spring finals',
      duration: '5:00:00.000',
      scoreboard_freeze_duration: '1:00:00.000',
      penalty_time: 10,
    });
    expect((await api.call('GET', `/api/contests/${id}/teams`, { token: jury.token })).body).toMatchObject([
      { name: 'Sevens' },
    ]);
    const before = await api.db.pool.query('SELECT id, name FROM contest_participants WHERE contest_id = $1', [id]);
    expect((await send(id, jury, files)).body).toMatchObject({ changed: [], people: 1 });
    expect(
      (await api.db.pool.query('SELECT id, name FROM contest_participants WHERE contest_id = $1', [id])).rows,
    ).toEqual(before.rows);
  });

  const times = async (id: string) => {
    const { rows } = await api.db.pool.query<{ open_at: Date; close_at: Date; freezes_at: Date | null }>(
      'SELECT s.open_at, s.close_at, c.freezes_at FROM contests c JOIN judge_scopes s ON s.id = c.id WHERE c.id = $1',
      [id],
    );
    return [rows[0]?.open_at, rows[0]?.close_at, rows[0]?.freezes_at].map((at) => at?.getTime());
  };
  const MINUTE = 60_000;

  test('leaves windows of one’s own where they are: what is said of their length is refused, and a start takes them along', async () => {
    const id = await made({ durationMinutes: 30 });
    const [open = 0, close = 0] = await times(id);
    for (const file of ['duration: 5:00:00\n', 'scoreboard_freeze_duration: 0:10:00\n']) {
      const answer = await send(id, jury, { 'contest.yaml': `name: Other\n${file}` });
      expect(answer.body).toMatchObject({
        code: 'contest_times',
        detail: expect.stringContaining('contest.json') as string,
      });
    }
    const start = new Date(open + 60 * MINUTE).toISOString();
    const answer = await send(id, jury, { 'contest.yaml': `start_time: ${start}\nduration: 0:30:00\n` });
    expect(answer.body).toMatchObject({ changed: ['startsAt', 'endsAt'] });
    expect(await times(id)).toEqual([open + 60 * MINUTE, close + 60 * MINUTE, undefined]);
  });

  test('does not take pauses off: the same length changes nothing, and a freeze is before the end as it is now', async () => {
    const id = await made({
      draft: false,
      startsAt: minutesFromNow(-1),
      endsAt: minutesFromNow(59),
      freezesAt: minutesFromNow(49),
    });
    // A pause of ten minutes that is over.
    await api.db.pool.query(
      `UPDATE judge_scopes SET paused_ms = 600000, close_at = close_at + interval '10 minutes', over_at = over_at + interval '10 minutes' WHERE id = $1`,
      [id],
    );
    await api.db.pool.query(`UPDATE contests SET freezes_at = freezes_at + interval '10 minutes' WHERE id = $1`, [id]);
    const { duration, scoreboard_freeze_duration: freeze } = record(
      (await api.call('GET', `/api/contests/${id}`, { token: jury.token })).body,
    );
    const [open, close = 0, freezes = 0] = await times(id);
    const same = { duration, scoreboard_freeze_duration: freeze };
    expect((await send(id, jury, { 'contest.json': JSON.stringify(same) })).body).toMatchObject({ changed: [] });
    expect(await times(id)).toEqual([open, close, freezes]);
    const sooner = { ...same, scoreboard_freeze_duration: '0:20:00' };
    expect((await send(id, jury, { 'contest.json': JSON.stringify(sooner) })).body).toMatchObject({
      changed: ['freezesAt'],
    });
    expect(await times(id)).toEqual([open, close, close - 20 * MINUTE]);
    expect((await send(id, jury, { 'contest.yaml': 'duration: 2:00:00\n' })).body).toMatchObject({
      code: 'contest_begun',
    });
  });

  test('whose people a contest takes no more changes nothing else of it', async () => {
    const id = await made({ draft: false, startsAt: minutesFromNow(-1), endsAt: minutesFromNow(59) });
    await later(api.db, id, 90);
    const before = await api.countRows();
    await api.db.pool.query('UPDATE contests SET finalised_at = now() WHERE id = $1', [id]);
    const answer = await send(id, jury, { 'contest.yaml': 'name: Late\n', ...people('ada@example.org') });
    expect(answer.body).toMatchObject({ code: 'contest_state' });
    expect((await api.call('GET', `/api/contests/${id}`, { token: jury.token })).body).not.toMatchObject({
      name: 'Late',
    });
    expect(await api.countRows()).toEqual(before);
  });

  test('with a fault is not taken in at all', async () => {
    const id = await made();
    const before = await api.countRows();
    const faults = [
      await send(id, jury, { 'contest.yaml': YAML, ...people('no address') }),
      await send(id, jury, { 'contest.yaml': 'duration: soon\n' }),
      await send(id, jury, { 'contest.json': '{' }),
      await send(id, jury, { 'README.md': 'x' }),
    ];
    expect(faults.map(({ body }) => record(body)['code'])).toEqual([
      'roster_invalid',
      'package_invalid',
      'package_invalid',
      'package_invalid',
    ]);
    expect(await api.countRows()).toEqual(before);
    expect((await send(id, ana, { 'contest.yaml': YAML })).status).toBe(404);
  });
});
