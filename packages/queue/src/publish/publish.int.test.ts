import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { channelKeys, onceKey } from './keys.ts';
import { createPublisher } from './publisher.ts';
import { createStreamReader, type StreamView } from './reader.ts';
import { PUBLISH_SCRIPT, READ_SCRIPT } from './scripts.ts';

let server: TestRedis;
let redis: Redis;
let channel: string;

beforeAll(async () => {
  server = await startTestRedis();
  redis = new Redis(server.url);
  redis.on('error', () => undefined);
});

beforeEach(() => {
  channel = `user:${randomUUID()}`;
});

afterAll(async () => {
  redis.disconnect();
  await server.dispose();
});

function event(n: number, id: string = randomUUID()) {
  return { channel, id, json: JSON.stringify({ n }) };
}

async function read(since?: number, count = 1_000): Promise<StreamView> {
  const [view] = await createStreamReader({ redis, prefix: 'test', count }).read([
    { channel, ...(since === undefined ? {} : { since }) },
  ]);
  if (view === undefined || view instanceof Error) throw view ?? new Error('no answer');
  return view;
}

describe('publishing', () => {
  test('numbers a channel’s events from 1 and tells subscribers with a finished frame', async () => {
    const publisher = createPublisher({ redis, prefix: 'test' });
    const subscriber = redis.duplicate();
    const heard: string[] = [];
    subscriber.on('smessage', (_key: string, message: string) => void heard.push(message));
    await subscriber.ssubscribe(channelKeys('test', channel).live);
    const first = await publisher.publishRaw(event(1));
    const second = await publisher.publishRaw(event(2));
    expect([first.offset, second.offset, first.duplicate, first.epoch]).toEqual([1, 2, false, second.epoch]);
    await waitFor('both', () => heard.length === 2);
    const [head, frame] = (heard[1] ?? '').split('\n');
    expect(head).toMatch(new RegExp(`^${second.epoch} 2 \\d{13}$`));
    expect(JSON.parse(frame ?? '')).toEqual({ push: { channel, pub: { data: { n: 2 }, offset: 2 } } });
    subscriber.disconnect();
  });

  test('tells an event of its contract, and under test none with a field more', async () => {
    const breaches: string[] = [];
    const publisher = createPublisher({
      redis,
      prefix: 'test',
      onBreach: (breach) => void breaches.push(breach.message),
    });
    const userId = randomUUID();
    const moved = { v: 1, id: randomUUID(), type: 'queue.moved', at: new Date().toISOString() } as const;
    const good = { ...moved, data: { userId, tasks: [] } };
    expect(await publisher.publish(channel, good)).toMatchObject({ offset: 1 });
    const more = { ...moved, id: randomUUID(), data: { ...good.data, secret: 1 } };
    await expect(publisher.publish(channel, more)).rejects.toThrow('queue.moved breaks its contract');
    await expect(publisher.publishMany([{ channel, envelope: more }])).rejects.toThrow();
    expect(breaches).toHaveLength(2);
    expect((await read(0)).top).toBe(1);
  });

  test('an event published again keeps its place and appends nothing, also when both are on their way at once', async () => {
    const publisher = createPublisher({ redis, prefix: 'test' });
    const again = event(1);
    const places = await Promise.all([
      publisher.publishRaw(again),
      publisher.publishRaw(again),
      publisher.publishManyRaw([again, event(2), again]),
    ]);
    const all = places.flat();
    expect(all.map((place) => place instanceof Error || place.offset)).toEqual([1, 1, 1, 2, 1]);
    expect(all.map((place) => place instanceof Error || place.duplicate)).toEqual([false, true, true, false, true]);
    expect((await read(0)).entries.map(({ json }) => json)).toEqual(['{"n":1}', '{"n":2}']);
  });

  test('control: without the look-up of the id the repeat is there twice', async () => {
    const careless = PUBLISH_SCRIPT.replace(/^if earlier .*$/m, '');
    expect(careless).not.toBe(PUBLISH_SCRIPT);
    const keys = channelKeys('test', channel);
    const call = () =>
      redis.eval(
        careless,
        5,
        keys.meta,
        keys.stream,
        keys.live,
        `${keys.meta}:once`,
        `${keys.meta}:once`,
        'epoch',
        60,
        60,
        100,
        60,
        0,
        '',
        '{}',
      );
    await call();
    await call();
    expect((await read(0)).entries).toHaveLength(2);
  });

  test('one failing publication of many does not take the others with it', async () => {
    const publisher = createPublisher({ redis, prefix: 'test' });
    const broken = `user:${randomUUID()}`;
    await redis.set(channelKeys('test', broken).meta, 'not a hash');
    const [good, bad] = await publisher.publishManyRaw([event(1), { ...event(2), channel: broken }]);
    expect(good).toMatchObject({ offset: 1 });
    expect(bad).toBeInstanceOf(Error);
  });

  test('a failing publication takes those after it on its channel with it, and no other; sent again they keep their order', async () => {
    const publisher = createPublisher({ redis, prefix: 'test' });
    const other = { ...event(9), channel: `user:${randomUUID()}` };
    const events = [event(1), event(2), other, event(3), event(4)];
    await redis.lpush(onceKey('test', channel, events[1]?.id ?? ''), 'not a string');
    const first = await publisher.publishManyRaw(events);
    expect(first.map((place) => (place instanceof Error ? place.message.split(' ')[0] : place.offset))).toEqual([
      1,
      'WRONGTYPE',
      1,
      'WRONGTYPE',
      'BEHIND',
    ]);
    await redis.del(onceKey('test', channel, events[1]?.id ?? ''));
    const again = await publisher.publishManyRaw(events);
    expect(again.map((place) => place instanceof Error || [place.offset, place.duplicate])).toEqual([
      [1, true],
      [2, false],
      [1, true],
      [3, false],
      [4, false],
    ]);
    expect((await read(0)).entries.map(({ json }) => json)).toEqual(['{"n":1}', '{"n":2}', '{"n":3}', '{"n":4}']);
  });

  test('nothing stays for ever: window, ids and epoch expire', async () => {
    const publisher = createPublisher({
      redis,
      prefix: 'test',
      windowLength: 100,
      windowSeconds: 50,
      onceSeconds: 60,
      epochSeconds: 500,
    });
    await publisher.publishManyRaw(Array.from({ length: 1_000 }, (_, n) => event(n)));
    const keys = channelKeys('test', channel);
    expect(await redis.ttl(keys.stream)).toBeGreaterThan(0);
    expect(await redis.ttl(keys.meta)).toBeGreaterThan(400);
    expect(await redis.xlen(keys.stream)).toBeLessThan(300);
    const [id] = await redis.keys(`test:rt:{${channel}}:once:*`);
    expect(await redis.ttl(id ?? '')).toBeGreaterThan(0);
  });

  test('fails at once while Redis is away', async () => {
    const away = new Redis({ port: 1, lazyConnect: true, enableOfflineQueue: false, retryStrategy: () => null });
    away.on('error', () => undefined);
    await expect(createPublisher({ redis: away, prefix: 'test' }).publishRaw(event(1))).rejects.toThrow();
  });
});

