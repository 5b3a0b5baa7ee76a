import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userChannel } from '@docket/contracts/events/envelope';
import { createPool, type Pool } from '@docket/db/pool';
import { channelKeys, onceKey } from '@docket/queue/publish/keys';
import { PUBLISH_SCRIPT } from '@docket/queue/publish/scripts';
import { createTestDatabase } from '@docket/testing/database';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import {
  createSender,
  metric,
  numbers,
  spawnGateway,
  watch,
  type Gateway,
  type Sender,
  type Watcher,
} from './support.ts';

let redis: TestRedis;
let admin: Redis;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: Pool;
let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  [redis, database] = await Promise.all([startTestRedis(), createTestDatabase()]);
  admin = new Redis(redis.url);
  admin.on('error', () => undefined);
  pool = createPool({ DATABASE_URL: database.url, DATABASE_POOL: 2 });
  [gateway, sender] = await Promise.all([
    spawnGateway({ redisUrl: redis.url, databaseUrl: database.url, settings: { positionCheckMs: 1_000 } }),
    createSender(redis.url),
  ]);
});

afterAll(async () => {
  sender.close();
  admin.disconnect();
  await gateway.kill();
  await pool.end();
  await Promise.all([redis.dispose(), database.drop()]);
});

/** As the spine does it: the outbox row, the publication, its place in the row. */
async function sendDurable(userId: string, from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) await sendRow(userId, await insertUnsent(userId, n));
}

async function sendRow(userId: string, id: string): Promise<void> {
  const { rows } = await pool.query<{ json: string }>('SELECT payload::text AS json FROM outbox WHERE id = $1', [id]);
  const place = await sender.publishRaw({ channel: userChannel(userId), id, json: rows[0]?.json ?? '' });
  await pool.query('UPDATE outbox SET sent_at = now(), stream_epoch = $2, stream_offset = $3 WHERE id = $1', [
    id,
    place.epoch,
    place.offset,
  ]);
}

async function insertUnsent(userId: string, n: number): Promise<string> {
  const id = randomUUID();
  const payload = { v: 1, id, type: 'test', at: new Date().toISOString(), data: { n } };
  await pool.query(`INSERT INTO outbox (id, topic, name, channel, payload) VALUES ($1, 'event', 'test', $2, $3)`, [
    id,
    userChannel(userId),
    payload,
  ]);
  return id;
}

/** The oldest entries leave the window, as MAXLEN makes them. */
async function trimTo(userId: string, firstKept: number): Promise<void> {
  await admin.xtrim(`docket:rt:{${userChannel(userId)}}:stream`, 'MINID', `${firstKept}-0`);
}

async function connectAndSee(userId: string, count: number): Promise<Watcher> {
  const watcher = await watch(gateway.socketUrl, userId);
  await watcher.connected();
  await sendDurable(userId, 1, count);
  await waitFor('the first events', () => watcher.received.length === count);
  watcher.client.disconnect();
  return watcher;
}

async function comeBack(watcher: Watcher): Promise<{ recovered: boolean; wasRecovering: boolean } | undefined> {
  watcher.client.connect();
  await watcher.connected();
  return watcher.starts.at(-1);
}

