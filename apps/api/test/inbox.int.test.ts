import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/inbox';
import { refund } from '@docket/contracts/http/payment';
import { newId } from '@docket/runtime/id';
import { expectContract, expectProblem, startTestApi, type Answer, type TestApi, type TestUser } from './harness.ts';
import { paymentOf, withdrawalOf } from './things.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.user('admin');
});
afterAll(() => api.stop());

const get = (path: string) => api.call('GET', path, { token: admin.token });
const post = (path: string) => api.call('POST', path, { token: admin.token });

async function add(reference: string, status = 'RECEIVED'): Promise<string> {
  const id = newId();
  await api.db.pool.query(
    `INSERT INTO inbox_events (id, provider, event_id, headers, body, status, reference, error, done_at)
     VALUES ($1, 'bank', $2, '{"webhook-id": "x"}', $3, $4::text, $5, CASE WHEN $4::text = 'PARKED' THEN 'no such' END, CASE WHEN $4::text = 'PARKED' THEN now() END)`,
    [id, `evt_${id}`, Buffer.from('{"amount": 19000}'), status, reference],
  );
  return id;
}

const idsOf = (answer: Answer): string[] => {
  expectContract(answer, contract.listInbox);
  return contract.listInbox.response.parse(answer.body).data.map(({ inboxId }) => inboxId);
};

test('admins find events, see them as they came, replay and park them', async () => {
  const [first, second, third] = [await add('ref-1', 'PARKED'), await add('ref-2'), await add('ref-1')];
  expect(idsOf(await get('/inbox'))).toEqual([third, second, first]);
  expect(idsOf(await get('/inbox?search=ref-1'))).toEqual([third, first]);
  expect(idsOf(await get('/inbox?search=ref-1&status=PARKED&provider=bank'))).toEqual([first]);
  expect(idsOf(await get(`/inbox?search=evt_${second}`))).toEqual([second]);
  const page = await get('/inbox?limit=2');
  const { nextCursor } = contract.listInbox.response.parse(page.body).meta;
  expect(idsOf(await get(`/inbox?limit=2&cursor=${nextCursor}`))).toEqual([first]);

  const one = await get(`/inbox/${first}`);
  expectContract(one, contract.getInboxEvent);
  expect(one.body).toMatchObject({ body: '{"amount": 19000}', encoding: 'text', headers: { 'webhook-id': 'x' } });

  const replayed = await post(`/inbox/${first}/replay`);
  expectContract(replayed, contract.replayInboxEvent);
  expect(replayed.body).toEqual({ changed: 1 });
  expect((await post(`/inbox/${first}/replay`)).body).toEqual({ changed: 0 });
  const parked = await post(`/inbox/${second}/park`);
  expectContract(parked, contract.parkInboxEvent);
  expect((await get(`/inbox/${second}`)).body).toMatchObject({ status: 'PARKED', parkedBy: admin.username });

  for (const path of ['/inbox', `/inbox/${first}`])
    expectProblem(await api.call('GET', path, { token: (await api.user('setter')).token }), 403, 'forbidden');
  expectProblem(await get(`/inbox/${newId()}`), 404, 'not_found');
  expectProblem(await post(`/inbox/${newId()}/park`), 404, 'not_found');
});

test('an event names the payment or withdrawal that its reference is of, where that is ours', async () => {
  const user = await api.user();
  const { paymentId } = await paymentOf(api, user, { captured: true });
  const { rows } = await api.db.pool.query<{ id: string }>('SELECT id FROM payment_attempts WHERE payment_id = $1', [
    paymentId,
  ]);
  const attemptId = rows[0]?.id ?? expect.fail('there is no attempt');
  const withdrawalId = await withdrawalOf(api, user);
  const ordered = await api.call('POST', '/payment/refund', {
    token: admin.token,
    json: { paymentId, amount: 1 },
    headers: { 'idempotency-key': newId() },
  });
  const { refundId } = refund.parse(ordered.body);
  const named = async (kind: contract.InboxKind | null, reference: string) => {
    const id = await add(reference);
    await api.db.pool.query('UPDATE inbox_events SET kind = $2 WHERE id = $1', [id, kind]);
    const answer = await get(`/inbox/${id}`);
    expectContract(answer, contract.getInboxEvent);
    const event = contract.getInboxEvent.response.parse(answer.body);
    return [event.paymentId, event.withdrawalId];
  };
  expect(await named('payment', attemptId)).toEqual([paymentId, null]);
  expect(await named('refund', refundId)).toEqual([paymentId, null]);
  // Ordered anew after a refusal.
  expect(await named('refund', `${refundId}:2`)).toEqual([paymentId, null]);
  expect(await named('payout', withdrawalId)).toEqual([null, withdrawalId]);
  await api.db.pool.query(
    `INSERT INTO payment_disputes (id, payment_id, attempt_id, provider, provider_ref, amount_minor, currency, reason) VALUES ($1, $2, $3, 'stripe', 'du:1', 1, 'INR', 'x')`,
    [newId(), paymentId, attemptId],
  );
  expect(await named('dispute', 'stripe:du:1')).toEqual([paymentId, null]);
  for (const kind of ['payment', 'refund', 'payout', 'dispute'] as const) {
    expect(await named(kind, newId())).toEqual([null, null]);
    expect(await named(kind, "'; nobody's")).toEqual([null, null]);
  }
  expect(await named(null, attemptId)).toEqual([null, null]);
});
