import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/messages';
import { checkInvariants } from '@docket/domain/invariants';
import { newId } from '@docket/runtime/id';
import { expectContract, expectProblem, startTestApi, type Answer, type TestApi, type TestUser } from './harness.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.user('admin');
});
beforeEach(async () => {
  await api.db.pool.query('TRUNCATE outbox, queue_workers');
});
afterAll(() => api.stop());

const get = (path: string) => api.call('GET', path, { token: admin.token });
const post = (path: string, json?: unknown) =>
  api.call('POST', path, { token: admin.token, ...(json === undefined ? {} : { json }) });

/** A job in some state; `sets` as in an UPDATE. */
async function job(sets: string, name = 'judge.wake', payload: unknown = { taskId: newId() }): Promise<string> {
  const id = newId();
  await api.db.pool.query(`INSERT INTO outbox (id, topic, name, payload) VALUES ($1, 'job', $2, $3)`, [
    id,
    name,
    JSON.stringify(payload),
  ]);
  await api.db.pool.query(`UPDATE outbox SET ${sets} WHERE id = $1`, [id]);
  return id;
}

const DEAD = `sent_at = now(), failures = 8, crashes = 1, dead_at = now(), reason = 'failed 8 times: Error: x'`;
const RETRYING = `sent_at = now(), failures = 2, reason = 'Error: x', next_at = now() + interval '1 minute'`;

async function rowOf(id: string): Promise<unknown> {
  const { rows } = await api.db.pool.query(
    `SELECT sent_at IS NOT NULL AS sent, done_at IS NOT NULL AS done, dead_at IS NOT NULL AS dead, next_at IS NOT NULL AS waits,
            failures, crashes, dispatches FROM outbox WHERE id = $1`,
    [id],
  );
  return rows[0];
}

function listed(answer: Answer): contract.Message[] {
  expectContract(answer, contract.listMessages);
  return contract.listMessages.response.parse(answer.body).data;
}

const broken = async () => (await checkInvariants(api.ctx)).invariants.filter(({ ok }) => !ok).map(({ name }) => name);

test('is for admins alone', async () => {
  const user = await api.user();
  const id = newId();
  const routes = [
    ['GET', '/admin/messages'],
    ['GET', '/admin/messages/figures'],
    ['POST', '/admin/messages/again'],
    ['POST', '/admin/messages/give-up'],
    ['POST', `/admin/messages/${id}/again`],
    ['POST', `/admin/messages/${id}/give-up`],
  ] as const;
  const json = { topic: 'job', name: 'judge.wake' };
  for (const [method, path] of routes) {
    const body = path.endsWith('again') || path.endsWith('give-up') ? (path.includes(id) ? {} : { json }) : {};
    expectProblem(await api.call(method, path, body), 401, 'unauthenticated');
    expectProblem(await api.call(method, path, { ...body, token: user.token }), 403, 'forbidden');
  }
});