describe('more was missed than the window holds', () => {
  test('the gap is filled from Postgres in the same exchange', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 5);
    await sendDurable(userId, 6, 40);
    await trimTo(userId, 30);
    expect(await comeBack(watcher)).toEqual({ recovered: true, wasRecovering: true });
    await waitFor('all events', () => watcher.received.length >= 40);
    expect(watcher.received).toEqual(numbers(40));
    expect(watcher.offsets).toEqual(numbers(40));
    expect(await metric(gateway, 'realtime_recoveries_total', 'outcome="durable"')).toBeGreaterThan(0);
    watcher.close();
  });

  test('a window that is gone entirely is filled, too, and coalesced events leave holes', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 5);
    await sendDurable(userId, 6, 8);
    // Not in Postgres: progress.
    await sender.sendNumbers(userId, 9, 10);
    await sendDurable(userId, 11, 12);
    await admin.del(`docket:rt:{${userChannel(userId)}}:stream`);
    expect(await comeBack(watcher)).toEqual({ recovered: true, wasRecovering: true });
    await waitFor('the last', () => watcher.received.at(-1) === 12);
    expect(watcher.received).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 11, 12]);
    await sendDurable(userId, 13, 13);
    await waitFor('live again', () => watcher.received.at(-1) === 13);
    watcher.close();
  });

  test('while the relay still owes an event, the client is told to load anew', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 5);
    await sendDurable(userId, 6, 40);
    await insertUnsent(userId, 41);
    await trimTo(userId, 30);
    expect(await comeBack(watcher)).toEqual({ recovered: false, wasRecovering: true });
    expect(watcher.received).toEqual(numbers(5));
    await sendDurable(userId, 42, 42);
    await waitFor('live again', () => watcher.received.length === 6);
    watcher.close();
  });

  test('an event that is just being sent is waited for', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 5);
    await sendDurable(userId, 6, 40);
    const id = await insertUnsent(userId, 41);
    await trimTo(userId, 30);
    const sending = new Promise((resolve) => setTimeout(resolve, 150)).then(() => sendRow(userId, id));
    expect(await comeBack(watcher)).toEqual({ recovered: true, wasRecovering: true });
    await sending;
    await waitFor('all events', () => watcher.received.length >= 41);
    expect(watcher.received).toEqual(numbers(41));
    watcher.close();
  });

  test('when rows were cleaned away beyond the client’s place, it is told to load anew', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 5);
    await sendDurable(userId, 6, 40);
    await pool.query('DELETE FROM outbox WHERE channel = $1 AND stream_offset <= 10', [userChannel(userId)]);
    await trimTo(userId, 30);
    expect(await comeBack(watcher)).toEqual({ recovered: false, wasRecovering: true });
    watcher.close();
  });

  test('what the window holds needs no Postgres, even with an event unsent', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 5);
    await sendDurable(userId, 6, 40);
    await insertUnsent(userId, 41);
    expect(await comeBack(watcher)).toEqual({ recovered: true, wasRecovering: true });
    await waitFor('all events', () => watcher.received.length >= 40);
    expect(watcher.received).toEqual(numbers(40));
    watcher.close();
  });
});