describe('reading', () => {
  test('a channel never published to has a place, too', async () => {
    const first = await read(0);
    expect(first).toMatchObject({ top: 0, entries: [], covered: true });
    expect((await read()).epoch).toBe(first.epoch);
    expect((await createPublisher({ redis, prefix: 'test' }).publishRaw(event(1))).epoch).toBe(first.epoch);
  });

  test('makes nothing that outlives the reader, and keeps what is there only for as long', async () => {
    const reader = createStreamReader({ redis, prefix: 'test', readerSeconds: 100 });
    const { meta } = channelKeys('test', channel);
    await reader.read([{ channel }]);
    expect(await redis.ttl(meta)).toBeLessThanOrEqual(100);
    await redis.expire(meta, 5);
    await reader.read([{ channel, since: 0 }]);
    expect(await redis.ttl(meta)).toBeGreaterThan(90);
    // Of a channel that is published to the epoch is kept, for whoever comes back, and reading does not shorten that.
    await createPublisher({ redis, prefix: 'test', epochSeconds: 5_000 }).publishRaw(event(1));
    await reader.read([{ channel }]);
    expect(await redis.ttl(meta)).toBeGreaterThan(4_000);
  });

  test('says whether the window covers what follows an offset', async () => {
    await createPublisher({ redis, prefix: 'test' }).publishManyRaw(Array.from({ length: 20 }, (_, n) => event(n)));
    await redis.xtrim(channelKeys('test', channel).stream, 'MINID', '11-0');
    const covered = await Promise.all([0, 9, 10, 11, 19, 20, 21].map((since) => read(since)));
    expect(covered.map((view) => view.covered)).toEqual([false, false, true, true, true, true, false]);
    expect(covered.map((view) => view.entries.map(({ offset }) => offset)[0])).toEqual([
      11,
      11,
      11,
      12,
      20,
      undefined,
      undefined,
    ]);
    await redis.del(channelKeys('test', channel).stream);
    expect((await read(19)).covered).toBe(false);
    expect((await read(20)).covered).toBe(true);
  });

  test('comes in parts and says so', async () => {
    await createPublisher({ redis, prefix: 'test' }).publishManyRaw(Array.from({ length: 20 }, (_, n) => event(n)));
    expect(await read(0, 20)).toMatchObject({ more: false });
    const part = await read(0, 19);
    expect([part.more, part.entries.length, part.covered]).toEqual([true, 19, true]);
  });
});

