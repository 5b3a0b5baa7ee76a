import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as contract from '@docket/contracts/http/account';
import { createUser, getOwnProfile } from '@docket/contracts/http/identity';
import type { OutgoingMail } from '@docket/domain/identity/mail/mailer';
import { CONFIRMS_AN_HOUR, sendMail } from '@docket/domain/identity/mail/send-mail';
import { hashPassword } from '@docket/domain/identity/user/password';
import { CONFIRMATION_USER } from '../src/http/throttle.ts';
import { expectContract, expectProblem, record, startTestApi, uniqueName, type TestApi } from './harness.ts';

let api: TestApi;
beforeAll(async () => {
  // So that sign-ups can come from many places: one makes so many in an hour.
  api = await startTestApi({ TRUST_PROXY: '1' });
});
afterAll(() => api.stop());

const PASSWORD = 'correct horse';
const newAddress = (): string => `${uniqueName('a')}@example.org`;
const logIn = (username: string, password = PASSWORD) =>
  api.call('POST', '/user/login', { json: { username, password } });

/** Somebody who signed up as anybody does: the address is not confirmed. */
async function signedUp(email = newAddress()) {
  const username = uniqueName();
  const answer = await api.call('POST', '/user', { json: { username, email, password: PASSWORD } });
  expectContract(answer, createUser);
  const token = String(record((await logIn(username)).body)['token']);
  return { username, email, token, userId: String(record(answer.body)['userId']) };
}

/** Sends what is owed, as the worker does, and says what came to an address. */
async function mailsTo(address: string, ctx = api.ctx): Promise<OutgoingMail[]> {
  const { rows } = await api.db.pool.query<{ id: string }>(
    'SELECT id FROM account_mails WHERE sent_at IS NULL ORDER BY id',
  );
  const sent: OutgoingMail[] = [];
  const mailer = { send: (mail: OutgoingMail) => Promise.resolve(void sent.push(mail)) };
  for (const { id } of rows) await sendMail(ctx, { mailId: id }, mailer);
  return sent.filter(({ to }) => to.toLowerCase() === address.toLowerCase());
}
const tokenIn = (mail: OutgoingMail | undefined): string =>
  /\/confirm#(ct_[\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
const confirm = (token: string) => api.call('POST', '/user/email/confirm', { json: { token } });
const profileOf = async (token: string) =>
  getOwnProfile.response.parse((await api.call('GET', '/profile', { token })).body);
async function confirmed(email = newAddress()) {
  const user = await signedUp(email);
  expectContract(await confirm(tokenIn((await mailsTo(email))[0])), contract.confirmEmail);
  return user;
}

