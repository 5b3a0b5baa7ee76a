import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/identity';
import * as profile from '@docket/contracts/http/profile';
import * as rating from '@docket/contracts/http/rating';
import { createGuestToken, createRealtimeToken } from '@docket/contracts/http/realtime';
import { SESSION_CACHE_MS } from '@docket/domain/identity/session/session-cache';
import { reactions } from '@docket/domain/reactions';
import { disableUser } from '@docket/domain/identity/user/disable-user';
import { ensureAdmin } from '@docket/domain/identity/user/ensure-admin';
import { newId } from '@docket/runtime/id';
import { setRole } from '@docket/domain/identity/user/set-role';
import { expectContract, expectProblem, record, startTestApi, uniqueName, type TestApi } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.stop());

function account() {
  const username = uniqueName();
  return { username, password: 'correct horse', email: `${username}@example.org` };
}

const signUp = (json: unknown) => api.call('POST', '/user', { json });
const logIn = (json: unknown) => api.call('POST', '/user/login', { json });

describe('accounts', () => {
  test('sign up, log in by name or address whatever the case, see the profile, log out', async () => {
    const { username, password, email } = account();
    const created = await signUp({ username, password, email, phone: '+49 30 1234567' });
    expectContract(created, contract.createUser);

    await api.db.pool.query('UPDATE users SET email_confirmed_at = now() WHERE username = $1', [username]);
    const byName = await logIn({ username: username.toUpperCase(), password });
    const byAddress = await logIn({ username: email.toUpperCase(), password });
    expectContract(byName, contract.login);
    expectContract(byAddress, contract.login);
    expect(record(byAddress.body)['userId']).toBe(record(created.body)['userId']);

    const token = String(record(byName.body)['token']);
    const own = await api.call('GET', '/profile', { token });
    expectContract(own, contract.getOwnProfile);
    expect(record(own.body)).toMatchObject({ username, email, phone: '+49 30 1234567', role: 'user', submissions: 0 });

    const seen = await api.call('GET', `/profile/${username.toUpperCase()}`);
    expectContract(seen, contract.getProfile);
    expect(record(seen.body)['activity']).toEqual([]);
    expect(record(seen.body)).not.toHaveProperty('email');
    expect(record(seen.body)).not.toHaveProperty('phone');

    expectContract(await api.call('POST', '/user/logout', { token }), contract.logout);
    expectProblem(await api.call('GET', '/profile', { token }), 401, 'unauthenticated');
    expect((await api.call('GET', '/profile', { token: String(record(byAddress.body)['token']) })).status).toBe(200);
  });

  test('what one keeps to oneself is in no answer to others, and a part that there is not is refused', async () => {
    const [one, other] = [await api.user(), await api.user()];
    const patch = (json: unknown) => api.call('PATCH', '/profile', { json, token: one.token });
    for (const wrong of [{ hidden: ['everything'] }, { hidden: [], more: 1 }, {}])
      expectProblem(await patch(wrong), 400, 'invalid_request');
    expectProblem(await api.call('PATCH', '/profile', { json: { hidden: [] } }), 401, 'unauthenticated');
    const said = await patch({ hidden: ['activity', 'solved', 'activity'] });
    expectContract(said, profile.changeProfile);
    expect(said.body).toEqual({ hidden: ['activity', 'solved'] });
    const of = (path: string, token?: string) => api.call('GET', `/profile/${one.username}${path}`, { token });
    const seen = await of('', other.token);
    expectContract(seen, contract.getProfile);
    expect(Object.keys(record(seen.body)).toSorted()).toEqual(['hidden', 'joinedAt', 'role', 'userId', 'username']);
    expect(record((await of('', one.token)).body)).toMatchObject({ solved: { easy: 0 }, activity: [] });
    const past = await of('/record');
    expectContract(past, profile.getProfileRecord);
    expect(past.body).toEqual({ tags: null, languages: null, recent: null, rating: null, badges: [] });
    expectContract(await of('/contests'), profile.listProfileContests);
    expectContract(await of('/ratings'), rating.getRatingHistory);
    expectContract(await api.call('GET', '/ratings'), rating.listRatings);
    expectContract(await api.call('GET', '/ratings/distribution', { token: one.token }), rating.getRatingDistribution);
    for (const path of ['record', 'contests', 'ratings'])
      expectProblem(await api.call('GET', `/profile/nobody-of-this-name/${path}`), 404, 'user_not_found');
    expectProblem(await of('/contests?cursor=x'), 400, 'invalid_request');
  });

  test('neither password nor token is stored', async () => {
    const { username, password, email } = account();
    await signUp({ username, password, email });
    const token = String(record((await logIn({ username, password })).body)['token']);
    expect(token).toMatch(/^dk_[A-Za-z0-9_-]{43}$/);
    const { rows } = await api.db.pool.query<{ password_hash: string; token_hash: Buffer }>(
      'SELECT u.password_hash, s.token_hash FROM users u JOIN sessions s ON s.user_id = u.id WHERE u.username = $1',
      [username],
    );
    expect(rows[0]?.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(rows[0]?.token_hash).toEqual(createHash('sha256').update(token).digest());
  });

  test('names are unique whatever their case, also when many ask at once', async () => {
    const first = account();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, i) =>
        signUp({ ...account(), username: i % 2 === 0 ? first.username : first.username.toUpperCase() }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1);
    for (const answer of answers.filter((each) => each.status !== 201)) expectProblem(answer, 409, 'username_taken');
  });

  test.each([
    ['username', { username: 'a b' }],
    ['username', { username: '-dash' }],
    ['password', { password: 'short' }],
    ['password', { password: 'Password123' }],
    ['email', { email: 'nobody' }],
    ['email', { email: undefined }],
    ['phone', { phone: 'call me' }],
    ['username', { username: 'nul\0nul' }],
  ])('a wrong %s is named and leaves nothing: %j', async (field, change) => {
    const before = await api.countRows();
    const problem = expectProblem(await signUp({ ...account(), ...change }), 400, 'invalid_request');
    expect(problem.errors?.map((error) => error.path)).toContain(`body.${field}`);
    expect(await api.countRows()).toEqual(before);
  });

  test('an unknown user and a wrong password are told apart neither by words nor by what they cost', async () => {
    const user = await api.user();
    /** Time of a core, of all threads: what others do on this machine is not in it, as it is in the time on the clock. */
    const measure = async (json: unknown, status: number) => {
      const before = process.cpuUsage();
      const answer = await api.call('POST', '/user/login', { json });
      const { user: used, system } = process.cpuUsage(before);
      expect(answer.status).toBe(status);
      return { us: used + system, detail: record(answer.body)['detail'] };
    };
    const tryOnce = (username: string) => measure({ username, password: 'wrong password' }, 401);
    await tryOnce(uniqueName());
    const known: number[] = [];
    const unknown: number[] = [];
    const refused: number[] = [];
    for (let i = 0; i < 5; i++) {
      const [one, other] = [await tryOnce(user.username), await tryOnce(uniqueName())];
      expect(one.detail).toBe(other.detail);
      known.push(one.us);
      unknown.push(other.us);
      refused.push((await measure({ username: user.username }, 400)).us);
    }
    const least = Math.min(...known);
    expect(Math.min(...unknown)).toBeGreaterThan(least / 2);
    // Control: where no password is hashed, as for an unknown name without the decoy, it costs far less.
    expect(Math.min(...refused)).toBeLessThan(least / 2);
  });
});

