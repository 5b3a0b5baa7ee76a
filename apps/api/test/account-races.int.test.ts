import { createHash, randomBytes } from 'node:crypto';
import { setPassword } from '@docket/domain/identity/user/set-password';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { hashPassword } from '@docket/domain/identity/user/password';
import type { PoolClient } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import { resetPassword } from '@docket/domain/identity/user/reset-password';
import { expectProblem, startTestApi, type TestApi, type TestUser } from './harness.ts';

let api: TestApi;
let another: string;
beforeAll(async () => {
  api = await startTestApi();
  another = await hashPassword('another password');
});
afterAll(() => api.stop());

type Rival = (client: PoolClient) => Promise<unknown>;

/**
 * `rival` is under way when `request` comes, and commits once the request waits for it, or is through because nothing made it wait: what the
 * request read before its transaction is then of before the rival.
 */
async function beside<T>(rival: Rival, request: () => Promise<T>, then?: Rival): Promise<T> {
  const client = await api.db.pool.connect();
  try {
    await client.query('BEGIN');
    await rival(client);
    let over = false;
    const running = request().finally(() => (over = true));
    await vi.waitFor(async () => {
      const { rows } = await api.db.pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      expect(over || rows.length > 0).toBe(true);
    }, 10_000);
    await then?.(client);
    await client.query('COMMIT');
    return await running;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

const setsPassword =
  ({ userId }: TestUser): Rival =>
  (client) =>
    client.query('UPDATE users SET password_hash = $2 WHERE id = $1', [userId, another]);
const endsSessions =
  ({ userId }: TestUser): Rival =>
  async (client) => {
    await client.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [userId]);
    await client.query('UPDATE sessions SET revoked_at = now() WHERE user_id = $1', [userId]);
  };

/** What the account would be after a takeover. */
async function kept({ userId }: TestUser) {
  const { rows } = await api.db.pool.query(
    `SELECT password_hash, coalesce(pending_email, email)::text AS email, deleted_at,
            (SELECT count(*)::int FROM sessions s WHERE s.user_id = u.id AND revoked_at IS NULL) AS sessions FROM users u WHERE id = $1`,
    [userId],
  );
  return rows[0];
}

describe('a password that is replaced while it is checked', () => {
  test('starts no session', async () => {
    const user = await api.user();
    const answer = await beside(
      async (client) => {
        await setsPassword(user)(client);
        await endsSessions(user)(client);
      },
      () => api.call('POST', '/user/login', { json: { username: user.username, password: user.password } }),
    );
    expectProblem(answer, 401, 'invalid_credentials');
    expect(await kept(user)).toMatchObject({ password_hash: another, sessions: 0 });
    expect(
      (await api.call('POST', '/user/login', { json: { username: user.username, password: 'another password' } }))
        .status,
    ).toBe(200);
  });

  const uses = {
    'sets no other': ({ token, password }: TestUser) =>
      api.call('PUT', '/user/password', { token, json: { password, newPassword: 'of a stranger' } }),
    'changes no address': ({ token, password, username }: TestUser) =>
      api.call('PATCH', '/user', { token, json: { password, email: `stranger-${username}@example.org` } }),
    'deletes no account': ({ token, password }: TestUser) =>
      api.call('POST', '/user/delete', { token, json: { password } }),
  };
  test.each(Object.entries(uses))('%s, and neither does a session that ended', async (_, use) => {
    const [reset, loggedOut] = [await api.user(), await api.user()];
    const before = await kept(loggedOut);
    expectProblem(await beside(setsPassword(reset), () => use(reset)), 403, 'wrong_password');
    expect(await kept(reset)).toEqual({
      password_hash: another,
      email: `${reset.username}@example.org`,
      deleted_at: null,
      sessions: 1,
    });
    expectProblem(await beside(endsSessions(loggedOut), () => use(loggedOut)), 401, 'unauthenticated');
    expect(await kept(loggedOut)).toEqual({ ...before, sessions: 0 });
  });
});

/** A pool that lets somebody else go right before a statement. */
function poolBefore(statement: string, rival: () => Promise<unknown>): Pool {
  return new Proxy(api.db.pool, {
    get(pool, key) {
      const value: unknown = Reflect.get(pool, key, pool);
      if (typeof value !== 'function') return value;
      return async (...given: unknown[]) => {
        const [query] = given;
        if (typeof query === 'object' && query !== null && 'name' in query && query.name === statement) await rival();
        return Reflect.apply(value, pool, given);
      };
    },
  });
}

async function addressOf({ userId }: TestUser) {
  const { rows } = await api.db.pool.query(
    `SELECT email::text, pending_email::text AS pending, email_confirmed_at IS NOT NULL AS confirmed FROM users WHERE id = $1`,
    [userId],
  );
  return rows[0];
}
async function unconfirmedUser(): Promise<TestUser> {
  const user = await api.user();
  await api.db.pool.query('UPDATE users SET email_confirmed_at = NULL WHERE id = $1', [user.userId]);
  return user;
}

describe('an address that is confirmed while it changes', () => {
  const confirm = async ({ userId }: TestUser) => {
    const token = `ct_${randomBytes(32).toString('base64url')}`;
    await api.db.pool.query(
      `INSERT INTO account_mails (id, user_id, kind, address, token_hash, expires_at)
       SELECT gen_random_uuid(), id, 'confirm', email, $2, now() + interval '1 hour' FROM users WHERE id = $1`,
      [userId, createHash('sha256').update(token).digest()],
    );
    return () => api.call('POST', '/user/email/confirm', { json: { token } });
  };

  test('is not confirmed by the link of the one before it', async () => {
    const user = await unconfirmedUser();
    const other = `other-${user.username}@example.org`;
    const changes: Rival = (client) => client.query('UPDATE users SET email = $2 WHERE id = $1', [user.userId, other]);
    expectProblem(await beside(changes, await confirm(user)), 410, 'confirm_invalid');
    expect(await addressOf(user)).toEqual({ email: other, pending: null, confirmed: false });
  });

  test('stays until the next one is confirmed', async () => {
    const user = await unconfirmedUser();
    const { email } = (await addressOf(user)) ?? {};
    const other = `other-${user.username}@example.org`;
    const confirms: Rival = (client) =>
      client.query('UPDATE users SET email_confirmed_at = now() WHERE id = $1', [user.userId]);
    const { token, password } = user;
    const change = () => api.call('PATCH', '/user', { token, json: { password, email: other } });
    expect((await beside(confirms, change)).status).toBe(200);
    expect(await addressOf(user)).toEqual({ email, pending: other, confirmed: true });
  });
});

describe('a link to reset a password', () => {
  async function linkOf({ userId }: TestUser): Promise<string> {
    const token = `rt_${randomBytes(32).toString('base64url')}`;
    await api.db.pool.query(
      `INSERT INTO account_mails (id, user_id, kind, token_hash, expires_at) VALUES (gen_random_uuid(), $1, 'reset', $2, now() + interval '1 hour')`,
      [userId, createHash('sha256').update(token).digest()],
    );
    return token;
  }
  async function confirmPending({ userId }: TestUser): Promise<void> {
    const token = `ct_${randomBytes(32).toString('base64url')}`;
    await api.db.pool.query(
      `INSERT INTO account_mails (id, user_id, kind, address, token_hash, expires_at)
       SELECT gen_random_uuid(), id, 'confirm', pending_email, $2, now() + interval '1 hour' FROM users WHERE id = $1`,
      [userId, createHash('sha256').update(token).digest()],
    );
    expect((await api.call('POST', '/user/email/confirm', { json: { token } })).status).toBe(200);
  }
  const use = (token: string) =>
    api.call('POST', '/user/password/reset', { json: { token, newPassword: 'another password' } });

  test('is void once an admin has set another password', async () => {
    const [user, admin] = [await api.user(), await api.user('admin')];
    const link = await linkOf(user);
    const ctx = {
      ...api.ctx,
      actor: { kind: 'user', userId: admin.userId, username: admin.username, role: 'admin', sessionId: '' } as const,
    };
    await setPassword(ctx, { username: user.username, password: 'set by an admin' });
    expectProblem(await use(link), 410, 'reset_invalid');
  });

  test('is void once another address is confirmed, and no sooner', async () => {
    const patch = ({ token, password }: TestUser, email: string) =>
      api.call('PATCH', '/user', { token, json: { password, email } });
    const [asking, user] = [await api.user(), await api.user()];
    const early = await linkOf(asking);
    expect((await patch(asking, `new-${asking.username}@example.org`)).status).toBe(200);
    expect((await use(early)).status).toBe(204);

    const [first, second] = [await linkOf(user), await linkOf(user)];
    expect((await patch(user, `new-${user.username}@example.org`)).status).toBe(200);
    await confirmPending(user);
    for (const link of [first, second]) expectProblem(await use(link), 410, 'reset_invalid');
    const third = await linkOf(user);
    expect((await patch(user, `NEW-${user.username}@example.org`)).status).toBe(200);
    expect((await use(third)).status).toBe(204);
  });

  test('confirms the address that it went to, and not one that has taken its place', async () => {
    const newPassword = 'another password';
    const [user, rival] = [await unconfirmedUser(), await unconfirmedUser()];
    await resetPassword(api.ctx, { token: await linkOf(user), newPassword });
    expect(await addressOf(user)).toMatchObject({ confirmed: true });

    const stranger = `stranger-${rival.username}@example.org`;
    const pool = poolBefore('reset_confirms_email', () =>
      api.db.pool.query('UPDATE users SET email = $2 WHERE id = $1', [rival.userId, stranger]),
    );
    await resetPassword({ ...api.ctx, db: { ...api.db, pool } }, { token: await linkOf(rival), newPassword });
    expect(await addressOf(rival)).toEqual({ email: stranger, pending: null, confirmed: false });
  });

  test('waits for a change of the account that is under way, and neither is lost to a deadlock', async () => {
    const user = await api.user();
    const link = await linkOf(user);
    const answer = await beside(
      (client) => client.query('SELECT FROM users WHERE id = $1 FOR UPDATE', [user.userId]),
      () => use(link),
      (client) => client.query('UPDATE account_mails SET used_at = now() WHERE user_id = $1', [user.userId]),
    );
    expectProblem(answer, 410, 'reset_invalid');
  });
});