describe('a sign-up', () => {
  test('gets a link; until it is opened the account works, but not by its address', async () => {
    const user = await signedUp();
    expect(await profileOf(user.token)).toMatchObject({ email: user.email, emailConfirmed: false, pendingEmail: null });
    expectProblem(await logIn(user.email), 401, 'invalid_credentials');
    const token = tokenIn((await mailsTo(user.email))[0]);
    const answer = await confirm(token);
    expectContract(answer, contract.confirmEmail);
    expect(answer.body).toEqual({ username: user.username, email: user.email });
    expect(await profileOf(user.token)).toMatchObject({ emailConfirmed: true });
    expect((await logIn(user.email.toUpperCase())).status).toBe(200);
    // The same link again, as of a mail that is opened twice.
    expectContract(await confirm(token), contract.confirmEmail);
    for (const wrong of [`ct_${'A'.repeat(43)}`, 'x']) expectProblem(await confirm(wrong), 410, 'confirm_invalid');
  });

  test('with an address that is somebody’s is answered as any other, and the owner is told', async () => {
    const owner = await confirmed();
    const told = ({ status, headers, body }: Awaited<ReturnType<typeof logIn>>) => [
      status,
      [...headers.keys()].toSorted(),
      Object.keys(record(body)).toSorted(),
    ];
    const signUp = (email: string) => {
      const username = uniqueName();
      return { username, answer: api.call('POST', '/user', { json: { username, email, password: PASSWORD } }) };
    };
    const [free, taken] = [signUp(newAddress()), signUp(owner.email.toUpperCase())];
    expect(told(await taken.answer)).toEqual(told(await free.answer));
    // Nor by anything that the new account can do.
    const tokens = await Promise.all(
      [free, taken].map(async ({ username }) => String(record((await logIn(username)).body)['token'])),
    );
    const seen = await Promise.all(
      tokens.map(async (token) => {
        const { email, username, userId, joinedAt, ...rest } = await profileOf(token);
        expect([email, username, userId, joinedAt]).toHaveLength(4);
        const again = await api.call('POST', '/user/email/send', { token });
        const change = await api.call('PATCH', '/user', { token, json: { email: newAddress(), password: PASSWORD } });
        return [rest, again.status, again.text, change.status];
      }),
    );
    expect(seen[1]).toEqual(seen[0]);
    const mails = await mailsTo(owner.email);
    expect(mails.length).toBeGreaterThan(0);
    for (const { subject, text } of mails) {
      expect(subject).toBe('You have a Docket account already');
      expect(text).toContain(`Hello ${owner.username}`);
      expect(text).toContain(`the account ${taken.username}`);
      expect(tokenIn({ to: '', subject, text })).toBe('');
    }
    // And by the address comes in whoever owns it.
    expect(record((await logIn(owner.email)).body)['userId']).toBe(owner.userId);
  });

  test('takes as long for an address that is somebody’s as for one that is nobody’s', async () => {
    const owner = await confirmed();
    const time = async (work: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work();
      return performance.now() - start;
    };
    let from = 0;
    const signUp = (email: string) =>
      time(() =>
        api.call('POST', '/user', {
          json: { username: uniqueName(), email, password: PASSWORD },
          headers: { 'x-forwarded-for': `192.0.2.${++from}` },
        }),
      );
    const best = { taken: Infinity, free: Infinity, hash: Infinity };
    const even = (): boolean => Math.abs(best.taken - best.free) < best.hash / 2;
    // What else the machine does only adds to a time, so the least of many is the work itself. An answer before the hash, as there was one, differs by all of it.
    for (let round = 0; round < 8 || (round < 80 && !even()); round += 1) {
      best.taken = Math.min(best.taken, await signUp(owner.email));
      best.free = Math.min(best.free, await signUp(newAddress()));
      best.hash = Math.min(best.hash, await time(() => hashPassword(PASSWORD)));
    }
    expect(Math.abs(best.taken - best.free)).toBeLessThan(best.hash / 2);
    expect(best.taken).toBeGreaterThan(best.hash * 0.9);
  });

  test('of two with one address is confirmed who opens the link; the other keeps the account and not the address', async () => {
    const email = newAddress();
    const [first, second] = [await signedUp(email), await signedUp(email)];
    const [one, other] = (await mailsTo(email)).map(tokenIn);
    const answers = await Promise.all([confirm(one ?? ''), confirm(other ?? '')]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const states = [await profileOf(first.token), await profileOf(second.token)];
    expect(states.filter(({ emailConfirmed }) => emailConfirmed)).toHaveLength(1);
  });

  test('by many with one address does not fill its mailbox', async () => {
    const email = newAddress();
    for (let n = 0; n < CONFIRMS_AN_HOUR + 3; n += 1) await signedUp(email);
    expect(await mailsTo(email)).toHaveLength(CONFIRMS_AN_HOUR);
    expect(await mailsTo(email)).toHaveLength(0);
  });
});

describe('the link', () => {
  test('works for a day', async () => {
    const user = await signedUp();
    const token = tokenIn((await mailsTo(user.email))[0]);
    await api.db.pool.query(`UPDATE account_mails SET expires_at = now() WHERE user_id = $1`, [user.userId]);
    expectProblem(await confirm(token), 410, 'confirm_invalid');
    expect(await profileOf(user.token)).toMatchObject({ emailConfirmed: false });
    const { rows } = await api.db.pool.query(`SELECT FROM account_mails WHERE user_id = $1`, [user.userId]);
    expect(rows).toHaveLength(1);
  });

  test('is sent again, a few times an hour', async () => {
    const user = await signedUp();
    const again = () => api.call('POST', '/user/email/send', { token: user.token });
    for (let n = 0; n < CONFIRMATION_USER.points; n += 1) expectContract(await again(), contract.sendConfirmation);
    expectProblem(await again(), 429, 'too_many_requests');
    const links = (await mailsTo(user.email)).map(tokenIn);
    expect(new Set(links).size).toBe(CONFIRMS_AN_HOUR);
    // Each of them works.
    expect((await confirm(links.at(-1) ?? '')).status).toBe(200);
    // To who has nothing to confirm no mail goes.
    const other = await confirmed();
    expectContract(await api.call('POST', '/user/email/send', { token: other.token }), contract.sendConfirmation);
    expect(await mailsTo(other.email)).toEqual([]);
  });
});

describe('another address', () => {
  const change = (token: string, email: string) =>
    api.call('PATCH', '/user', { token, json: { email, password: PASSWORD } });

  test('is the account’s when its link is opened; the one before is told, first and last', async () => {
    const user = await confirmed();
    const next = newAddress();
    expect((await change(user.token, next)).body).toMatchObject({
      email: user.email,
      emailConfirmed: true,
      pendingEmail: next,
    });
    expect((await logIn(next)).status).toBe(401);
    // A link to set a new password that is still under way to the address before.
    await api.call('POST', '/user/password/forgot', { json: { email: user.email } });
    const sent = await mailsTo(user.email);
    expect(sent.map(({ subject }) => subject)).toEqual([
      'Your Docket address is about to change',
      'Set a new password for Docket',
    ]);
    const { rows } = await api.db.pool.query<{ id: string }>(
      `SELECT id FROM account_mails WHERE user_id = $1 AND kind = 'reset' AND used_at IS NULL`,
      [user.userId],
    );
    expect(rows).toHaveLength(1);
    // The mail to the new one was sent with the others, so it is asked for again.
    await api.call('POST', '/user/email/send', { token: user.token });
    expect((await confirm(tokenIn((await mailsTo(next))[0]))).status).toBe(200);
    expect(await profileOf(user.token)).toMatchObject({ email: next, emailConfirmed: true, pendingEmail: null });
    expect([(await logIn(next)).status, (await logIn(user.email)).status]).toEqual([200, 401]);
    expect((await mailsTo(user.email)).map(({ subject }) => subject)).toEqual(['Your Docket address was changed']);
    const after = await api.db.pool.query(
      `SELECT FROM account_mails WHERE user_id = $1 AND kind = 'reset' AND used_at IS NULL`,
      [user.userId],
    );
    expect(after.rows).toEqual([]);
  });

  test('that is somebody’s gets the same answer, and stays theirs', async () => {
    const [user, owner] = [await confirmed(), await confirmed()];
    const [taken, free] = [await change(user.token, owner.email), await change(user.token, newAddress())];
    const { pendingEmail: a, ...one } = getOwnProfile.response.parse(taken.body);
    const { pendingEmail: b, ...other } = getOwnProfile.response.parse(free.body);
    expect([taken.status, one, a]).toEqual([free.status, other, owner.email]);
    expect(b).not.toBe(a);
    expect((await mailsTo(owner.email)).map(({ subject }) => subject)).toEqual(['You have a Docket account already']);
  });

  test('is called off by its owner, and by a new password', async () => {
    const user = await confirmed();
    const pending = async () => (await profileOf(user.token)).pendingEmail;
    const next = newAddress();
    await change(user.token, next);
    const link = tokenIn((await mailsTo(next))[0]);
    expectContract(await api.call('DELETE', '/user/email/pending', { token: user.token }), contract.keepEmail);
    expect(await pending()).toBeNull();
    expectProblem(await confirm(link), 410, 'confirm_invalid');
    await change(user.token, next);
    expect(await pending()).toBe(next);
    await api.call('PUT', '/user/password', {
      token: user.token,
      json: { password: PASSWORD, newPassword: 'another password' },
    });
    expect(await pending()).toBeNull();
    expectProblem(await confirm(link), 410, 'confirm_invalid');
  });

  test('of who has confirmed none takes its place at once', async () => {
    const user = await signedUp();
    const next = newAddress();
    expect((await change(user.token, next)).body).toMatchObject({
      email: next,
      emailConfirmed: false,
      pendingEmail: null,
    });
    // Word of other things goes to nobody whose address is not known to be theirs.
    const all = await mailsTo(user.email);
    expect(all.map(tokenIn).filter((token) => token !== '')).toHaveLength(1);
    expectProblem(await confirm(tokenIn(all[0])), 410, 'confirm_invalid');
  });
});

test('a forgotten password of who has confirmed nothing is set by a mail, which confirms the address', async () => {
  const user = await signedUp();
  await mailsTo(user.email);
  await api.call('POST', '/user/password/forgot', { json: { email: user.email } });
  const [mail] = await mailsTo(user.email);
  const token = /\/reset#(rt_[\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
  const newPassword = 'another password';
  expect((await api.call('POST', '/user/password/reset', { json: { token, newPassword } })).status).toBe(204);
  expect((await logIn(user.email, newPassword)).status).toBe(200);
});

test('a link to a new password goes to the owner, whoever else has named the address', async () => {
  const owner = await confirmed();
  await signedUp(owner.email);
  await mailsTo(owner.email);
  await api.call('POST', '/user/password/forgot', { json: { email: owner.email } });
  const [mail] = await mailsTo(owner.email);
  expect(mail?.text).toContain(`Hello ${owner.username}`);
});
