import { afterAll, beforeAll, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/payout';
import { newId } from '@docket/runtime/id';
import { expectContract, expectProblem, startTestApi, type Answer, type TestApi, type TestUser } from './harness.ts';
import { withdrawalOf } from './things.ts';

let api: TestApi;
let admin: TestUser;
beforeAll(async () => {
  api = await startTestApi();
  admin = await api.user('admin');
});
afterAll(() => api.stop());

const get = (path: string) => api.call('GET', path, { token: admin.token });
const ask = (id: string) => api.call('POST', `/admin/withdrawals/${id}/look-again`, { token: admin.token });

const pageOf = (answer: Answer) => {
  expectContract(answer, contract.listPayouts);
  return contract.listPayouts.response.parse(answer.body);
};
const idsOf = (answer: Answer) => pageOf(answer).data.map(({ withdrawalId }) => withdrawalId);

async function detailOf(id: string): Promise<contract.PayoutDetail> {
  const answer = await get(`/admin/withdrawals/${id}`);
  expectContract(answer, contract.getPayout);
  return contract.getPayout.response.parse(answer.body);
}

/** With the bank, which is asked again in five minutes. */
async function send(id: string): Promise<void> {
  await api.db.pool.query(
    `UPDATE withdrawals SET status = 'SENT', attempt = 1, provider_ref = 'p-1', next_look_at = now() + interval '5 minutes' WHERE id = $1`,
    [id],
  );
}

async function jobsFor({ userId }: TestUser): Promise<number> {
  const { rows } = await api.db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM outbox WHERE name = 'withdrawal.next' AND payload->>'userId' = $1`,
    [userId],
  );
  return rows[0]?.n ?? 0;
}

test('admins find withdrawals by status and person, page by page', async () => {
  const [ada, bob] = [await api.user(), await api.user()];
  const first = await withdrawalOf(api, ada);
  const second = await withdrawalOf(api, bob);
  const third = await withdrawalOf(api, ada);
  await send(first);
  expect(idsOf(await get('/admin/withdrawals'))).toEqual([third, second, first]);
  expect(idsOf(await get(`/admin/withdrawals?userId=${ada.userId}`))).toEqual([third, first]);
  expect(idsOf(await get('/admin/withdrawals?status=SENT'))).toEqual([first]);
  expect(idsOf(await get(`/admin/withdrawals?status=WAITING&userId=${bob.userId}`))).toEqual([second]);
  expect(idsOf(await get('/admin/withdrawals?status=RETURNED'))).toEqual([]);
  const page = pageOf(await get('/admin/withdrawals?limit=2'));
  expect(page.data.map(({ withdrawalId }) => withdrawalId)).toEqual([third, second]);
  // What comes meanwhile moves nothing of the pages behind.
  await withdrawalOf(api, bob);
  const next = pageOf(await get(`/admin/withdrawals?limit=2&cursor=${page.meta.nextCursor}`));
  expect(next.data.map(({ withdrawalId }) => withdrawalId)).toEqual([first]);
  expect(next.meta.nextCursor).toBeNull();
  expect(next.data[0]).toMatchObject({ username: ada.username, tries: 1, destination: { to: 'ada@bank' } });
  expectProblem(await get('/admin/withdrawals?status=GONE'), 400, 'invalid_request');
  expectProblem(await get('/admin/withdrawals?cursor=x'), 400, 'invalid_request');
});

test('where money goes is shown as to its owner, and its number never whole', async () => {
  const user = await api.user();
  const id = await withdrawalOf(api, user);
  await api.db.pool.query('UPDATE withdrawals SET destination = $2 WHERE id = $1', [
    id,
    { type: 'in_account', accountNumber: '123456789012', ifsc: 'SBIN0001234', name: 'Ada Lovelace' },
  ]);
  const { destination } = await detailOf(id);
  expect(destination.to).toBe('…9012, SBIN0001234');
  expect((await get(`/admin/withdrawals/${id}`)).text).not.toContain('123456789012');
});

test('one tells what it waits for, what waits behind it, and what the ledger has of it', async () => {
  const user = await api.user();
  const [first, second, third] = [
    await withdrawalOf(api, user),
    await withdrawalOf(api, user),
    await withdrawalOf(api, user),
  ];
  await send(first);
  const ahead = await detailOf(first);
  expect(ahead).toMatchObject({ status: 'SENT', providerRef: 'p-1', waitsFor: null, behindCount: 2 });
  expect(ahead.behind.map(({ withdrawalId }) => withdrawalId)).toEqual([second, third]);
  expect(ahead.transfers).toMatchObject([{ kind: 'withdrawal.requested', phase: 'pending' }]);
  expect(await detailOf(second)).toMatchObject({ waitsFor: { withdrawalId: first }, behindCount: 1, nextLookAt: null });
  const answer = await api.call('POST', `/wallet/withdrawals/${third}/cancel`, { token: user.token });
  expect(answer.status).toBe(200);
  // What has ended neither waits nor keeps anybody waiting.
  expect(await detailOf(third)).toMatchObject({ waitsFor: null, behindCount: 0 });
  expect((await detailOf(third)).transfers.map(({ phase }) => phase)).toEqual(['pending', 'voided']);
  expect((await detailOf(second)).behindCount).toBe(0);
  expectProblem(await get(`/admin/withdrawals/${newId()}`), 404, 'withdrawal_not_found');
});

test('the bank is asked at once about what it has, once, and nothing else is touched', async () => {
  const user = await api.user();
  const [first, second] = [await withdrawalOf(api, user), await withdrawalOf(api, user)];
  await send(first);
  const before = await jobsFor(user);
  const answer = await ask(first);
  expectContract(answer, contract.lookAgainAtPayout);
  const asked = contract.lookAgainAtPayout.response.parse(answer.body);
  expect(asked.status).toBe('SENT');
  expect(Date.parse(asked.nextLookAt ?? '')).toBeLessThanOrEqual(Date.now() + 1_000);
  expect(await jobsFor(user)).toBe(before + 1);
  await ask(first);
  expectContract(await ask(second), contract.lookAgainAtPayout);
  expect(await jobsFor(user)).toBe(before + 1);
  expect(await detailOf(second)).toMatchObject({ status: 'WAITING', tries: 0, nextLookAt: null });
  expectProblem(await ask(newId()), 404, 'withdrawal_not_found');
});

test('of what was paid a worker asks whether it came back, and nothing of it is touched meanwhile', async () => {
  const id = await withdrawalOf(api, await api.user());
  const looks = async () => {
    const { rows } = await api.db.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox WHERE name = 'withdrawal.look' AND payload->>'withdrawalId' = $1`,
      [id],
    );
    return rows[0]?.n;
  };
  await ask(id);
  expect(await looks()).toBe(0);
  await api.db.pool.query(`UPDATE withdrawals SET status = 'PAID', attempt = 1, provider_ref = 'p-1' WHERE id = $1`, [
    id,
  ]);
  const answer = await ask(id);
  expectContract(answer, contract.lookAgainAtPayout);
  expect(contract.lookAgainAtPayout.response.parse(answer.body)).toMatchObject({ status: 'PAID', nextLookAt: null });
  expect(await looks()).toBe(1);
});
