import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { showChannel } from '@docket/contracts/events/booking';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { createSender, metric, spawnGateway, watch, type Gateway, type Sender } from './support.ts';

const CAPACITY = 60;
const WATCHERS = 30;
const CHANGES = 600;
const STATES = ['held', 'free', 'sold'] as const;

type Seat = { readonly state: string; readonly version: number };

let redis: TestRedis;
let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  redis = await startTestRedis();
  [gateway, sender] = await Promise.all([
    // Slices so small that each publication takes many turns of the loop, as it does with thousands of receivers.
    spawnGateway({ redisUrl: redis.url, settings: { fanOutSlice: 1 } }),
    createSender(redis.url),
  ]);
});

afterAll(async () => {
  sender.close();
  await gateway.kill();
  await redis.dispose();
});

async function lookAt(showId: string) {
  const watcher = await watch(gateway.socketUrl, randomUUID());
  const seen = {
    seats: new Map<number, Seat>(),
    offsets: [] as number[],
    starts: [] as { wasRecovering: boolean; recovered: boolean }[],
    watcher,
  };
  const subscription = watcher.client.newSubscription(showChannel(showId));
  subscription.on('publication', ({ data, offset }) => {
    for (const state of STATES) {
      for (const [seat, version] of data.data[state]) {
        if (version > (seen.seats.get(seat)?.version ?? 0)) seen.seats.set(seat, { state, version });
      }
    }
    seen.offsets.push(offset ?? -1);
  });
  subscription.on('subscribed', ({ wasRecovering, recovered }) => void seen.starts.push({ wasRecovering, recovered }));
  subscription.subscribe();
  await Promise.all([watcher.connected(), subscription.ready(10_000)]);
  return seen;
}

test('a crowd before one show is told less often than seats change, and everybody ends with the same map, also who was away for a moment', async () => {
  const showId = randomUUID();
  const crowd = await Promise.all(Array.from({ length: WATCHERS }, () => lookAt(showId)));
  const expected = new Map<number, Seat>();
  for (let n = 1; n <= CHANGES; n += 10) {
    const publications = Array.from({ length: 10 }, (_, step) => {
      const version = n + step;
      const seat = 1 + ((version * 7) % CAPACITY);
      const state = STATES[version % 3] ?? 'held';
      expected.set(seat, { state, version });
      const id = randomUUID();
      const data = { showId, held: [], free: [], sold: [], [state]: [[seat, version]] };
      const json = JSON.stringify({ v: 1, id, type: 'seats.changed', at: new Date().toISOString(), data });
      return { channel: showChannel(showId), id, json };
    });
    await sender.publishManyRaw(publications);
    if (n === 201) for (const { watcher } of crowd.slice(0, 3)) watcher.cut();
  }
  await waitFor('the last change at everybody', () => crowd.every(({ offsets }) => offsets.at(-1) === CHANGES));
  for (const { seats, offsets } of crowd) {
    expect(seats).toEqual(expected);
    expect(offsets).toEqual([...offsets].sort((a, b) => a - b));
  }
  const [first, , , stayed] = crowd;
  expect(first?.starts).toEqual([
    { wasRecovering: false, recovered: false },
    { wasRecovering: true, recovered: true },
  ]);
  expect(stayed?.offsets.length).toBeLessThan(CHANGES / 2);
  expect(await metric(gateway, 'realtime_merged_total')).toBeGreaterThan(CHANGES / 2);
  for (const { watcher } of crowd) watcher.close();
});
