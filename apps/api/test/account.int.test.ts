import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/account';
import { listZip } from './zip.ts';
import {
  expectContract,
  expectProblem,
  record,
  reportLanguages,
  startTestApi,
  TEST_LANGUAGE,
  uniqueName,
  type TestApi,
  type TestUser,
} from './harness.ts';
import { claimNext } from '@docket/domain/judge/tasks';
import { fundWallet } from '@docket/domain/wallet/fixtures';
import { confirmForBuyer } from '@docket/testing/confirm-booking';
import { heldBookingOf, importedProblem, paymentOf, submissionOf } from './things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  await reportLanguages(api, [TEST_LANGUAGE]);
});
afterAll(() => api.stop());

async function again(user: TestUser, password = user.password) {
  return api.call('POST', '/user/login', {
    json: { username: user.username, password },
    headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' },
  });
}
const tokenOf = async (user: TestUser): Promise<string> => String(record((await again(user)).body)['token']);
const isIn = async (token: string): Promise<boolean> => (await api.call('GET', '/profile', { token })).status === 200;

describe('a password', () => {
  test('is changed by who knows it, and every other session ends', async () => {
    const user = await api.user();
    const other = await tokenOf(user);
    const put = (password: string) =>
      api.call('PUT', '/user/password', { token: user.token, json: { password, newPassword: 'another password' } });
    expectProblem(await put('not mine'), 403, 'wrong_password');
    expect([await isIn(user.token), await isIn(other)]).toEqual([true, true]);
    expectContract(await put(user.password), contract.changePassword);
    expect([await isIn(user.token), await isIn(other)]).toEqual([true, false]);
    expect((await again(user)).status).toBe(401);
    expect((await again(user, 'another password')).status).toBe(200);
  });

  test('is not guessed with a session that was left open', async () => {
    const user = await api.user();
    const answers = [];
    for (let n = 0; n < 12; n += 1)
      answers.push(
        (await api.call('POST', '/user/delete', { token: user.token, json: { password: `guess ${n}` } })).status,
      );
    expect(answers.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 403));
    expect(answers.slice(10)).toEqual([429, 429]);
  });

  test('that was forgotten: the same answer whether there is an account or not', async () => {
    const user = await api.user();
    const ask = (email: string) => api.call('POST', '/user/password/forgot', { json: { email } });
    const [known, unknown] = [await ask(`${user.username}@example.org`), await ask('nobody@example.org')];
    expectContract(known, contract.forgotPassword);
    const told = ({ status, text, headers }: typeof known) => [status, text, [...headers.keys()].toSorted()];
    expect(told(unknown)).toEqual(told(known));
    const { rows } = await api.db.pool.query('SELECT user_id FROM account_mails ORDER BY id DESC LIMIT 2');
    expect(rows).toEqual([{ user_id: null }, { user_id: user.userId }]);
    expectProblem(
      await api.call('POST', '/user/password/reset', {
        json: { token: `rt_${'A'.repeat(43)}`, newPassword: 'another password' },
      }),
      410,
      'reset_invalid',
    );
  });
});