test('lists what makes trouble, newest first, by ids alone', async () => {
  const showId = newId();
  const dead = await job(DEAD, 'waitinglist.offer', { showId, secret: 'not for the page' });
  const retrying = await job(RETRYING);
  await job('sent_at = now()');
  await job('sent_at = now(), done_at = now(), failures = 3');
  const event = newId();
  await api.db.pool.query(
    `INSERT INTO outbox (id, topic, name, channel, payload, failures, next_at, reason)
     VALUES ($1, 'event', 'queue.moved', 'user:a', '{}', 1, now(), 'ReplyError: WRONGTYPE')`,
    [event],
  );
  const answer = await get('/admin/messages');
  expect(answer.text).not.toContain('secret');
  expect(listed(answer).map(({ messageId, state }) => [messageId, state])).toEqual([
    [event, 'retrying'],
    [retrying, 'retrying'],
    [dead, 'dead'],
  ]);
  expect(listed(await get('/admin/messages?state=dead'))).toMatchObject([
    {
      name: 'waitinglist.offer',
      subjects: [{ field: 'showId', id: showId }],
      failures: 8,
      crashes: 1,
      reason: 'failed 8 times: Error: x',
      nextAt: null,
    },
  ]);
  expect(listed(await get('/admin/messages?name=queue.moved'))).toHaveLength(1);

  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Answer = await get(`/admin/messages?limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...listed(page).map(({ messageId }) => messageId));
    cursor = contract.listMessages.response.parse(page.body).meta.nextCursor;
  }
  expect(seen).toEqual([event, retrying, dead]);

  const figures = await get('/admin/messages/figures');
  expectContract(figures, contract.getMessageFigures);
  expect(figures.body).toMatchObject({
    depths: [
      { topic: 'job', unsent: 0, open: 2 },
      { topic: 'event', unsent: 1, open: null },
    ],
    troubled: [
      { name: 'waitinglist.offer', dead: 1, retrying: 0 },
      { name: 'judge.wake', dead: 0, retrying: 1 },
      { name: 'queue.moved', dead: 0, retrying: 1 },
    ],
  });
});

test('sends a dead one again from the start, and one that backs off before its time; once', async () => {
  const [dead, retrying, done] = [await job(DEAD), await job(RETRYING), await job('sent_at = now(), done_at = now()')];
  const again = async (id: string) => {
    const answer = await post(`/admin/messages/${id}/again`);
    expectContract(answer, contract.sendMessageAgain);
    return answer.body;
  };
  expect(await again(dead)).toEqual({ changed: 1 });
  const restarted = { sent: false, done: false, dead: false, waits: false, failures: 0, crashes: 0, dispatches: 1 };
  expect(await rowOf(dead)).toEqual(restarted);
  expect(await again(dead)).toEqual({ changed: 0 });
  expect(await rowOf(dead)).toEqual(restarted);
  expect(await again(retrying)).toEqual({ changed: 1 });
  expect(await rowOf(retrying)).toMatchObject({ sent: false, waits: false, failures: 2, dispatches: 1 });
  expect(await again(done)).toEqual({ changed: 0 });
  expect(await rowOf(done)).toMatchObject({ done: true, dispatches: 0 });
  expectProblem(await post(`/admin/messages/${newId()}/again`), 404, 'not_found');
  expectProblem(await post('/admin/messages/x/again'), 400, 'invalid_request');
});

test('gives up what is dead, and nothing else', async () => {
  const [dead, retrying] = [await job(DEAD), await job(RETRYING)];
  const answers = await Promise.all([1, 2, 3].map(() => post(`/admin/messages/${dead}/give-up`)));
  for (const answer of answers) expectContract(answer, contract.giveMessageUp);
  expect(answers.map(({ body }) => (body as { changed: number }).changed).toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
  expect((await post(`/admin/messages/${retrying}/give-up`)).body).toEqual({ changed: 0 });
  expect(listed(await get('/admin/messages')).map(({ messageId }) => messageId)).toEqual([retrying]);
  // Given up is given up.
  expect((await post(`/admin/messages/${dead}/again`)).body).toEqual({ changed: 0 });
});

test('decides about all of a name at once', async () => {
  const [a, b] = [await job(DEAD), await job(DEAD)];
  const other = await job(DEAD, 'waitinglist.offer');
  const again = await post('/admin/messages/again', { topic: 'job', name: 'judge.wake' });
  expectContract(again, contract.sendMessagesAgain);
  expect(again.body).toEqual({ changed: 2 });
  for (const id of [a, b]) expect(await rowOf(id)).toMatchObject({ sent: false, dead: false });
  const up = await post('/admin/messages/give-up', { topic: 'job', name: 'waitinglist.offer' });
  expectContract(up, contract.giveMessagesUp);
  expect(up.body).toEqual({ changed: 1 });
  expect(await rowOf(other)).toMatchObject({ dead: true, done: true });
  expectProblem(await post('/admin/messages/again', { topic: 'job' }), 400, 'invalid_request');
});

test('a dead message that nobody looks at for a day breaks an invariant, until somebody decides', async () => {
  await job(DEAD);
  expect(await broken()).toEqual([]);
  const old = await job(DEAD.replace('dead_at = now()', `dead_at = now() - interval '25 hours'`));
  expect(await broken()).toEqual(['no dead message forgotten']);
  await post(`/admin/messages/${old}/give-up`);
  expect(await broken()).toEqual([]);
});

test('a queue with work and no worker is told by figures, invariants, metrics and readiness, and does not make the api unready', async () => {
  await job(`sent_at = now(), created_at = now() - interval '2 minutes'`);
  await job(`created_at = now() - interval '2 minutes'`, 'waitinglist.offer', { showId: newId() });
  await job('sent_at = now()', 'waitinglist.offer', { showId: newId() });
  await api.db.pool.query(
    `INSERT INTO queue_workers (worker_id, queue, seen_at) VALUES ('w', 'booking', now()), ('gone', 'judge', now() - interval '1 minute')`,
  );
  const figures = contract.messageFigures.parse((await get('/admin/messages/figures')).body);
  expect(figures.unserved).toMatchObject([{ queue: 'judge', waiting: 1 }]);
  expect(await broken()).toEqual(['every queue served']);
  const ready = await api.call('GET', '/readyz');
  expect(ready.status).toBe(200);
  expect(ready.text).toContain('no worker serves judge, and 1 jobs wait');
  const metrics = (await api.call('GET', '/metrics')).text;
  expect(metrics).toMatch(/queue_unserved_jobs\{queue="judge".*\} 1\n/);
  expect(metrics).toMatch(/outbox_depth\{topic="job",state="open".*\} 3\n/);

  await api.db.pool.query('UPDATE queue_workers SET seen_at = now()');
  expect(await broken()).toEqual([]);
  expect((await api.call('GET', '/readyz')).text).not.toContain('no worker serves');
});