describe('pub/sub that loses silently', () => {
  /** Publishes as always, but the gateways are not told. */
  async function publishUnheard(userId: string, n: number): Promise<void> {
    const channel = userChannel(userId);
    const { meta, stream, live } = channelKeys('docket', channel);
    const mute = PUBLISH_SCRIPT.replace(/^redis\.call\('SPUBLISH'.*$/m, '');
    expect(mute).not.toBe(PUBLISH_SCRIPT);
    const once = onceKey('docket', channel, randomUUID());
    await admin.eval(
      mute,
      5,
      meta,
      stream,
      live,
      once,
      once,
      'epoch',
      600,
      600,
      1_000,
      600,
      0,
      '',
      JSON.stringify({ data: { n } }),
    );
  }

  test('is noticed with the next publication, and the missed one comes first', async () => {
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await sender.sendNumbers(userId, 1, 3);
    await publishUnheard(userId, 4);
    await sender.sendNumbers(userId, 5, 5);
    await waitFor('all', () => watcher.received.length === 5);
    expect(watcher.received).toEqual(numbers(5));
    expect(watcher.starts).toHaveLength(1);
    watcher.close();
  });

  test('is noticed by the periodic comparison when nothing follows', async () => {
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await publishUnheard(userId, 1);
    await waitFor('the missed one', () => watcher.received.length === 1);
    expect(await metric(gateway, 'realtime_position_mismatches_total')).toBeGreaterThan(0);
    expect(watcher.starts).toHaveLength(1);
    watcher.close();
  });

  test('and a window that cannot fill the gap ends in 3010', async () => {
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await sender.sendNumbers(userId, 1, 3);
    await waitFor('three', () => watcher.received.length === 3);
    const { stream } = channelKeys('docket', userChannel(userId));
    await publishUnheard(userId, 4);
    await publishUnheard(userId, 5);
    await admin.xtrim(stream, 'MINID', '5-0');
    await waitFor('a new start', () => watcher.starts.length === 2);
    expect(watcher.codes).toContain(3010);
    expect(watcher.starts[1]).toEqual({ recovered: false, wasRecovering: true });
    watcher.close();
  });
});

describe('a Redis that forgot', () => {
  /** What a crash of the machine does with appendfsync everysec: the last writes are gone, the earlier ones are there. */
  async function forgetAfter(userId: string, kept: number): Promise<void> {
    const { meta, stream } = channelKeys('docket', userChannel(userId));
    await admin.hset(meta, 'o', kept);
    const gone = (await admin.xrange(stream, `(${kept}-0`, '+')).map(([id]) => id);
    await admin.xdel(stream, ...gone);
    await admin.call('XSETID', stream, `${kept}-0`);
  }

  async function restart(): Promise<void> {
    await redis.restart();
    await waitFor('Redis', () => admin.status === 'ready');
    await waitFor('the sender', async () => {
      await sender.publishRaw({ channel: 'user:nobody', id: randomUUID(), json: '{}' });
      return true;
    });
  }

  test('the last second: numbers that clients have seen are not given out again, and nothing new is missed', async () => {
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await sendDurable(userId, 1, 20);
    await waitFor('the first events', () => watcher.received.length === 20);
    await forgetAfter(userId, 15);
    await restart();
    await sendDurable(userId, 21, 40);
    await waitFor('the later events', () => watcher.received.at(-1) === 40);
    expect(watcher.received).toEqual(numbers(40));
    expect(watcher.offsets).toEqual(watcher.offsets.toSorted((a, b) => a - b));
    for (const start of watcher.starts.slice(1)) expect(start.recovered).toBe(true);
    watcher.close();
  });

  test('the last second, which a client that was away gets from Postgres', async () => {
    const userId = randomUUID();
    const watcher = await connectAndSee(userId, 10);
    await sendDurable(userId, 11, 20);
    await forgetAfter(userId, 15);
    await restart();
    await sendDurable(userId, 21, 25);
    expect(await comeBack(watcher)).toEqual({ recovered: true, wasRecovering: true });
    await waitFor('all events', () => watcher.received.length >= 25);
    expect(watcher.received).toEqual(numbers(25));
    watcher.close();
  });

  test('nothing: users whose window had run out long ago notice nothing of the restart', async () => {
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await sendDurable(userId, 1, 5);
    await waitFor('the first events', () => watcher.received.length === 5);
    await admin.del(channelKeys('docket', userChannel(userId)).stream);
    await restart();
    await sendDurable(userId, 6, 7);
    await waitFor('the later events', () => watcher.received.length === 7);
    expect(watcher.received).toEqual(numbers(7));
    expect(watcher.starts).toHaveLength(1);
    watcher.close();
  });

  test('everything: a new epoch, and clients are told to load anew', async () => {
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await sendDurable(userId, 1, 5);
    await waitFor('the first events', () => watcher.received.length === 5);
    await redis.restart({ empty: true });
    await waitFor('a new start', () => watcher.starts.length === 2);
    expect(watcher.codes).toContain(3010);
    expect(watcher.starts[1]).toEqual({ recovered: false, wasRecovering: true });
    await waitFor('the sender', async () => {
      await sender.publishRaw({ channel: 'user:nobody', id: randomUUID(), json: '{}' });
      return true;
    });
    await sendDurable(userId, 6, 8);
    await waitFor('live again', () => watcher.received.at(-1) === 8);
    watcher.close();
  });
});
