import { randomBytes, randomUUID } from 'node:crypto';
import { State } from 'centrifuge';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GATEWAY_CHANNEL } from '@docket/contracts/events/identity';
import type { Role } from '@docket/contracts/http/identity';
import type { Db } from '@docket/db/client';
import { endUserSessions } from '@docket/domain/identity/session/end-user-sessions';
import { logout } from '@docket/domain/identity/session/logout';
import { reactions } from '@docket/domain/reactions';
import { disableUser } from '@docket/domain/identity/user/disable-user';
import { setPassword } from '@docket/domain/identity/user/set-password';
import { setRole } from '@docket/domain/identity/user/set-role';
import { createRealtimeToken } from '@docket/domain/realtime/create-realtime-token';
import type { Ctx } from '@docket/domain/spine/ctx';
import { channelKeys } from '@docket/queue/publish/keys';
import { PUBLISH_SCRIPT } from '@docket/queue/publish/scripts';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { connectRaw, createSender, SECRET, spawnGateway, watch, type Gateway, type Sender } from './support.ts';

let redis: TestRedis;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  [redis, database] = await Promise.all([startTestRedis(), createTestDatabase()]);
  db = openDb(database.url);
  [gateway, sender] = await Promise.all([
    spawnGateway({ redisUrl: redis.url, databaseUrl: database.url }),
    createSender(redis.url),
  ]);
});

afterAll(async () => {
  sender.close();
  await gateway.kill();
  await closeDb(db);
  await Promise.all([redis.dispose(), database.drop()]);
});

/** As the services: events go to Redis right after the commit. */
function ctxOf(actor?: TestUser): Ctx {
  return {
    ...testCtx(db, actor),
    dispatch: (rows) => {
      for (const row of rows) if (row.topic === 'event') void sender.publish(row.channel, row.envelope);
    },
  };
}

async function login(user: TestUser): Promise<TestUser> {
  const sessionId = newId();
  await db.pool.query(
    `INSERT INTO sessions (id, user_id, token_hash, expires_at) VALUES ($1, $2, $3, now() + interval '1 day')`,
    [sessionId, user.userId, randomBytes(32)],
  );
  return { ...user, sessionId };
}

/** A user with two logins. */
async function twice(): Promise<[TestUser, TestUser]> {
  const user = await makeUser(db);
  return [await login(user), await login(user)];
}

async function tokenOf(actor: TestUser): Promise<string> {
  const settings = { REALTIME_JWT_SECRET: [SECRET] as const };
  return (await createRealtimeToken({ ...ctxOf(actor), settings }, { url: '' })).token;
}

async function connect(actor: TestUser) {
  const token = await tokenOf(actor);
  const watcher = await watch(gateway.socketUrl, actor.userId, { token });
  await watcher.connected();
  return { watcher, token };
}

async function codeOn(to: Gateway, token: string): Promise<number | 'taken'> {
  const client = await connectRaw(to.socketUrl);
  client.send({ id: 1, connect: { token } });
  const taken = client.next('connect').then(() => 'taken' as const);
  taken.catch(() => undefined);
  const outcome = await Promise.race([client.closed, taken]);
  client.socket.terminate();
  return outcome;
}

const everyEnd: readonly [string, (user: TestUser) => Promise<unknown>][] = [
  ['logging out everywhere', (user) => logout(ctxOf(user), { everywhere: true })],
  ['another password', ({ username }) => setPassword(ctxOf(), { username, password: 'another password' })],
  ['closing the account', ({ userId }) => disableUser(ctxOf(), { userId }, reactions)],
  ['an admin who cuts the user off', ({ userId }) => endUserSessions(ctxOf(), { userId })],
];

