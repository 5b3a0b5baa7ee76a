import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { disableUser } from '@docket/contracts/http/identity';
import { createRealtimeToken } from '@docket/contracts/http/realtime';
import * as contract from '@docket/contracts/http/users';
import { SESSION_CACHE_MS } from '@docket/domain/identity/session/session-cache';
import { newId } from '@docket/runtime/id';
import { expectContract, expectProblem, startTestApi, type TestApi, type TestUser } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

const list = async (admin: TestUser, query: string) => {
  const answer = await api.call('GET', `/admin/users?${query}`, { token: admin.token });
  expectContract(answer, contract.listUsers);
  return contract.listUsers.response.parse(answer.body);
};
const one = async (admin: TestUser, { userId }: TestUser) => {
  const answer = await api.call('GET', `/admin/users/${userId}`, { token: admin.token });
  expectContract(answer, contract.getUser);
  return contract.getUser.response.parse(answer.body);
};
const give = (admin: TestUser, { userId }: Pick<TestUser, 'userId'>, role: string) =>
  api.call('PUT', `/admin/users/${userId}/role`, { token: admin.token, json: { role } });
const act = (admin: TestUser, { userId }: Pick<TestUser, 'userId'>, what: string) =>
  api.call('POST', `/admin/users/${userId}/${what}`, { token: admin.token });
const changesOf = async (admin: TestUser, user: TestUser) =>
  (await one(admin, user)).changes.map(({ kind, actor, before, after }) => [kind, actor, before, after]);

describe('users', () => {
  test('are found by a part of name or address, by role and by state, page by page', async () => {
    const admin = await api.user('admin');
    const [user, setter, closed] = [await api.user(), await api.user('setter'), await api.user()];
    await act(admin, closed, 'disable');
    const found = async (query: string) => (await list(admin, query)).data.map(({ userId }) => userId);
    expect(await found(`search=${user.username.toUpperCase()}`)).toEqual([user.userId]);
    expect(await found(`search=${encodeURIComponent(`${user.username.slice(2)}@EXAMPLE.org`)}`)).toEqual([user.userId]);
    // What people type is no pattern.
    for (const pattern of ['%', '_', '\\'])
      expect(await found(`search=${encodeURIComponent(`${pattern}${user.username.slice(1)}`)}`)).toEqual([]);
    expect(await found('role=setter')).toEqual([setter.userId]);
    expect(await found('state=disabled')).toEqual([closed.userId]);
    const first = await list(admin, 'limit=2');
    const rest = await list(admin, `limit=100&cursor=${first.meta.nextCursor ?? ''}`);
    const all = [...first.data, ...rest.data].map(({ userId }) => userId);
    expect(first.data).toHaveLength(2);
    expect(all.slice(0, 4)).toEqual([closed, setter, user, admin].map(({ userId }) => userId));
    expect(new Set(all).size).toBe(all.length);
    expect(rest.meta.nextCursor).toBeNull();
  });

  test('who deleted their account are not among them', async () => {
    const [admin, gone] = [await api.user('admin'), await api.user()];
    await api.call('POST', '/user/delete', { token: gone.token, json: { password: gone.password } });
    expect((await list(admin, `search=deleted-`)).data).toEqual([]);
    expectProblem(await api.call('GET', `/admin/users/${gone.userId}`, { token: admin.token }), 404, 'user_not_found');
    for (const what of ['enable']) expectProblem(await act(admin, gone, what), 404, 'user_not_found');
  });

  test('are shown with their logins and nothing of their passwords', async () => {
    const [admin, user] = [await api.user('admin'), await api.user()];
    expect(await one(admin, user)).toMatchObject({ sessions: 1, seenAt: expect.any(String), changes: [] });
    const { text } = await api.call('GET', `/admin/users/${user.userId}`, { token: admin.token });
    expect(text).not.toContain('argon2');
  });
});

describe('a role', () => {
  test('is given and taken, counts in sessions and socket tokens within a second, and it is noted who did it', async () => {
    const [admin, user] = [await api.user('admin'), await api.user()];
    const role = async () => {
      const answer = await api.call('POST', '/realtime/token', { token: user.token });
      return createRealtimeToken.response.parse(answer.body).role;
    };
    expect(await role()).toBe('user');
    expectContract(await give(admin, user, 'manager'), contract.setUserRole);
    expect(SESSION_CACHE_MS).toBeLessThanOrEqual(1_000);
    await sleep(SESSION_CACHE_MS);
    expect(await role()).toBe('manager');
    const { rows } = await api.db.pool.query(
      `SELECT payload->'data'->>'role' AS role FROM outbox WHERE name = 'access.changed' AND payload->'data'->>'userId' = $1`,
      [user.userId],
    );
    expect(rows).toEqual([{ role: 'manager' }]);
    // The same again is none.
    expect((await give(admin, user, 'manager')).status).toBe(204);
    await give(admin, user, 'user');
    expect(await changesOf(admin, user)).toEqual([
      ['role', admin.username, 'manager', 'user'],
      ['role', admin.username, 'user', 'manager'],
    ]);
    expectProblem(await give(admin, user, 'emperor'), 400, 'invalid_request');
    expectProblem(await give(admin, { userId: newId() }, 'user'), 404, 'user_not_found');
    expectProblem(await give(user, user, 'admin'), 403, 'forbidden');
  });

  test('of the last admin stays, also when two of the last take it from each other', async () => {
    await api.db.pool.query(`UPDATE users SET role = 'user' WHERE role = 'admin'`);
    const [first, second] = [await api.user('admin'), await api.user('admin')];
    const answers = await Promise.all([give(first, second, 'user'), give(second, first, 'user')]);
    // The second to come is no admin any more, or would leave none.
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    const { rows } = await api.db.pool.query<{ id: string }>(`SELECT id FROM users WHERE role = 'admin'`);
    expect(rows).toHaveLength(1);
    const last = [first, second].find(({ userId }) => userId === rows[0]?.id) ?? first;
    expectProblem(await give(last, last, 'user'), 409, 'last_admin');
    expectProblem(await act(last, last, 'disable'), 409, 'last_admin');
    // With another there is no need to stay.
    await give(last, await api.user(), 'admin');
    expect((await give(last, last, 'setter')).status).toBe(204);
  });
});

test('an account is closed and opened again, and all of it is noted', async () => {
  const [admin, user] = [await api.user('admin'), await api.user()];
  const logIn = async () =>
    (await api.call('POST', '/user/login', { json: { username: user.username, password: user.password } })).status;
  expect((await act(admin, user, 'sessions/end')).body).toEqual({ ended: 1 });
  expectContract(await act(admin, user, 'disable'), disableUser);
  expect((await act(admin, user, 'disable')).status).toBe(204);
  expect(await logIn()).toBe(401);
  expect(await one(admin, user)).toMatchObject({ state: 'disabled', disabledAt: expect.any(String), sessions: 0 });
  // What is closed is given no role.
  expectProblem(await give(admin, user, 'setter'), 404, 'user_not_found');
  expectContract(await act(admin, user, 'enable'), contract.enableUser);
  expect((await act(admin, user, 'enable')).status).toBe(204);
  expect(await logIn()).toBe(200);
  expect((await changesOf(admin, user)).map(([kind]) => kind)).toEqual(['enabled', 'disabled', 'sessions']);
});