describe('a Redis that comes back with an older state', () => {
  /** 20 were published; the server that runs now remembers 15. */
  async function loseLastFive(): Promise<void> {
    await createPublisher({ redis, prefix: 'test' }).publishManyRaw(Array.from({ length: 20 }, (_, n) => event(n)));
    const { meta, stream } = channelKeys('test', channel);
    await redis.hset(meta, { o: 15, i: 'another-history' });
    await redis.xdel(stream, '16-0', '17-0', '18-0', '19-0', '20-0');
    await redis.call('XSETID', stream, '15-0');
  }

  test('goes on far beyond every offset it may have given out', async () => {
    await loseLastFive();
    expect(await createPublisher({ redis, prefix: 'test' }).publishRaw(event(21))).toMatchObject({ offset: 1_000_016 });
    // Somebody saw 18, which this Redis knows nothing of.
    expect(await read(18)).toMatchObject({ covered: false, forgotten: false });
    // Somebody saw 15: whatever Redis has is there, but 16 to 20 are not.
    expect(await read(15)).toMatchObject({ covered: true, forgotten: true, entries: [{ offset: 1_000_016 }] });
    expect(await read(1_000_016)).toMatchObject({ covered: true, forgotten: false });
  });

  test('a second restart without a publication in between still knows where it stood', async () => {
    await createPublisher({ redis, prefix: 'test' }).publishManyRaw([event(1), event(2)]);
    const { meta, stream } = channelKeys('test', channel);
    const views: unknown[] = [];
    for (const history of ['second', 'third']) {
      const there = READ_SCRIPT.replace(/redis\.pcall\('INFO'[^)]*\)/, `'master_replid:${history}'`);
      views.push(await redis.eval(there, 2, meta, stream, 'epoch', 60, 2, 10));
    }
    expect(views.map((view) => Array.isArray(view) && [view[1], view[3], view[4]])).toEqual([
      ['1000002', '2', '1000002'],
      ['2000002', '2', '2000002'],
    ]);
  });

  test('that is restarted has another history', async () => {
    const history = async () => /master_replid:(\w+)/.exec(await redis.info('replication'))?.[1];
    const before = await history();
    await createPublisher({ redis, prefix: 'test' }).publishRaw(event(1));
    await server.restart();
    await waitFor('the connection', () => redis.status === 'ready');
    expect(await history()).not.toBe(before);
    expect(await createPublisher({ redis, prefix: 'test' }).publishRaw(event(2))).toMatchObject({ offset: 1_000_002 });
  });

  test('control: without its history it gives offsets out twice', async () => {
    await loseLastFive();
    const { meta, stream, live } = channelKeys('test', channel);
    const unaware = PUBLISH_SCRIPT.replace(/redis\.pcall\('INFO'[^)]*\)/, "''");
    expect(unaware).not.toBe(PUBLISH_SCRIPT);
    const args = ['epoch', 60, 60, 100, 60, 0, '', '{}'];
    expect(await redis.eval(unaware, 5, meta, stream, live, `${meta}:once`, `${meta}:once`, ...args)).toContain('16');
  });
});