describe('an account', () => {
  test('has another name and number at once; another address needs the password, and the old one is told', async () => {
    const [user, taken] = [await api.user(), await api.user()];
    const put = (json: unknown) => api.call('PATCH', '/user', { token: user.token, json });
    const username = uniqueName('new');
    const answer = await put({ username, phone: '+44 20 7946 0958' });
    expectContract(answer, contract.changeAccount);
    expect(answer.body).toMatchObject({ username, phone: '+44 20 7946 0958' });
    expectProblem(await put({ username: taken.username.toUpperCase() }), 409, 'username_taken');
    await api.db.pool.query('UPDATE sessions SET confirmed_at = NULL WHERE user_id = $1', [user.userId]);
    expectProblem(await put({ email: 'new@example.org' }), 403, 'confirmation_needed');
    expectProblem(await put({ email: 'new@example.org', password: 'wrong' }), 403, 'wrong_password');
    expect((await put({ email: 'new@example.org', password: user.password })).body).toMatchObject({
      email: `${user.username}@example.org`,
      pendingEmail: 'new@example.org',
    });
    const { rows } = await api.db.pool.query('SELECT kind, address FROM account_mails WHERE user_id = $1 ORDER BY id', [
      user.userId,
    ]);
    expect(rows).toEqual([
      { kind: 'asked', address: `${user.username}@example.org` },
      { kind: 'confirm', address: 'new@example.org' },
    ]);
  });

  test('knows its sessions, and ends one or all others', async () => {
    const user = await api.user();
    const [second, third] = [await tokenOf(user), await tokenOf(user)];
    const answer = await api.call('GET', '/user/sessions', { token: user.token });
    expectContract(answer, contract.listSessions);
    const { data } = contract.listSessions.response.parse(answer.body);
    expect(data).toHaveLength(3);
    expect(data.filter(({ current }) => current)).toHaveLength(1);
    expect(data[0]).toMatchObject({
      address: expect.stringContaining('127.0.0.1'),
      userAgent: expect.stringContaining('Firefox'),
      seenAt: expect.any(String),
    });
    const newest = data[0]?.sessionId ?? '';
    expectContract(await api.call('DELETE', `/user/sessions/${newest}`, { token: user.token }), contract.endSession);
    expect([await isIn(second), await isIn(third)]).toContain(false);
    expectContract(await api.call('DELETE', '/user/sessions', { token: user.token }), contract.endOtherSessions);
    expect([await isIn(user.token), await isIn(second), await isIn(third)]).toEqual([true, false, false]);
    expectProblem(
      await api.call('DELETE', `/user/sessions/${newest}`, { token: user.token }),
      404,
      'session_not_found',
    );
  });

  test('is exported as a zip of what is kept of it and of nobody else', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const slug = await importedProblem(api, await api.user('setter'));
    const [mine, theirs] = [await submissionOf(api, user, slug), await submissionOf(api, other, slug)];
    const booking = await heldBookingOf(api, user);
    // Over one page of rows.
    await api.db.pool.query(
      `INSERT INTO submissions (id, user_id, problem_id, problem_version, language, files, tests_total, status, finished_at)
       SELECT gen_random_uuid(), user_id, problem_id, problem_version, language, files, tests_total, 'AC', now() FROM submissions, generate_series(1, 450) WHERE id = $1`,
      [mine],
    );
    const told = async (owner: TestUser): Promise<string> => {
      const { paymentId } = await paymentOf(api, owner, { captured: true });
      const { rows } = await api.db.pool.query<{ id: string }>(
        'SELECT id FROM payment_attempts WHERE payment_id = $1',
        [paymentId],
      );
      const reference = rows[0]?.id ?? '';
      const event = JSON.stringify({ type: 'payment.captured', reference, userId: owner.userId, amount: '₹1,900.00' });
      await api.db.pool.query(
        `INSERT INTO inbox_events (id, provider, event_id, headers, body, status, type, kind, reference, done_at)
         VALUES (gen_random_uuid(), 'bank', $1, '{"webhook-signature":"v1,secret"}', $2, 'DONE', 'payment.captured', 'payment', $1, now())`,
        [reference, Buffer.from(event)],
      );
      return reference;
    };
    const [event, notTheirs] = [await told(user), await told(other)];
    const response = await fetch(`${api.url}/user/export`, { headers: { authorization: `Bearer ${user.token}` } });
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('x-content-type-options'),
    ]).toEqual([200, 'application/zip', 'nosniff']);
    expect(response.headers.get('content-disposition')).toContain(user.username);
    const files = await listZip(Buffer.from(await response.arrayBuffer()));
    const submissions: unknown = JSON.parse(files.get('submissions.json') ?? '');
    expect(submissions).toHaveLength(451);
    const all = [...files.values()].join('\n');
    expect(all).toContain(mine);
    expect(all).toContain(booking);
    const events: unknown = JSON.parse(files.get('provider-events.json') ?? '');
    expect(events).toMatchObject([{ reference: event, body: expect.stringContaining('₹1,900.00') }]);
    expect(all).not.toContain('webhook-signature');
    for (const foreign of [theirs, notTheirs, other.userId, other.username]) expect(all).not.toContain(foreign);
    expect(all).not.toContain('argon2');
  });
});

