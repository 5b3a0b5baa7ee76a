import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/identity';
import { LOGIN_ACCOUNT, LOGIN_ADDRESS, SIGN_UP_ADDRESS } from '../src/http/throttle.ts';
import { expectProblem, startTestApi, uniqueName, type TestApi } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  // Addresses come from X-Forwarded-For here, so that each test has its own.
  api = await startTestApi({ TRUST_PROXY: '1' });
});
afterAll(() => api.stop());

let lastAddress = 0;
const newAddress = (): string => `192.0.2.${++lastAddress}`;

function logIn(username: string, password: string, address: string) {
  return api.call('POST', '/user/login', { json: { username, password }, headers: { 'x-forwarded-for': address } });
}

async function fail(times: number, username: string, address: string): Promise<void> {
  const answers = await Promise.all(Array.from({ length: times }, () => logIn(username, 'wrong', address)));
  for (const answer of answers) expectProblem(answer, 401, 'invalid_credentials');
}

test('new accounts from one address are limited; refusals leave no row', async () => {
  const address = newAddress();
  // Refused by their form, so that nothing is hashed; they do not count.
  for (let i = 0; i < 5; i++) {
    const answer = await api.call('POST', '/user', { json: {}, headers: { 'x-forwarded-for': address } });
    expectProblem(answer, 400, 'invalid_request');
  }
  const taken = await api.user();
  const signUp = () =>
    api.call('POST', '/user', {
      json: { username: taken.username, password: 'long enough', email: `${uniqueName()}@example.org` },
      headers: { 'x-forwarded-for': address },
    });
  for (let i = 0; i < SIGN_UP_ADDRESS.points; i++) expectProblem(await signUp(), 409, 'username_taken');
  const before = await api.countRows();
  expectProblem(await signUp(), 429, 'too_many_requests');
  expect(await api.countRows()).toEqual(before);
});

describe('logins', () => {
  test('after ten failures the account is closed to that address, even for the right password, and to no other', async () => {
    const user = await api.user();
    const address = newAddress();
    await fail(LOGIN_ACCOUNT.points, user.username, address);
    const problem = expectProblem(
      await logIn(user.username.toUpperCase(), user.password, address),
      429,
      'too_many_requests',
    );
    expect(problem.retryAfter).toBeGreaterThan(800);
    expect(problem.retryAfter).toBeLessThanOrEqual(LOGIN_ACCOUNT.duration);
    expect((await logIn(user.username, user.password, newAddress())).status).toBe(200);
    const other = await api.user();
    expect((await logIn(other.username, other.password, address)).status).toBe(200);
  });

  test('thirty at once do not slip by', async () => {
    const user = await api.user();
    const address = newAddress();
    const answers = await Promise.all(Array.from({ length: 30 }, () => logIn(user.username, 'wrong', address)));
    expect(answers.filter((answer) => answer.status === 401)).toHaveLength(LOGIN_ACCOUNT.points);
    expect(answers.filter((answer) => answer.status === 429)).toHaveLength(30 - LOGIN_ACCOUNT.points);
  });

  test('an account is one, by its name and by its address, whatever their case', async () => {
    const user = await api.user();
    const address = newAddress();
    const { email } = contract.getOwnProfile.response.parse(
      (await api.call('GET', '/profile', { token: user.token })).body,
    );
    await fail(LOGIN_ACCOUNT.points / 2, user.username, address);
    await fail(LOGIN_ACCOUNT.points / 2, email.toUpperCase(), address);
    expectProblem(await logIn(user.username, user.password, address), 429, 'too_many_requests');
    expectProblem(await logIn(email, user.password, address), 429, 'too_many_requests');
    expect((await logIn(email, user.password, newAddress())).status).toBe(200);
  });

  test('a success starts the count anew', async () => {
    const user = await api.user();
    const address = newAddress();
    for (let round = 0; round < 3; round++) {
      await fail(LOGIN_ACCOUNT.points - 1, user.username, address);
      expect((await logIn(user.username, user.password, address)).status).toBe(200);
    }
  });

  test('an address that tries many accounts is stopped', async () => {
    const address = newAddress();
    const answers = [];
    for (let i = 0; i < LOGIN_ADDRESS.points / 10; i++) {
      answers.push(...(await Promise.all(Array.from({ length: 10 }, () => logIn(uniqueName(), 'wrong', address)))));
    }
    for (const answer of answers) expectProblem(answer, 401, 'invalid_credentials');
    expectProblem(await logIn(uniqueName(), 'wrong', address), 429, 'too_many_requests');
  });

  test('the limit holds while Redis is away', async () => {
    const user = await api.user();
    const address = newAddress();
    await api.redis.stop();
    try {
      await fail(LOGIN_ACCOUNT.points, user.username, address);
      expectProblem(await logIn(user.username, user.password, address), 429, 'too_many_requests');
      expect((await logIn(user.username, user.password, newAddress())).status).toBe(200);
    } finally {
      await api.redis.restart();
    }
  });
});

test('a flood of logins is answered in the end or told to wait, and holds up nobody else', async () => {
  const open = await startTestApi({ DISABLE_THROTTLE: '1' });
  try {
    let waiting = 0;
    const flood = Array.from({ length: 150 }, async () => {
      waiting += 1;
      const answer = await open.call('POST', '/user/login', { json: { username: 'nobody', password: 'wrong' } });
      waiting -= 1;
      return answer;
    });
    const others = await Promise.all(Array.from({ length: 20 }, () => open.call('GET', '/problems')));
    expect(others.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect(waiting).toBeGreaterThan(20);
    const answers = await Promise.all(flood);
    const refused = answers.filter((answer) => answer.status !== 401);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(120);
    for (const answer of refused) expect(expectProblem(answer, 503, 'unavailable').retryAfter).toBeGreaterThan(0);
  } finally {
    await open.stop();
  }
});

test('DISABLE_THROTTLE switches all of it off', async () => {
  const open = await startTestApi({ DISABLE_THROTTLE: '1' });
  try {
    for (let i = 0; i < LOGIN_ACCOUNT.points + 2; i++) {
      expectProblem(
        await open.call('POST', '/user/login', { json: { username: 'nobody', password: 'wrong' } }),
        401,
        'invalid_credentials',
      );
    }
  } finally {
    await open.stop();
  }
});
