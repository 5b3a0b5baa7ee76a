import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/queue';
import { importProblem } from '@docket/domain/judge/package/import-problem';
import { claimNext } from '@docket/domain/judge/tasks';
import {
  expectContract,
  expectProblem,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { packageZip } from './packages.ts';

let api: TestApi;
let user: TestUser;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
  await importProblem(api.ctx, { source: { zip: packageZip({ slug: 'sum' }) } });
  [user, admin] = await Promise.all([api.user(), api.user('admin')]);
});
afterAll(() => api.stop());

const submit = () =>
  api.call('POST', '/submissions', { json: { problemId: 'sum', language: 'python3', code: '' }, token: user.token });
const turn = (what: string, json?: unknown) =>
  api.call('POST', `/admin/queue/${what}`, { token: admin.token, ...(json === undefined ? {} : { json }) });
const claim = () => claimNext(api.ctx, { workerId: 'w', languages: ['python3'], leaseSeconds: 60 });

test('is for admins alone', async () => {
  const setter = await api.user('setter');
  const routes = [
    ['GET', '/admin/queue'],
    ['GET', '/admin/workers'],
    ['POST', '/admin/queue/pause'],
    ['POST', '/admin/queue/drain'],
    ['POST', '/admin/queue/resume'],
    ['POST', '/admin/queues/session'],
    ['PUT', '/admin/reference'],
  ] as const;
  for (const [method, path] of routes) {
    expectProblem(await api.call(method, path), 401, 'unauthenticated');
    for (const { token } of [user, setter]) expectProblem(await api.call(method, path, { token }), 403, 'forbidden');
  }
});

test('a pause holds every claim and still takes work in; resuming hands it out', async () => {
  const paused = await turn('pause', { reason: 'new disks' });
  expectContract(paused, contract.pauseQueue);
  expect(paused.body).toMatchObject({ paused: true, draining: false, reason: 'new disks', changedBy: admin.username });
  expect((await submit()).status).toBe(202);
  expect(await claim()).toEqual({ outcome: 'paused' });
  const state = contract.queueState.parse((await api.call('GET', '/admin/queue', { token: admin.token })).body);
  expect(state.classes.map((each) => [each.class, each.waiting])).toEqual([
    ['contest', 0],
    ['submission', 1],
    ['run', 0],
    ['rejudge', 0],
  ]);
  expect(state.classes[1]?.oldestWaitingSeconds).toBeGreaterThanOrEqual(0);
  const resumed = await turn('resume');
  expectContract(resumed, contract.resumeQueue);
  expect(resumed.body).toMatchObject({ paused: false, draining: false, reason: null });
  expect(await claim()).toMatchObject({ outcome: 'claimed' });
});

test('who waits while judging is paused is promised nothing', async () => {
  const run = { language: 'python3', code: '', inputs: [''] };
  const waits = async () => {
    const sent = [await submit(), await api.call('POST', '/runs', { json: run, token: user.token })];
    const [submitted, ran] = sent.map(({ body }) => body as { submissionId?: string; runId?: string });
    const read = [
      await api.call('GET', `/submissions/${submitted?.submissionId}`, { token: user.token }),
      await api.call('GET', `/runs/${ran?.runId}`, { token: user.token }),
    ];
    return [...sent, ...read].map(({ body }) => (body as { expectedWaitSeconds?: number | null }).expectedWaitSeconds);
  };
  await turn('pause');
  expect(await waits()).toEqual([null, null, null, null]);
  await turn('resume');
  expect(await waits()).toEqual(Array.from({ length: 4 }, () => expect.any(Number) as number));
});

test('a drain takes nothing in and judges what waits', async () => {
  expect((await submit()).status).toBe(202);
  expectContract(await turn('drain'), contract.drainQueue);
  const before = await api.countRows();
  expect(expectProblem(await submit(), 503, 'queue_draining').retryAfter).toBeGreaterThan(0);
  const run = { language: 'python3', code: '', inputs: [''] };
  expectProblem(await api.call('POST', '/runs', { json: run, token: user.token }), 503, 'queue_draining');
  expect(await api.countRows()).toEqual(before);
  expect(await claim()).toMatchObject({ outcome: 'claimed' });
  await turn('resume');
  expect((await submit()).status).toBe(202);
  expectProblem(await turn('pause', { reason: 'x'.repeat(201) }), 400, 'invalid_request');
});