describe('deletion', () => {
  test('ends runs that are not over, and stops those of nobody else', async () => {
    const [user, other] = [await api.user(), await api.user()];
    const run = async ({ token }: typeof user) => {
      const json = { language: TEST_LANGUAGE.id, code: 'print(1)', inputs: [''] };
      return String(record((await api.call('POST', '/runs', { token, json })).body)['runId']);
    };
    const [held, waits, theirs] = [await run(user), await run(user), await run(other)];
    const language = `of ${held}`;
    await api.db.pool.query('UPDATE judge_tasks SET language = $2 WHERE id = ANY ($1)', [
      [held, waits, theirs],
      language,
    ]);
    const claim = () => claimNext(api.ctx, { workerId: 'w', languages: [language], leaseSeconds: 60 });
    await api.db.pool.query('UPDATE judge_tasks SET class = 0, turn = 0 WHERE id = $1', [held]);
    expect(await claim()).toMatchObject({ task: { runId: held } });
    const json = { password: user.password };
    expect((await api.call('POST', '/user/delete', { token: user.token, json })).status).toBe(204);
    const { rows } = await api.db.pool.query(
      `SELECT t.status, r.id IS NOT NULL AS there FROM judge_tasks t LEFT JOIN runs r USING (id) WHERE t.id = ANY ($1)`,
      [[held, waits]],
    );
    expect(rows).toEqual([
      { status: 'ENDED', there: false },
      { status: 'ENDED', there: false },
    ]);
    expect(await claim()).toMatchObject({ task: { runId: theirs } });
  });

  test('takes the name and leaves submissions and bookings; what was open is given up', async () => {
    const user = await api.user();
    const slug = await importedProblem(api, await api.user('setter'));
    const submission = await submissionOf(api, user, slug);
    const booking = await heldBookingOf(api, user);
    const away = (json: unknown) => api.call('POST', '/user/delete', { token: user.token, json });
    expectProblem(await away({ password: 'wrong' }), 403, 'wrong_password');
    expectContract(await away({ password: user.password }), contract.deleteAccount);
    expect(await isIn(user.token)).toBe(false);
    expect((await again(user)).status).toBe(401);
    expect((await api.call('GET', `/profile/${user.username}`)).status).toBe(404);
    const { rows } = await api.db.pool.query(
      `SELECT u.username::text, u.email::text, u.phone, u.deleted_at IS NOT NULL AS gone, s.status AS submission, b.status AS booking,
              (SELECT count(*)::int FROM sessions x WHERE x.user_id = u.id AND (x.user_agent IS NOT NULL OR x.revoked_at IS NULL)) AS sessions
         FROM users u JOIN submissions s ON s.user_id = u.id JOIN bookings b ON b.user_id = u.id WHERE s.id = $1 AND b.id = $2`,
      [submission, booking],
    );
    expect(rows).toEqual([
      {
        username: expect.stringMatching(/^deleted-/),
        email: expect.stringMatching(/@deleted\.invalid$/),
        phone: null,
        gone: true,
        submission: 'CANCELLED',
        booking: 'CANCELLED',
        sessions: 0,
      },
    ]);
    // The name is free again.
    expect(
      (
        await api.call('POST', '/user', {
          json: { username: user.username, password: user.password, email: `${user.username}@example.org` },
        })
      ).status,
    ).toBe(201);
  });

  test('gives up what is being judged in the same transaction: none of it where the account stays', async () => {
    const user = await api.user();
    const slug = await importedProblem(api, await api.user('setter'));
    const submissions = [await submissionOf(api, user, slug), await submissionOf(api, user, slug)];
    const states = async () => {
      const { rows } = await api.db.pool.query<{ status: string }>(
        'SELECT s.status FROM submissions s JOIN judge_tasks t ON t.id = s.id WHERE s.id = ANY ($1)',
        [submissions],
      );
      return rows.map(({ status }) => status);
    };
    // The last thing that a deletion does fails.
    await api.db.pool.query(
      `CREATE FUNCTION no_delete() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
       CREATE TRIGGER no_delete BEFORE DELETE ON idempotency_keys EXECUTE FUNCTION no_delete()`,
    );
    const away = () => api.call('POST', '/user/delete', { token: user.token, json: { password: user.password } });
    expect((await away()).status).toBe(500);
    await api.db.pool.query('DROP TRIGGER no_delete ON idempotency_keys; DROP FUNCTION no_delete');
    expect(await isIn(user.token)).toBe(true);
    expect(await states()).toEqual(['QUEUED', 'QUEUED']);

    expectContract(await away(), contract.deleteAccount);
    expect(await states()).toEqual(['CANCELLED', 'CANCELLED']);
    // One transaction wrote all of it, so no crash can leave a half.
    const { rows } = await api.db.pool.query(
      `SELECT s.xmin = u.xmin AND t.xmin = u.xmin AS together, t.status FROM submissions s JOIN judge_tasks t ON t.id = s.id JOIN users u ON u.id = s.user_id
        WHERE s.id = ANY ($1)`,
      [submissions],
    );
    expect(rows).toEqual(submissions.map(() => ({ together: true, status: 'ENDED' })));
  });

  test('with money in the wallet is refused, and nothing of it is done', async () => {
    const user = await api.user();
    await fundWallet(api.db, user.userId, 100);
    const away = () => api.call('POST', '/user/delete', { token: user.token, json: { password: user.password } });
    expectProblem(await away(), 409, 'account_has_money');
    expect(await isIn(user.token)).toBe(true);
    expect((await again(user)).status).toBe(200);
    await fundWallet(api.db, user.userId, -100);
    expectContract(await away(), contract.deleteAccount);
  });

  test('with tickets for shows to come needs a word on them, and they stay', async () => {
    const user = await api.user();
    const booking = await heldBookingOf(api, user);
    await confirmForBuyer(api.db, booking);
    const away = (keepTickets?: boolean) =>
      api.call('POST', '/user/delete', { token: user.token, json: { password: user.password, keepTickets } });
    expect(expectProblem(await away(), 409, 'account_has_tickets').detail).toContain('2 tickets for shows to come');
    expect(await isIn(user.token)).toBe(true);
    expectContract(await away(true), contract.deleteAccount);
    const { rows } = await api.db.pool.query('SELECT voided_at FROM tickets WHERE booking_id = $1', [booking]);
    expect(rows).toEqual([{ voided_at: null }, { voided_at: null }]);
  });

  test('is refused to the last admin, also when two of the last go at the same time', async () => {
    await api.db.pool.query(`UPDATE users SET role = 'user' WHERE role = 'admin'`);
    const admins = [await api.user('admin'), await api.user('admin')];
    const answers = await Promise.all(
      admins.map(({ token, password }) => api.call('POST', '/user/delete', { token, json: { password } })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
  });
});
