import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
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

const EVENTS = 2_000;

let redis: TestRedis;
let one: Gateway;
let two: Gateway;
let sender: Sender;

beforeEach(async () => {
  redis = await startTestRedis();
  [one, two, sender] = await Promise.all([
    spawnGateway({ redisUrl: redis.url }),
    spawnGateway({ redisUrl: redis.url }),
    // What the window does not hold is another test's subject (window.int.test.ts).
    createSender(redis.url, { windowLength: EVENTS }),
  ]);
});

afterEach(async () => {
  sender.close();
  await Promise.all([one.kill(), two.kill()]);
  await redis.dispose();
});

/** Every number once, in order, and no reconnection that had to give up what was missed. */
async function expectWholeStory(watcher: Watcher): Promise<void> {
  await waitFor('the last event', () => watcher.received.at(-1) === EVENTS, { timeoutMs: 20_000 });
  expect(watcher.received).toEqual(numbers(EVENTS));
  expect(watcher.offsets).toEqual(watcher.offsets.toSorted((a, b) => a - b));
  for (const start of watcher.starts.slice(1)) expect(start).toEqual({ recovered: true, wasRecovering: true });
}

function reached(watcher: Watcher, count: number): Promise<boolean> {
  return waitFor(`event ${count}`, () => watcher.received.length >= count, { everyMs: 1, timeoutMs: 20_000 });
}

test('a client cut off again and again, each time coming back at the other gateway', async () => {
  const userId = randomUUID();
  let turn = 0;
  const watcher = await watch(() => ((turn += 1) % 2 === 1 ? one : two).socketUrl, userId);
  await watcher.connected();
  const cuts = 10;
  for (let cut = 1; cut <= cuts; cut += 1) {
    const sent = ((cut - 1) * EVENTS) / cuts;
    const sending = sender.sendNumbers(userId, sent + 1, sent + EVENTS / cuts);
    await reached(watcher, sent + 20);
    watcher.cut();
    await sending;
    await waitFor('the reconnection', () => watcher.starts.length === cut + 1);
  }
  await expectWholeStory(watcher);
  watcher.close();
});

test('kill -9 of the gateway in the middle', async () => {
  const userId = randomUUID();
  let endpoint = one.socketUrl;
  const watcher = await watch(() => endpoint, userId);
  await watcher.connected();
  const sending = sender.sendNumbers(userId, 1, EVENTS);
  await reached(watcher, 500);
  endpoint = two.socketUrl;
  await one.kill();
  await sending;
  await expectWholeStory(watcher);
  expect(watcher.starts).toHaveLength(2);
  watcher.close();
});

test('Redis killed and restarted in the middle: nobody is disconnected and nothing is missed', async () => {
  // Written before it is acknowledged, as long as the machine lives. With the default, a disk that is busy lets Redis
  // forget up to two seconds; what happens then is in window.int.test.ts.
  const admin = new Redis(redis.url);
  await admin.config('SET', 'appendfsync', 'no');
  admin.disconnect();
  const userId = randomUUID();
  const watchers = await Promise.all([watch(one.socketUrl, userId), watch(two.socketUrl, userId)]);
  await Promise.all(watchers.map((watcher) => watcher.connected()));
  const sending = sender.sendNumbers(userId, 1, EVENTS);
  await Promise.all(watchers.map((watcher) => reached(watcher, 500)));
  await redis.kill();
  await sleep(300);
  await redis.restart();
  await sending;
  for (const watcher of watchers) {
    await expectWholeStory(watcher);
    expect(watcher.starts).toHaveLength(1);
    watcher.close();
  }
  expect(await metric(one, 'realtime_resubscriptions_total')).toBe(1);
});

test('Redis dropping its pub/sub clients in the middle', async () => {
  const userId = randomUUID();
  const watcher = await watch(one.socketUrl, userId);
  await watcher.connected();
  const admin = new Redis(redis.url);
  admin.on('error', () => undefined);
  const sending = sender.sendNumbers(userId, 1, EVENTS);
  for (const at of [400, 800, 1_200]) {
    await reached(watcher, at);
    await waitFor('a killed subscriber', async () => Number(await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub')) > 0, {
      everyMs: 1,
    });
  }
  await sending;
  await expectWholeStory(watcher);
  expect(watcher.starts).toHaveLength(1);
  expect(await metric(one, 'realtime_repairs_total', 'outcome="filled"')).toBeGreaterThan(0);
  admin.disconnect();
  watcher.close();
});

test('SIGTERM: sockets are closed with 3001, in slices, and everybody goes on at the other gateway', async () => {
  const users = Array.from({ length: 60 }, () => randomUUID());
  const drained = await spawnGateway({ redisUrl: redis.url, settings: { drainSliceMin: 10, drainSliceMs: 50 } });
  let endpoint = drained.socketUrl;
  const watchers = await Promise.all(users.map((userId) => watch(() => endpoint, userId)));
  await Promise.all(watchers.map((watcher) => watcher.connected()));
  const sending = Promise.all(users.map((userId) => sender.sendNumbers(userId, 1, 100)));
  endpoint = two.socketUrl;
  const end = drained.terminate();
  await waitFor('not ready', async () => (await fetch(`${drained.url}/readyz`)).status === 503, { everyMs: 5 });
  expect(await end).toEqual({ code: 0, signal: null });
  await sending;
  for (const watcher of watchers) {
    await waitFor('all events', () => watcher.received.length >= 100);
    expect(watcher.received).toEqual(numbers(100));
    expect(watcher.codes).toContain(3001);
    watcher.close();
  }
});
