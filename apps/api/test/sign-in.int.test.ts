import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/sign-in';
import { hashToken } from '@docket/domain/identity/session/token';
import { newId } from '@docket/runtime/id';
import { Authenticator, type Twist } from '@docket/testing/authenticator';
import { logInThere, startLoginProvider, type Person, type TestLoginProvider } from '@docket/testing/login-provider';
import {
  expectContract,
  expectProblem,
  startTestApi,
  uniqueName,
  type Answer,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { HOME, passkeyOf } from './things.ts';
import { listZip } from './zip.ts';

let idp: TestLoginProvider;
let api: TestApi;
beforeAll(async () => {
  idp = await startLoginProvider(HOME.origin);
  api = await startTestApi(idp.env);
});
afterAll(async () => {
  await api.stop();
  await idp.stop();
});

const post = (path: string, json?: unknown, token?: string, userAgent?: string) =>
  api.call('POST', path, {
    token,
    ...(json === undefined ? {} : { json }),
    ...(userAgent === undefined ? {} : { headers: { 'user-agent': userAgent } }),
  });
const rowsOf = async (sql: string, ...values: unknown[]) => (await api.db.pool.query(sql, values)).rows;
const waysOf = async ({ token }: { readonly token: string }) =>
  contract.getWaysIn.response.parse((await api.call('GET', '/user/ways-in', { token })).body);
/** As after eleven minutes. */
const age = ({ userId }: { readonly userId: string }) =>
  api.db.pool.query(`UPDATE sessions SET confirmed_at = confirmed_at - interval '11 minutes' WHERE user_id = $1`, [
    userId,
  ]);
/** As of somebody who came by a provider. */
const takePassword = ({ userId }: { readonly userId: string }) =>
  api.db.pool.query(`UPDATE users SET password_hash = '!' WHERE id = $1`, [userId]);

async function challenge(path: string, token?: string) {
  const answer = await post(path, undefined, token);
  const { challengeId, options } = contract.askToLogin.response.parse(answer.body);
  return { challengeId, options: { challenge: options.challenge } };
}

/** A log-in with a passkey, or with what an attacker makes of one. */
async function logInWith(authenticator: Authenticator, twist: Twist = {}, userAgent?: string): Promise<Answer> {
  const { challengeId, options } = await challenge('/user/login/passkey/challenge');
  const json = { challengeId, response: authenticator.answer(options, twist) };
  return post('/user/login/passkey', json, undefined, userAgent);
}

describe('a passkey', () => {
  test('is added under a name, logs in without a password, is called otherwise and removed; mails say so', async () => {
    const user = await api.user();
    const { passkeyId, authenticator } = await passkeyOf(api, user);
    const answer = await logInWith(authenticator);
    expectContract(answer, contract.loginWithPasskey);
    const session = contract.loginWithPasskey.response.parse(answer.body);
    expect(session.userId).toBe(user.userId);
    expect(await rowsOf('SELECT way FROM sessions WHERE user_id = $1 ORDER BY id', user.userId)).toEqual([
      { way: 'password' },
      { way: 'passkey' },
    ]);
    const renamed = await api.call('PATCH', `/user/passkeys/${passkeyId}`, {
      token: session.token,
      json: { name: 'Laptop' },
    });
    expectContract(renamed, contract.renamePasskey);
    expect((await waysOf(user)).passkeys).toEqual([
      expect.objectContaining({ name: 'Laptop', backedUp: false, usedAt: expect.any(String) }),
    ]);
    expectContract(
      await api.call('DELETE', `/user/passkeys/${passkeyId}`, { token: session.token }),
      contract.removePasskey,
    );
    expectProblem(await logInWith(authenticator), 401, 'passkey_unknown');
    expect(await rowsOf('SELECT kind FROM account_mails WHERE user_id = $1 ORDER BY id', user.userId)).toEqual([
      { kind: 'passkey_added' },
      { kind: 'passkey_removed' },
    ]);
  });

  test.each<[string, Twist]>([
    ['another origin', { origin: 'http://localhost.example.org:3000' }],
    ['another host', { rpId: 'example.org' }],
    ['a device that did not ask who it is', { unverified: true }],
    ['a copy, whose count stands still', { counter: 1 }],
    ['one that says to be of another account', { userHandle: Buffer.alloc(16).toString('base64url') }],
  ])('is not taken from %s', async (_, twist) => {
    const { authenticator } = await passkeyOf(api, await api.user());
    expect((await logInWith(authenticator)).status).toBe(200);
    expectProblem(await logInWith(authenticator, twist), 401, 'passkey_refused');
    expect((await logInWith(authenticator)).status).toBe(200);
  });

  test('answers a challenge once, in time, and no challenge of another kind', async () => {
    const user = await api.user();
    const { authenticator } = await passkeyOf(api, user);
    const first = await challenge('/user/login/passkey/challenge');
    const json = { challengeId: first.challengeId, response: authenticator.answer(first.options) };
    const both = await Promise.all([post('/user/login/passkey', json), post('/user/login/passkey', json)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);
    expectProblem(await post('/user/login/passkey', json), 410, 'challenge_gone');

    // One that was answered wrongly is gone as well.
    const second = await challenge('/user/login/passkey/challenge');
    const wrong = authenticator.answer(second.options, { unverified: true });
    expect((await post('/user/login/passkey', { ...second, response: wrong, options: undefined })).status).toBe(401);
    const right = { challengeId: second.challengeId, response: authenticator.answer(second.options) };
    expectProblem(await post('/user/login/passkey', right), 410, 'challenge_gone');

    const late = await challenge('/user/login/passkey/challenge');
    await api.db.pool.query(`UPDATE passkey_challenges SET expires_at = now() WHERE id = $1`, [late.challengeId]);
    const tooLate = { challengeId: late.challengeId, response: authenticator.answer(late.options) };
    expectProblem(await post('/user/login/passkey', tooLate), 410, 'challenge_gone');

    const confirming = await challenge('/user/confirm/passkey/challenge', user.token);
    const strayed = { challengeId: confirming.challengeId, response: authenticator.answer(confirming.options) };
    expectProblem(await post('/user/login/passkey', strayed), 410, 'challenge_gone');
  });

  test('is added here, by whoever asked for the challenge, and to one account', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const register = async (authenticator: Authenticator, twist: Twist = {}, by: TestUser = user) => {
      const { challengeId, options } = await challenge('/user/passkeys/challenge', user.token);
      const response = authenticator.register({ ...options, user: { id: '' } }, twist);
      return post('/user/passkeys', { challengeId, name: uniqueName(), response }, by.token);
    };
    const authenticator = new Authenticator(HOME);
    const before = await api.countRows();
    expectProblem(await register(authenticator, { origin: 'https://localhost.evil' }), 401, 'passkey_refused');
    expectProblem(await register(authenticator, { unverified: true }), 401, 'passkey_refused');
    expectProblem(await register(authenticator, {}, other), 410, 'challenge_gone');
    expect(await api.countRows()).toEqual(before);
    expectContract(await register(authenticator), contract.addPasskey);
    const { challengeId, options } = await challenge('/user/passkeys/challenge', other.token);
    const again = authenticator.register({ ...options, user: { id: '' } });
    const answer = await post('/user/passkeys', { challengeId, name: 'mine', response: again }, other.token);
    expectProblem(answer, 409, 'passkey_taken');
  });

  test('of somebody else confirms nothing, and one of a closed account opens nothing', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const { authenticator } = await passkeyOf(api, other);
    const { challengeId, options } = await challenge('/user/confirm/passkey/challenge', user.token);
    const json = { challengeId, response: authenticator.answer(options) };
    expectProblem(await post('/user/confirm/passkey', json, user.token), 401, 'passkey_refused');
    await api.db.pool.query('UPDATE users SET disabled_at = now() WHERE id = $1', [other.userId]);
    expectProblem(await logInWith(authenticator), 403, 'account_closed');
    expect(await rowsOf(`SELECT FROM sessions WHERE user_id = $1 AND way = 'passkey'`, other.userId)).toEqual([]);
  });

  test('from a browser that was not there lately is told to its owner, and from a newer version of it is not', async () => {
    const user = await api.user();
    const { authenticator } = await passkeyOf(api, user);
    const firefox = (version: number) => `Mozilla/5.0 (X11; Linux x86_64; rv:${version}.0) Firefox/${version}.0`;
    for (const version of [140, 141]) expect((await logInWith(authenticator, {}, firefox(version))).status).toBe(200);
    const told = await rowsOf('SELECT kind, data FROM notifications WHERE user_id = $1', user.userId);
    expect(told).toEqual([
      { kind: 'signed_in', data: expect.objectContaining({ way: 'passkey', userAgent: firefox(140) }) },
    ]);
  });
});

