import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseEvent, userChannel, type EventEnvelope } from '@docket/contracts/events/envelope';
import { roomChannel } from '@docket/contracts/events/waiting-room';
import type { Db } from '@docket/db/client';
import { drawRoom, tellPlaces } from '@docket/domain/waiting-room/draw';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { createTestDatabase } from '@docket/testing/database';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { connectRaw, createSender, sign, spawnGateway, watch, type Gateway, type Sender } from './support.ts';

let redis: TestRedis;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;
let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  [redis, database] = await Promise.all([startTestRedis(), createTestDatabase()]);
  db = openDb(database.url, 2);
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

/** What the waiting room's functions leave in the outbox goes to Redis as the relay sends it. */
async function send(): Promise<void> {
  const { rows } = await db.pool.query<{ id: string; channel: string; json: string }>(
    `UPDATE outbox SET sent_at = now() WHERE topic = 'event' AND sent_at IS NULL RETURNING id, channel, payload::text AS json`,
  );
  for (const row of rows) await sender.publishRaw(row);
}

async function openRoom(showId: string): Promise<void> {
  await db.pool.query(`UPDATE shows SET sale_opens_at = now() - interval '1 second' WHERE id = $1`, [showId]);
  await drawRoom(testCtx(db), showId);
  await tellPlaces(testCtx(db), { showId, slice: 500 });
  await send();
}

type Seen = { readonly personal: EventEnvelope[]; readonly room: EventEnvelope[]; close(): void };

/** As any client reads it; what does not parse fails the test. */
function known(data: unknown): EventEnvelope {
  const event = parseEvent(data);
  if (event === undefined) throw new Error(`not an event: ${JSON.stringify(data)}`);
  return event;
}

/** The unmodified client on its personal channel and on the room's. */
async function enter(showId: string, userId: string): Promise<Seen> {
  const watcher = await watch(gateway.socketUrl, userId);
  const seen: Seen = { personal: [], room: [], close: () => watcher.close() };
  watcher.client.on('publication', ({ data }) => void seen.personal.push(known(data)));
  const subscription = watcher.client.newSubscription(roomChannel(showId));
  subscription.on('publication', ({ data }) => void seen.room.push(known(data)));
  subscription.subscribe();
  await Promise.all([watcher.connected(), subscription.ready(10_000)]);
  return seen;
}

async function waitingShow(users: readonly TestUser[]): Promise<string> {
  const { showId } = await makeShow(db, { waitingRoom: true, saleOpensIn: 3_600 });
  const of = users.map(() => showId);
  await db.pool.query('SELECT FROM enter_rooms($1, $2)', [of, users.map(({ userId }) => userId)]);
  return showId;
}

test('a room’s channel tells everybody who watches it how far it has come, and each their own place to nobody else', async () => {
  const users = await Promise.all([makeUser(db), makeUser(db)]);
  const [showId, other] = [await waitingShow(users), await waitingShow(users)];
  const watchers = await Promise.all(users.map(({ userId }) => enter(showId, userId)));
  await openRoom(showId);
  for (const [at, seen] of watchers.entries()) {
    await waitFor('both events', () => seen.room.length === 1 && seen.personal.length === 1);
    expect(seen.room).toMatchObject([{ type: 'room.moved', data: { showId, served: 0, lastPlace: 2 } }]);
    expect(seen.personal).toMatchObject([{ type: 'room.updated', data: { showId, userId: users[at]?.userId } }]);
  }
  // Another room is another channel: of its opening only those hear who are in it, and only their own place.
  await openRoom(other);
  for (const seen of watchers) {
    await waitFor('the other place', () => seen.personal.length === 2);
    expect(seen.personal[1]).toMatchObject({ data: { showId: other } });
    expect(seen.room).toHaveLength(1);
    seen.close();
  }
});

test('the personal channel of somebody else is refused, and what is published there stays away', async () => {
  const [me, other] = await Promise.all([makeUser(db), makeUser(db)]);
  const showId = await waitingShow([other]);
  const client = await connectRaw(gateway.socketUrl);
  client.send(
    { id: 1, connect: { token: await sign(me.userId) } },
    { id: 2, subscribe: { channel: userChannel(other.userId) } },
    { id: 3, subscribe: { channel: roomChannel(showId) } },
    // Nor by way of a channel that looks public.
    { id: 4, subscribe: { channel: `room:${userChannel(other.userId)}` } },
  );
  await waitFor('answers', () => client.messages.length >= 4);
  expect(client.messages.filter((message) => 'error' in message)).toMatchObject([
    { id: 2, error: { code: 103 } },
    { id: 4, error: { code: 102 } },
  ]);
  await openRoom(showId);
  const pushed = await client.next('push');
  expect(pushed).toMatchObject({ push: { channel: roomChannel(showId), pub: { data: { type: 'room.moved' } } } });
  await sender.publishRaw({ channel: userChannel(me.userId), id: 'mine', json: '{"mine":true}' });
  await waitFor('the own event', () => JSON.stringify(client.messages).includes('"mine"'));
  expect(JSON.stringify(client.messages)).not.toContain('room.updated');
  client.socket.terminate();
});
