import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { createSender, numbers, spawnGateway, watch, type Gateway, type Sender } from './support.ts';

let redis: TestRedis;
let one: Gateway;
let two: Gateway;
let sender: Sender;

beforeAll(async () => {
  redis = await startTestRedis();
  [one, two, sender] = await Promise.all([
    spawnGateway({ redisUrl: redis.url }),
    spawnGateway({ redisUrl: redis.url }),
    createSender(redis.url, { windowLength: 2_000 }),
  ]);
});

afterAll(async () => {
  sender.close();
  await Promise.all([one.kill(), two.kill()]);
  await redis.dispose();
});

describe('the personal channel', () => {
  test('carries live publications in order to every connection of the user, on any gateway', async () => {
    const userId = randomUUID();
    const watchers = await Promise.all([
      watch(one.socketUrl, userId),
      watch(one.socketUrl, userId),
      watch(two.socketUrl, userId),
    ]);
    await Promise.all(watchers.map((watcher) => watcher.connected()));
    await sender.sendNumbers(userId, 1, 50);
    for (const watcher of watchers) {
      await waitFor('all events', () => watcher.received.length >= 50);
      expect(watcher.received).toEqual(numbers(50));
      expect(watcher.offsets).toEqual(numbers(50));
      watcher.close();
    }
  });

  test('is recovered at the other gateway during a stream of 2,000 events', async () => {
    const userId = randomUUID();
    let endpoint = one.socketUrl;
    const watcher = await watch(() => endpoint, userId);
    await watcher.connected();
    const sending = sender.sendNumbers(userId, 1, 2_000);
    for (const [at, next] of [
      [200, two],
      [700, one],
      [1_300, two],
    ] as const) {
      await waitFor(`event ${at}`, () => watcher.received.length >= at, { everyMs: 1 });
      endpoint = next.socketUrl;
      watcher.client.disconnect();
      await new Promise((resolve) => setTimeout(resolve, 30));
      watcher.client.connect();
      await watcher.connected();
    }
    await sending;
    await waitFor('all events', () => watcher.received.length >= 2_000);
    expect(watcher.received).toEqual(numbers(2_000));
    expect(watcher.starts.slice(1)).toEqual(
      Array.from({ length: 3 }, () => ({ recovered: true, wasRecovering: true })),
    );
    watcher.close();
  });
});