describe('sensitive changes', () => {
  test('ask who it is, but not within ten minutes of a log-in or a confirmation', async () => {
    const user = await api.user();
    const { passkeyId, authenticator } = await passkeyOf(api, user);
    await age(user);
    const changes = () => [
      post('/user/passkeys/challenge', undefined, user.token),
      api.call('DELETE', `/user/passkeys/${passkeyId}`, { token: user.token }),
      api.call('PATCH', '/user', { token: user.token, json: { email: 'other@example.org' } }),
      api.call('PUT', '/user/password', { token: user.token, json: { newPassword: 'another password' } }),
      post('/user/providers/testing', { purpose: 'link' }, user.token),
      post('/api-tokens', { name: 'x', scopes: ['runs:read'] }, user.token),
      post('/user/delete', {}, user.token),
    ];
    const before = await api.countRows();
    for (const answer of await Promise.all(changes())) expectProblem(answer, 403, 'confirmation_needed');
    expect(await api.countRows()).toEqual(before);

    expectProblem(await post('/user/confirm', { password: 'guess' }, user.token), 403, 'wrong_password');
    expectContract(await post('/user/confirm', { password: user.password }, user.token), contract.confirmWithPassword);
    expect((await post('/user/passkeys/challenge', undefined, user.token)).status).toBe(200);

    await age(user);
    const { challengeId, options } = await challenge('/user/confirm/passkey/challenge', user.token);
    const json = { challengeId, response: authenticator.answer(options) };
    expectContract(await post('/user/confirm/passkey', json, user.token), contract.confirmWithPasskey);
    expectContract(
      await api.call('DELETE', `/user/passkeys/${passkeyId}`, { token: user.token }),
      contract.removePasskey,
    );
  });

  test('leave a way in: of two that take away the last two at once, one is refused', async () => {
    const user = await api.user();
    const [one, two] = [await passkeyOf(api, user), await passkeyOf(api, user)];
    await takePassword(user);
    const both = await Promise.all(
      [one, two].map(({ passkeyId }) => api.call('DELETE', `/user/passkeys/${passkeyId}`, { token: user.token })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
    const ways = await waysOf(user);
    expect([ways.password, ways.passkeys.length]).toEqual([false, 1]);
    // No password is right where there is none.
    for (const password of ['!', user.password])
      expect((await post('/user/login', { username: user.username, password })).status).toBe(401);
    // A password is another.
    const set = { token: user.token, json: { newPassword: 'a password of mine' } };
    expect((await api.call('PUT', '/user/password', set)).status).toBe(204);
    const left = ways.passkeys[0]?.passkeyId ?? '';
    expect((await api.call('DELETE', `/user/passkeys/${left}`, { token: user.token })).status).toBe(204);
  });
});

/** Goes to the provider. @param change what an attacker does to the address on the way */
async function begin(path: string, json: unknown, token?: string) {
  const answer = await post(path, json, token);
  return contract.beginProviderLogin.response.parse(answer.body);
}
const goThere = (url: string, person: Person | 'cancels', change: (url: URL) => void = () => undefined) => {
  const address = new URL(url);
  change(address);
  return logInThere(address.href, person);
};
const end = (attempt: string, query: string, token?: string, provider = 'testing') =>
  post('/user/login/return', { attempt, provider, query }, token);

async function logInAs(person: Person): Promise<Answer> {
  const { url, attempt } = await begin('/user/login/providers/testing', {});
  return end(attempt, await goThere(url, person));
}
const sessionIn = (answer: Answer) => {
  expectContract(answer, contract.endProvider);
  const { session, created } = contract.endProvider.response.parse(answer.body);
  if (session === null) throw new Error('nobody is logged in');
  return { ...session, created };
};
const somebody = (more: Partial<Person> = {}): Person => {
  const sub = uniqueName('sub');
  return { sub, email: `${sub}@elsewhere.example`, verified: true, ...more };
};

describe('a provider', () => {
  test('logs in to an account that is made once, however many come at a time', async () => {
    const person = somebody({ name: 'Ada Lovelace' });
    const first = await Promise.all([logInAs(person), logInAs(person)]);
    const sessions = first.map(sessionIn);
    expect(new Set(sessions.map(({ userId }) => userId)).size).toBe(1);
    expect(sessions.filter(({ created }) => created)).toHaveLength(1);
    const [session] = sessions;
    expect(session?.username).toMatch(/^Ada-Lovelace/);
    expect(sessionIn(await logInAs(person))).toMatchObject({ userId: session?.userId, created: false });
    const [user] = await rowsOf(
      'SELECT email, email_confirmed_at, password_hash FROM users WHERE id = $1',
      session?.userId,
    );
    expect(user).toEqual({ email: person.email, email_confirmed_at: expect.any(Date), password_hash: '!' });
    const ways = await waysOf({ token: session?.token ?? '' });
    expect(ways).toMatchObject({ password: false, links: [{ provider: 'testing', name: 'Testing' }] });
    // The one way in stays, once it is known who asks.
    await api.db.pool.query('UPDATE sessions SET confirmed_at = now() WHERE user_id = $1', [session?.userId]);
    const link = `/user/links/${ways.links[0]?.linkId ?? ''}`;
    expectProblem(await api.call('DELETE', link, { token: session?.token }), 409, 'last_way_in');
  });

  test('leads to the account whose address is confirmed here and verified there, and links it', async () => {
    const user = await api.user();
    const person = somebody({ email: `${user.username}@EXAMPLE.org` });
    expect(sessionIn(await logInAs(person))).toMatchObject({ userId: user.userId, created: false });
    expect((await waysOf(user)).links).toHaveLength(1);
    expect(await rowsOf('SELECT kind FROM account_mails WHERE user_id = $1', user.userId)).toEqual([
      { kind: 'linked' },
    ]);
    // Somebody else there with the same address does not get in over it.
    expectProblem(await logInAs({ ...person, sub: uniqueName('sub') }), 409, 'link_exists');
  });

  test('does not lead to an account by an address that it has not verified', async () => {
    const user = await api.user();
    const session = sessionIn(await logInAs(somebody({ email: `${user.username}@example.org`, verified: false })));
    expect(session.userId).not.toBe(user.userId);
    expect(session.created).toBe(true);
    expect(await rowsOf('SELECT email_confirmed_at FROM users WHERE id = $1', session.userId)).toEqual([
      { email_confirmed_at: null },
    ]);
    expect((await waysOf(user)).links).toEqual([]);
  });

  test('does not lead to an account that somebody made before with that address and has not confirmed', async () => {
    const [person, username, password] = [somebody(), uniqueName('early'), 'correct horse battery'];
    await post('/user', { username, password, email: person.email });
    const session = sessionIn(await logInAs(person));
    expect([session.created, session.username]).not.toEqual([false, username]);
    expect(
      await rowsOf('SELECT username FROM users WHERE email = $1 AND email_confirmed_at IS NOT NULL', person.email),
    ).toEqual([{ username: session.username }]);
  });

  test('without an address makes no account, and one that says no changes nothing', async () => {
    const before = await api.countRows();
    expectProblem(await logInAs({ sub: uniqueName('sub') }), 409, 'provider_no_email');
    const { url, attempt } = await begin('/user/login/providers/testing', {});
    expectProblem(await end(attempt, await goThere(url, 'cancels')), 403, 'provider_denied');
    expect(await api.countRows()).toEqual(before);
    expectProblem(await post('/user/login/providers/nobody', {}), 404, 'provider_not_found');
  });

  test.each<[string, (url: URL) => void]>([
    ['state', (url) => url.searchParams.set('state', 'that of an attacker')],
    ['nonce', (url) => url.searchParams.set('nonce', 'that of an attacker')],
  ])('is not believed with another %s', async (_, change) => {
    const { url, attempt } = await begin('/user/login/providers/testing', {});
    const before = await api.countRows();
    expectProblem(await end(attempt, await goThere(url, somebody(), change)), 401, 'provider_failed');
    expect(await api.countRows()).toEqual(before);
  });

  test('is believed once, in the browser that began, and with the code that was made for it', async () => {
    const person = somebody();
    const [mine, theirs] = [
      await begin('/user/login/providers/testing', {}),
      await begin('/user/login/providers/testing', {}),
    ];
    const query = await goThere(theirs.url, person);
    // The attacker's own code, brought to somebody's browser (RFC 9700, 4.5): it is neither that browser's state nor its verifier.
    const injected = new URLSearchParams(query);
    injected.set('state', new URL(mine.url).searchParams.get('state') ?? '');
    expectProblem(await end(mine.attempt, injected.toString()), 401, 'provider_failed');
    expectProblem(await end(`pa_${'A'.repeat(43)}`, query), 410, 'attempt_gone');
    // Passed on by another provider, which led them back to its own address (RFC 9700, 4.4).
    const passed = await begin('/user/login/providers/testing', {});
    const code = await goThere(passed.url, person);
    expectProblem(await end(passed.attempt, code, undefined, 'another'), 410, 'attempt_gone');
    const again = await begin('/user/login/providers/testing', {});
    const right = await goThere(again.url, person);
    sessionIn(await end(again.attempt, right));
    expectProblem(await end(again.attempt, right), 410, 'attempt_gone');
  });

  test('is linked by who is logged in, to them alone, and unlinked', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const person = somebody({ verified: false });
    const link = async (who: TestUser, by = who) => {
      const { url, attempt } = await begin('/user/providers/testing', { purpose: 'link', next: '/account' }, who.token);
      return end(attempt, await goThere(url, person), by.token);
    };
    expectProblem(await link(user, other), 410, 'attempt_gone');
    const answer = await link(user);
    expectContract(answer, contract.endProvider);
    expect(answer.body).toMatchObject({ purpose: 'link', session: null, next: '/account' });
    expectProblem(await link(other), 409, 'link_taken');
    expect(sessionIn(await logInAs(person)).userId).toBe(user.userId);
    const [linked] = (await waysOf(user)).links;
    await age(user);
    const unlink = () => api.call('DELETE', `/user/links/${linked?.linkId ?? ''}`, { token: user.token });
    expectProblem(await unlink(), 403, 'confirmation_needed');

    const { url, attempt } = await begin('/user/providers/testing', { purpose: 'confirm' }, user.token);
    expectProblem(await end(attempt, await goThere(url, somebody()), user.token), 404, 'link_not_found');
    const right = await begin('/user/providers/testing', { purpose: 'confirm' }, user.token);
    expectContract(await end(right.attempt, await goThere(right.url, person), user.token), contract.endProvider);
    expectContract(await unlink(), contract.unlinkProvider);
    expect(sessionIn(await logInAs(person)).userId).not.toBe(user.userId);
  });

  test('goes on to a page of this site and to no other', async () => {
    for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', '/\t/evil.example', 'problems'])
      expectProblem(await post('/user/login/providers/testing', { next }), 400, 'invalid_request');
    const { url, attempt } = await begin('/user/login/providers/testing', { next: '/problems?tag=dp#top' });
    expect(new URL(url).searchParams.get('redirect_uri')).toBe('http://localhost:3000/login/return/testing');
    const answer = await end(attempt, await goThere(url, somebody()));
    expect(answer.body).toMatchObject({ next: '/problems?tag=dp#top' });
  });
});

describe('an account', () => {
  test('that named an address without having it keeps no way in when its owner sets the password', async () => {
    const username = uniqueName('trojan');
    const email = `${username}@example.org`;
    const { body } = await post('/user', { username, password: 'correct horse battery', email });
    const { userId } = body as { userId: string };
    const { token } = (await post('/user/login', { username, password: 'correct horse battery' })).body as {
      token: string;
    };
    const { authenticator } = await passkeyOf(api, { token });
    const reset = async (newPassword: string) => {
      const secret = `rt_${newId().replaceAll('-', '')}${'A'.repeat(11)}`;
      await api.db.pool.query(
        `INSERT INTO account_mails (id, user_id, kind, token_hash, expires_at) VALUES ($1, $2, 'reset', $3, now() + interval '5 minutes')`,
        [newId(), userId, hashToken(secret)],
      );
      expect((await post('/user/password/reset', { token: secret, newPassword })).status).toBe(204);
    };
    await reset('the owner of the mailbox');
    expectProblem(await logInWith(authenticator), 401, 'passkey_unknown');
    // Of an address that was confirmed, passkeys are its owner's and stay.
    const owner = (await post('/user/login', { username, password: 'the owner of the mailbox' })).body as {
      token: string;
    };
    const own = await passkeyOf(api, owner);
    await reset('another of the owner');
    expect((await logInWith(own.authenticator)).status).toBe(200);
    // One from before its owner pressed the button of a mail goes all the same.
    await api.db.pool.query('UPDATE users SET email_confirmed_at = clock_timestamp() WHERE id = $1', [userId]);
    await reset('a third of the owner');
    expectProblem(await logInWith(own.authenticator), 401, 'passkey_unknown');
  });

  test('that only a provider leads to can get a password, though that does not say when its person logged in', async () => {
    const person = somebody();
    const first = sessionIn(await logInAs(person));
    const json = { newPassword: 'a password of my own' };
    expect((await api.call('PUT', '/user/password', { token: first.token, json })).status).toBe(204);
    // From then on there is a better proof.
    const second = sessionIn(await logInAs(person));
    expectProblem(await api.call('PUT', '/user/password', { token: second.token, json }), 403, 'confirmation_needed');
  });

  test('that nobody has logged in to for long is told of the log-in', async () => {
    const user = await api.user();
    await api.db.pool.query(`UPDATE sessions SET created_at = now() - interval '200 days' WHERE user_id = $1`, [
      user.userId,
    ]);
    const told = async () =>
      (await api.db.pool.query(`SELECT FROM notifications WHERE user_id = $1 AND kind = 'signed_in'`, [user.userId]))
        .rows.length;
    expect(await told()).toBe(0);
    expect((await post('/user/login', { username: user.username, password: user.password })).status).toBe(200);
    expect(await told()).toBe(1);
  });

  test('takes its passkeys and links along in an export, and leaves none when it is deleted', async () => {
    const user = await api.user();
    const { authenticator } = await passkeyOf(api, user);
    const { url, attempt } = await begin('/user/providers/testing', { purpose: 'link' }, user.token);
    const person = somebody();
    await end(attempt, await goThere(url, person), user.token);
    const file = await fetch(`${api.url}/user/export`, { headers: { authorization: `Bearer ${user.token}` } });
    const files = await listZip(Buffer.from(await file.arrayBuffer()));
    expect(String(files.get('passkeys.json'))).toContain(authenticator.id.toString('base64'));
    expect(String(files.get('login-links.json'))).toContain(person.sub);
    await challenge('/user/confirm/passkey/challenge', user.token);
    await begin('/user/providers/testing', { purpose: 'confirm' }, user.token);
    expect((await post('/user/delete', { password: user.password }, user.token)).status).toBe(204);
    const left = await rowsOf(
      `SELECT (SELECT count(*) FROM passkeys WHERE user_id = $1)::int + (SELECT count(*) FROM login_links WHERE user_id = $1)::int
            + (SELECT count(*) FROM passkey_challenges c JOIN sessions s ON s.id = c.session_id WHERE s.user_id = $1)::int
            + (SELECT count(*) FROM provider_attempts a JOIN sessions s ON s.id = a.session_id WHERE s.user_id = $1)::int AS rows`,
      user.userId,
    );
    expect(left).toEqual([{ rows: 0 }]);
    expectProblem(await logInWith(authenticator), 401, 'passkey_unknown');
  });
});
