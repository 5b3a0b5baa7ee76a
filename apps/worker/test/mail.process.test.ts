import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { login } from '@docket/domain/identity/session/login';
import { reactions } from '@docket/domain/reactions';
import { confirmEmail } from '@docket/domain/identity/user/confirm-email';
import { createUser } from '@docket/domain/identity/user/create-user';
import { forgotPassword } from '@docket/domain/identity/user/forgot-password';
import { resetPassword } from '@docket/domain/identity/user/reset-password';
import { newId } from '@docket/runtime/id';
import { waitFor } from '@docket/testing/wait';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorkerHarness, type WorkerHarness } from './harness.ts';

// The way of a forgotten password, with a mail server that is one: asked for, mailed by a worker, used once.

type Received = { readonly to: string; readonly text: string };

let docket: WorkerHarness;
let server: SMTPServer;
const received: Received[] = [];
/** Mails that are still to be refused, as a server does that is busy. */
let refusals = 1;

beforeAll(async () => {
  docket = await createWorkerHarness();
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
      stream.once('end', () => {
        if (refusals-- > 0) {
          done(Object.assign(new Error('try again later'), { responseCode: 451 }));
          return;
        }
        const text = Buffer.concat(chunks).toString().replaceAll('=\r\n', '').replaceAll('=3D', '=');
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), text });
        done();
      });
    },
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
});
afterAll(async () => {
  await docket.dispose();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

async function account() {
  const username = `mail-${newId().slice(-12)}`;
  const email = `${username}@example.org`;
  const ctx = { ...docket.ctx, actor: { kind: 'system', name: 'test' } as const };
  await createUser(ctx, { username, email, password: 'the first password' });
  return { ctx, username, email };
}

const tokenIn = (text: string): string => /\/reset#(rt_[\w-]{43})/.exec(text)?.[1] ?? '';

describe('a forgotten password', () => {
  it('is set anew by the link of a mail, once, which ends all sessions; nobody’s address gets the same answer and no mail', async () => {
    const address = server.server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await docket.startWorker({
      WORKER_AREAS: 'mail',
      SMTP_URL: `smtp://127.0.0.1:${port}`,
      MAIL_FROM: 'Docket <docket@example.org>',
      PUBLIC_URL: 'https://docket.example.org',
    });
    const { ctx, username, email } = await account();
    const session = await login(ctx, { username, password: 'the first password' }, reactions);
    expect(await forgotPassword(ctx, { email: 'nobody@example.org' })).toBe(
      await forgotPassword(ctx, { email: email.toUpperCase() }),
    );
    // The first is refused with 451 and comes again.
    const mail = await waitFor('the mail', async () => received.find(({ to }) => to === email), { timeoutMs: 30_000 });
    expect(mail.text).toContain('From: Docket <docket@example.org>');
    expect(mail.text).toContain('https://docket.example.org/reset#rt_');
    const token = tokenIn(mail.text);
    // Written down nowhere but in the mail.
    const { rows } = await docket.db.pool.query<{ kept: string }>(
      `SELECT (SELECT string_agg(m::text, '') FROM account_mails m) || (SELECT string_agg(o::text, '') FROM outbox o) AS kept`,
    );
    expect(token.length).toBe(46);
    expect(rows[0]?.kept).not.toContain(token);

    const tries = await Promise.allSettled(
      ['the second password', 'another one'].map((newPassword) => resetPassword(ctx, { token, newPassword })),
    );
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [lost] = tries.filter((one) => one.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'reset_invalid' });
    const chosen = tries[0]?.status === 'fulfilled' ? 'the second password' : 'another one';
    await expect(login(ctx, { username, password: 'the first password' }, reactions)).rejects.toMatchObject({
      code: 'invalid_credentials',
    });
    await login(ctx, { username, password: chosen }, reactions);
    const ended = await docket.db.pool.query('SELECT FROM sessions WHERE user_id = $1 AND revoked_at IS NOT NULL', [
      session.userId,
    ]);
    expect(ended.rowCount).toBe(1);
    // And they are told.
    await waitFor('the second mail', async () =>
      received.some(({ to, text }) => to === email && text.includes('was changed')),
    );
    expect(received.every(({ to }) => to !== 'nobody@example.org')).toBe(true);
  });

  it('has a link that is good for half an hour, and one of another account does not help', async () => {
    const { ctx, email } = await account();
    await forgotPassword(ctx, { email });
    const mail = await waitFor('the mail', async () => received.find(({ to }) => to === email));
    const later = (minutes: number) => ({
      ...ctx,
      clock: { ...ctx.clock, now: () => new Date(Date.now() + minutes * 60_000) },
    });
    const use = { token: tokenIn(mail.text), newPassword: 'the second password' };
    await expect(resetPassword(later(31), use)).rejects.toMatchObject({ code: 'reset_invalid' });
    await expect(resetPassword(ctx, { ...use, token: `rt_${'A'.repeat(43)}` })).rejects.toMatchObject({
      code: 'reset_invalid',
    });
    await resetPassword(later(29), use);
  });
});

it('an address is confirmed by the link of a mail, and who names somebody else’s is not told so', async () => {
  const anonymous = { ...docket.ctx, actor: { kind: 'anonymous' } as const };
  const username = `new-${newId().slice(-12)}`;
  const email = `${username}@example.org`;
  const password = 'the first password';
  await createUser(anonymous, { username, email, password });
  const mail = await waitFor('the mail', async () => received.find(({ to }) => to === email));
  const token = /https:\/\/docket\.example\.org\/confirm#(ct_[\w-]{43})/.exec(mail.text)?.[1] ?? '';
  await expect(login(anonymous, { username: email, password }, reactions)).rejects.toMatchObject({
    code: 'invalid_credentials',
  });
  expect(await confirmEmail(anonymous, { token })).toEqual({ username, email });
  await login(anonymous, { username: email, password }, reactions);

  await createUser(anonymous, { username: `x-${username}`.slice(0, 32), email, password });
  const word = await waitFor('word of it', async () => received.filter(({ to }) => to === email)[1]);
  expect(word.text).toContain('You have a Docket account already');
  expect(word.text).not.toContain('/confirm#');
});

it('a worker without a mail server writes mails to files that only it reads, and says so', async () => {
  await docket.killWorkers();
  const folder = await mkdtemp(join(tmpdir(), 'docket-mail-'));
  try {
    const worker = await docket.startWorker({ WORKER_AREAS: 'mail', DOCKET_DATA_DIR: folder });
    const { ctx, email } = await account();
    await forgotPassword(ctx, { email });
    const [file] = await waitFor('the file', async () => {
      const files = await readdir(join(folder, 'mail')).catch(() => []);
      const texts = await Promise.all(files.map((name) => readFile(join(folder, 'mail', name), 'utf8')));
      return texts.some((text) => text.includes(`To: ${email}`)) && files;
    });
    expect((await stat(join(folder, 'mail', file ?? ''))).mode & 0o077).toBe(0);
    expect(worker.logs()).toContain('SMTP_URL is not set');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