describe('what was opened with a login ends with it', () => {
  test.each(everyEnd)('within a second after %s: sockets with 3503, tokens with 3500', async (_, end) => {
    const [one, two] = await twice();
    const [other] = await twice();
    const open = await Promise.all([connect(one), connect(two), connect(other)]);
    await end(one);
    await waitFor('both ends', () => open.every(({ watcher }, at) => at === 2 || watcher.codes.includes(3503)), {
      timeoutMs: 1_000,
    });
    expect(open.map(({ watcher }) => watcher.client.state)).toEqual([
      State.Disconnected,
      State.Disconnected,
      State.Connected,
    ]);
    for (const { token } of open.slice(0, 2)) expect(await codeOn(gateway, token)).toBe(3500);
    expect(await codeOn(gateway, open[2]?.token ?? '')).toBe('taken');
    open[2]?.watcher.close();
  });

  test('logging out of one leaves the other', async () => {
    const [one, two] = await twice();
    const [first, second] = await Promise.all([connect(one), connect(two)]);
    await logout(ctxOf(one), { everywhere: false });
    await waitFor('its end', () => first.watcher.codes.includes(3503), { timeoutMs: 1_000 });
    expect(await codeOn(gateway, second.token)).toBe('taken');
    expect(second.watcher.client.state).toBe(State.Connected);
    second.watcher.close();
  });

  test('a refresh with the token of an ended login does not save a socket of another', async () => {
    const [one, two] = await twice();
    const [ended, good] = await Promise.all([tokenOf(one), tokenOf(two)]);
    const client = await connectRaw(gateway.socketUrl);
    client.send({ id: 1, connect: { token: good } });
    await client.next('connect');
    await logout(ctxOf(one), { everywhere: false });
    await waitFor('the news', async () => (await codeOn(gateway, ended)) === 3500, { timeoutMs: 1_000 });
    client.send({ id: 2, refresh: { token: ended } });
    expect(await client.closed).toBe(3500);
  });
});

test('another role: sockets come back with a token that says so, and the old token does not do', async () => {
  const user = await login(await makeUser(db));
  const token = await tokenOf(user);
  let role: Role = 'user';
  const watcher = await watch(gateway.socketUrl, user.userId, {
    token,
    getToken: () => tokenOf({ ...user, role }),
  });
  await watcher.connected();
  role = 'setter';
  await setRole(ctxOf(), { username: user.username, role });
  await waitFor('the end', () => watcher.codes.includes(3011), { timeoutMs: 1_000 });
  await watcher.connected();
  expect(watcher.errors).toEqual([109]);
  watcher.close();
});

test('a gateway that starts afterwards knows it from Postgres, whatever Redis has forgotten', async () => {
  const [one] = await twice();
  const token = await tokenOf(one);
  await logout(ctxOf(one), { everywhere: true });
  const admin = new Redis(redis.url);
  await admin.flushall();
  admin.disconnect();
  const [knowing, alone] = await Promise.all([
    spawnGateway({ redisUrl: redis.url, databaseUrl: database.url }),
    spawnGateway({ redisUrl: redis.url }),
  ]);
  await waitFor('its knowledge', async () => (await codeOn(knowing, token)) === 3500);
  // Control: without Postgres it takes the token at its word.
  expect(await codeOn(alone, token)).toBe('taken');
  await Promise.all([knowing.kill(), alone.kill()]);
});

test('an event that pub/sub loses is found within two seconds', async () => {
  const [one] = await twice();
  const { watcher } = await connect(one);
  const silent = PUBLISH_SCRIPT.replace(/^redis\.call\('SPUBLISH'.*$/m, '');
  expect(silent).not.toBe(PUBLISH_SCRIPT);
  const admin = new Redis(redis.url);
  const { meta, stream, live } = channelKeys('docket', GATEWAY_CHANNEL);
  const [id, once] = [randomUUID(), `${meta}:once`];
  const data = { userId: one.userId, endedSessions: [one.sessionId], role: null };
  const json = JSON.stringify({ v: 1, id, type: 'access.changed', at: new Date().toISOString(), data });
  await admin.eval(silent, 5, meta, stream, live, once, once, id, 600, 600, 100, 600, 0, '', json);
  admin.disconnect();
  await waitFor('its end', () => watcher.codes.includes(3503), { timeoutMs: 2_500 });
});