test('what no live worker can judge is named', async () => {
  await reportLanguages(api, [{ ...TEST_LANGUAGE, id: 'cobol' }], 'gone', 25);
  const json = { problemId: 'sum', language: 'cobol', code: '' };
  // Languages are read every few seconds.
  await expect
    .poll(async () => (await api.call('POST', '/submissions', { json, token: user.token })).status, { timeout: 10_000 })
    .toBe(202);
  await api.db.pool.query(`UPDATE workers SET seen_at = now() - interval '1 minute' WHERE id = 'gone'`);
  const { stuck } = contract.queueState.parse((await api.call('GET', '/admin/queue', { token: admin.token })).body);
  expect(stuck).toEqual([{ language: 'cobol', waiting: 1 }]);
});

test('workers are shown as they report themselves, however old their version', async () => {
  await api.db.pool.query(
    `UPDATE workers SET sandbox = '{"backend":"docker","boxes":"odd"}', report = '{"versions":{"node":"24"},"new":1}'`,
  );
  const answer = await api.call('GET', '/admin/workers', { token: admin.token });
  expectContract(answer, contract.listWorkers);
  const { data } = contract.listWorkers.response.parse(answer.body);
  expect(data.find((each) => each.workerId === 'worker')).toMatchObject({
    alive: true,
    slots: 2,
    outOfRotation: null,
    versions: { node: '24', docket: null },
    languages: [{ id: 'python3' }],
  });
  expect(data.find((each) => each.workerId === 'gone')).toMatchObject({ alive: false });
});

test('a worker that has measured its host can be made the reference', async () => {
  const choose = (workerId: string) => api.call('PUT', '/admin/reference', { token: admin.token, json: { workerId } });
  expectProblem(await choose('worker'), 404, 'not_found');
  await api.db.pool.query(
    `UPDATE workers SET report = '{"calibration":{"mode":"auto","factor":1,"program":"p","measuredMs":80.5,"referenceMs":80.5,"at":null}}' WHERE id = 'worker'`,
  );
  const chosen = await choose('worker');
  expectContract(chosen, contract.chooseReference);
  const answer = await api.call('GET', '/admin/workers', { token: admin.token });
  expectContract(answer, contract.listWorkers);
  const { data, reference } = contract.listWorkers.response.parse(answer.body);
  expect(reference).toMatchObject({ program: 'p', cpuMs: 80.5, setBy: admin.username });
  expect(data.find((each) => each.workerId === 'worker')?.calibration).toMatchObject({ mode: 'auto', factor: 1 });
});

test('the queue board opens with an admin’s cookie, for these addresses, from this site, while the login lives', async () => {
  const guest = await api.user('admin');
  const opened = await api.call('POST', '/admin/queues/session', { token: guest.token });
  expectContract(opened, contract.openQueueBoard);
  const header = opened.headers.get('set-cookie') ?? '';
  expect(header).toMatch(/HttpOnly/);
  expect(header).toMatch(/SameSite=Strict/);
  expect(header).toMatch(/Path=\/admin\/queues/);
  const cookie = header.split(';', 1)[0] ?? '';
  const page = (path: string, headers: Record<string, string>) => api.call('GET', `/admin/queues${path}`, { headers });

  const html = await page('', { cookie, accept: 'text/html' });
  expect(html.status).toBe(200);
  expect(html.text).toContain('Docket queues');
  const queues = await page('/api/queues', { cookie });
  expect(queues.status).toBe(200);
  expect(queues.text).toContain('"judge"');

  expectProblem(await page('', { accept: 'text/html' }), 401, 'unauthenticated');
  for (const forged of [`${cookie}x`, cookie.replace('=', '=x'), 'docket_queue_board=.', 'docket_queue_board=e30.e30'])
    expectProblem(await page('/api/queues', { cookie: forged }), 401, 'unauthenticated');
  // The token of a login is no ticket, and the cookie is good for nothing else.
  expectProblem(await api.call('GET', '/admin/queue', { headers: { cookie } }), 401, 'unauthenticated');
  const pause = (headers: Record<string, string>) =>
    api.call('PUT', '/admin/queues/api/queues/judge/pause', { headers: { cookie, ...headers } });
  expectProblem(await pause({ origin: 'https://evil.example' }), 403, 'forbidden');
  expectProblem(await pause({ 'sec-fetch-site': 'same-site' }), 403, 'forbidden');
  expectProblem(await pause({}), 403, 'forbidden');
  expect((await pause({ 'sec-fetch-site': 'same-origin' })).status).toBeLessThan(300);

  await api.call('POST', '/user/logout', { token: guest.token, json: {} });
  expectProblem(await page('/api/queues', { cookie }), 401, 'unauthenticated');
});