describe('sessions', () => {
  test('logout everywhere ends all of them', async () => {
    const user = await api.user();
    const other = String(record((await logIn({ username: user.username, password: user.password })).body)['token']);
    expectContract(
      await api.call('POST', '/user/logout', { token: user.token, json: { everywhere: true } }),
      contract.logout,
    );
    for (const token of [user.token, other])
      expectProblem(await api.call('GET', '/profile', { token }), 401, 'unauthenticated');
  });

  test('one that another process revoked stops within the time of the cache, and so does what a role allows that it took', async () => {
    const [user, admin] = [await api.user(), await api.user('admin')];
    const lists = () => api.call('GET', '/admin/users', { token: admin.token });
    expect((await api.call('GET', '/profile', { token: user.token })).status).toBe(200);
    expect((await lists()).status).toBe(200);
    await api.db.pool.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [user.userId]);
    await api.db.pool.query(`UPDATE users SET role = 'user' WHERE id = $1`, [admin.userId]);
    await sleep(SESSION_CACHE_MS + 100);
    expectProblem(await api.call('GET', '/profile', { token: user.token }), 401, 'unauthenticated');
    expectProblem(await lists(), 403, 'forbidden');
  });

  test('one that expired is refused', async () => {
    const user = await api.user();
    await api.db.pool.query('UPDATE sessions SET expires_at = now() WHERE user_id = $1', [user.userId]);
    expectProblem(await api.call('GET', '/profile', { token: user.token }), 401, 'unauthenticated');
  });

  test.each([undefined, 'x', `dk_${'A'.repeat(43)}`, `dk_${'A'.repeat(5_000)}`, "' OR 1=1"])(
    'token %j is refused',
    async (token) => {
      const answer = await api.call('GET', '/profile', { token });
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    },
  );

  test('a stale token does not keep anybody from public pages or from logging in', async () => {
    const stale = `dk_${'A'.repeat(43)}`;
    const user = await api.user();
    expect((await api.call('GET', '/problems', { token: stale })).status).toBe(200);
    const again = await api.call('POST', '/user/login', {
      token: stale,
      json: { username: user.username, password: user.password },
    });
    expectContract(again, contract.login);
  });

  test('a closed account has no session, no login and no profile', async () => {
    const user = await api.user();
    await disableUser(api.ctx, { userId: user.userId }, reactions);
    await sleep(SESSION_CACHE_MS + 100);
    expectProblem(await api.call('GET', '/profile', { token: user.token }), 401, 'unauthenticated');
    expectProblem(await logIn({ username: user.username, password: user.password }), 401, 'invalid_credentials');
    expectProblem(await api.call('GET', `/profile/${user.username}`), 404, 'user_not_found');
  });
});

describe('an admin', () => {
  test('cuts a user off, who may log in again, or closes the account', async () => {
    const [admin, user] = [await api.user('admin'), await api.user()];
    const end = (userId: string, token = admin.token) =>
      api.call('POST', `/admin/users/${userId}/sessions/end`, { token });
    const ended = await end(user.userId);
    expectContract(ended, contract.endUserSessions);
    expect(ended.body).toEqual({ ended: 1 });
    expect((await end(user.userId)).body).toEqual({ ended: 0 });
    expectProblem(await end(newId()), 404, 'user_not_found');
    const again = await logIn({ username: user.username, password: user.password });
    expectContract(again, contract.login);
    const closed = await api.call('POST', `/admin/users/${user.userId}/disable`, { token: admin.token });
    expectContract(closed, contract.disableUser);
    expectProblem(await logIn({ username: user.username, password: user.password }), 401, 'invalid_credentials');
  });
});

describe('roles', () => {
  test('come with the login and can be given', async () => {
    const user = await api.user();
    await setRole(api.ctx, { username: user.username, role: 'setter' });
    expect(record((await logIn({ username: user.username, password: user.password })).body)['role']).toBe('setter');
  });

  test('nobody gives themselves one by asking', async () => {
    const wanted = account();
    const { body } = await signUp({ ...wanted, role: 'admin' });
    const { rows } = await api.db.pool.query('SELECT role FROM users WHERE id = $1', [record(body)['userId']]);
    expect(rows).toEqual([{ role: 'user' }]);
    const asUser = {
      kind: 'user',
      userId: String(record(body)['userId']),
      username: wanted.username,
      role: 'user',
      sessionId: '',
    } as const;
    await expect(
      setRole({ ...api.ctx, actor: asUser }, { username: wanted.username, role: 'admin' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      disableUser({ ...api.ctx, actor: asUser }, { userId: asUser.userId }, reactions),
    ).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('the first admin is made once, and nobody is promoted by a name', async () => {
    expect(await ensureAdmin(api.ctx, { username: 'admin' })).toEqual({ outcome: 'present' });
    const user = await api.user();
    await api.db.pool.query(`UPDATE users SET role = 'user' WHERE role = 'admin'`);
    expect(await ensureAdmin(api.ctx, { username: user.username })).toEqual({
      outcome: 'name_taken',
      username: user.username,
    });
    const name = uniqueName('root');
    const made = await Promise.all([1, 2, 3].map(() => ensureAdmin(api.ctx, { username: name })));
    const created = made.filter((result) => result.outcome === 'created');
    expect(created).toHaveLength(1);
    expect((await logIn({ username: name, password: created[0]?.password })).status).toBe(200);
  });
});

test('a realtime token names the caller and leads to the gateway of the host that was asked', async () => {
  const user = await api.user();
  const answer = await api.call('POST', '/realtime/token', { token: user.token });
  expectContract(answer, createRealtimeToken);
  const { token, url } = record(answer.body);
  expect(url).toBe('ws://127.0.0.1:3001/connection/websocket');
  const claims: unknown = JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString());
  const { sub, iat, exp } = record(claims);
  expect(sub).toBe(user.userId);
  expect(Number(exp) - Number(iat)).toBe(600);
  expectProblem(await api.call('POST', '/realtime/token'), 401, 'unauthenticated');
});

test('a guest’s token needs no login, names nobody and is another each time', async () => {
  const answers = await Promise.all([1, 2].map(() => api.call('POST', '/realtime/guest-token')));
  const subjects = answers.map((answer) => {
    expectContract(answer, createGuestToken);
    const { token, url } = record(answer.body);
    expect(url).toBe('ws://127.0.0.1:3001/connection/websocket');
    const claims = record(JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString()));
    expect(Object.keys(claims).toSorted()).toEqual(['exp', 'iat', 'sub']);
    return String(claims['sub']);
  });
  expect(subjects[0]).toMatch(/^guest-[0-9a-f-]{36}$/);
  expect(subjects[1]).not.toBe(subjects[0]);
});
