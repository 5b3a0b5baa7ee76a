import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { showChannel, type SeatsChanged } from '@docket/contracts/events/booking';
import { createLogger } from '@docket/runtime/logger';
import { Registry } from '@docket/runtime/metrics';
import { createRealtimeMetrics } from '../metrics.ts';
import { encodePublication, encodePush } from '../protocol/replies.ts';
import { textOf } from '../protocol/wire.ts';
import { FanOut } from './fan-out.ts';
import { Subscription, type Live } from './subscription.ts';
import { Topic } from './topic.ts';

const showId = '01890000-0000-7000-8000-000000000001';
const EPOCH = 'epoch';

type Seen = { readonly offset: number; readonly data: SeatsChanged & { readonly n?: number } };

function seats(offset: number, data: Partial<SeatsChanged> & Record<string, unknown>, epoch = EPOCH): Live {
  return publication(offset, 'seats.changed', { showId, held: [], free: [], sold: [], ...data }, epoch);
}

function publication(offset: number, type: string, data: object, epoch = EPOCH): Live {
  const json = JSON.stringify({ v: 1, id: `event-${offset}`, type, at: '2026-11-26T12:00:00.000Z', data });
  const frame = encodePush(showChannel(showId), encodePublication(offset, json));
  return { epoch, offset, frame, sentAt: undefined };
}

/** Receivers of one channel, and what was written to each. */
function aCrowd(size: number) {
  const topic = new Topic(showChannel(showId));
  const seen: Seen[][] = [];
  const join = (epoch = EPOCH, position = topic.top): Subscription => {
    const own: Seen[] = [];
    seen.push(own);
    const subscription = new Subscription(topic, {
      push(frame) {
        const { pub } = JSON.parse(textOf(frame)).push;
        own.push({ offset: pub.offset, data: pub.data.data });
        return true;
      },
      stalled: () => undefined,
      lost: () => undefined,
    });
    topic.subscriptions.add(subscription);
    subscription.begin(epoch, position);
    subscription.goLive();
    return subscription;
  };
  const members = Array.from({ length: size }, () => join());
  return { topic, seen, members, join, offsets: () => seen.map((own) => own.map(({ offset }) => offset)) };
}

function aFanOut(fanOutSlice: number) {
  const metrics = createRealtimeMetrics(new Registry());
  const fanOut = new FanOut({ fanOutSlice, metrics, log: createLogger('test', { LOG_LEVEL: 'silent' }) });
  return {
    fanOut,
    mergedCount: async () => (await metrics.merged.get()).values[0]?.value,
    lag: async () => {
      const { values } = await metrics.publishLag.get();
      const read = (end: string) => values.find(({ metricName }) => metricName?.endsWith(end) === true)?.value;
      return { count: read('_count'), seconds: read('_sum') };
    },
  };
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await nextTurn();
}

test('a channel with few receivers is told at once, each publication for itself', async () => {
  const { topic, offsets } = aCrowd(3);
  const { fanOut, mergedCount } = aFanOut(3);
  for (const offset of [1, 2, 3]) fanOut.deliver(topic, seats(offset, { held: [[offset, 1]] }));
  expect(offsets()).toEqual([1, 2, 3].map(() => [1, 2, 3]));
  expect(await mergedCount()).toBe(0);
});

test('while a crowd is being told, others get theirs', async () => {
  const crowd = aCrowd(10);
  const few = aCrowd(1);
  const { fanOut } = aFanOut(4);
  fanOut.deliver(crowd.topic, seats(1, { held: [[1, 1]] }));
  fanOut.deliver(few.topic, seats(1, { held: [[1, 1]] }));
  expect(few.offsets()).toEqual([[1]]);
  expect(crowd.offsets().filter((own) => own.length > 0)).toHaveLength(4);
  await settle();
  expect(crowd.offsets()).toEqual(crowd.seen.map(() => [1]));
});

test('what comes while a crowd is being told goes to all as one, the newest state of each seat, in the place of the last', async () => {
  const { topic, seen } = aCrowd(10);
  const { fanOut, mergedCount } = aFanOut(4);
  fanOut.deliver(topic, seats(1, { held: [[1, 1]] }));
  fanOut.deliver(topic, seats(2, { held: [[2, 1]] }));
  fanOut.deliver(topic, seats(3, { free: [[1, 2]] }));
  fanOut.deliver(topic, seats(4, { sold: [[2, 2]] }));
  await settle();
  for (const own of seen) {
    expect(own).toEqual([
      { offset: 1, data: { showId, held: [[1, 1]], free: [], sold: [] } },
      { offset: 4, data: { showId, held: [], free: [[1, 2]], sold: [[2, 2]] } },
    ]);
  }
  expect(await mergedCount()).toBe(2);
});

test('control: told in one go, each of them goes to everybody', async () => {
  const { topic, offsets } = aCrowd(10);
  const { fanOut } = aFanOut(Number.POSITIVE_INFINITY);
  for (const offset of [1, 2, 3, 4]) fanOut.deliver(topic, seats(offset, { held: [[offset, 1]] }));
  await settle();
  expect(offsets()[9]).toEqual([1, 2, 3, 4]);
});

test('events that nobody said how to merge, or that say more than is known here, go one by one in their order', async () => {
  const { topic, offsets } = aCrowd(10);
  const { fanOut, mergedCount } = aFanOut(4);
  fanOut.deliver(topic, seats(1, { held: [[1, 1]] }));
  fanOut.deliver(topic, publication(2, 'test', { n: 2 }));
  fanOut.deliver(topic, publication(3, 'test', { n: 3 }));
  fanOut.deliver(topic, seats(4, { held: [[4, 1]] }));
  fanOut.deliver(topic, seats(5, { held: [[5, 1]], fromTheFuture: true }));
  fanOut.deliver(topic, seats(6, { held: [[6, 1]] }));
  fanOut.deliver(topic, seats(7, { held: [[7, 1]] }));
  await settle();
  expect(offsets()).toEqual(offsets().map(() => [1, 2, 3, 4, 5, 7]));
  expect(await mergedCount()).toBe(1);
});

test('who joins while the others are told begins where the channel stands; who leaves is not written to', async () => {
  const { topic, members, join, offsets } = aCrowd(10);
  const { fanOut } = aFanOut(4);
  fanOut.deliver(topic, seats(1, { held: [[1, 1]] }));
  fanOut.deliver(topic, seats(2, { held: [[2, 1]] }));
  const leaver = members[9];
  leaver?.end();
  if (leaver !== undefined) topic.subscriptions.delete(leaver);
  join();
  await settle();
  fanOut.deliver(topic, seats(3, { held: [[3, 1]] }));
  await settle();
  expect(offsets()).toEqual([...Array.from({ length: 9 }, () => [1, 2, 3]), [], [3]]);
});

test('nothing of a channel’s former epoch reaches who joined in the new one', async () => {
  const { topic, join, offsets } = aCrowd(10);
  const { fanOut } = aFanOut(4);
  fanOut.deliver(topic, seats(500, { held: [[1, 1]] }));
  fanOut.deliver(topic, seats(501, { held: [[2, 1]] }));
  topic.loseAll();
  topic.subscriptions.clear();
  topic.epoch = 'another';
  topic.top = 0;
  join('another', 0);
  await settle();
  fanOut.deliver(topic, seats(1, { held: [[3, 1]] }, 'another'));
  await settle();
  expect(offsets().at(-1)).toEqual([1]);
});

test('more than can be told is not kept for ever: the receivers come back and read on from the window', async () => {
  const { topic, members } = aCrowd(10);
  const { fanOut } = aFanOut(4);
  for (let offset = 1; offset <= 2_002; offset += 1) fanOut.deliver(topic, publication(offset, 'test', { n: offset }));
  expect(members.every(({ isEnded }) => isEnded)).toBe(true);
  expect(topic.waiting).toBeUndefined();
});

test('however much of one show is published, no more waits than there are seats', async () => {
  const { topic, members, seen } = aCrowd(10);
  const { fanOut } = aFanOut(4);
  for (let offset = 1; offset <= 5_000; offset += 1)
    fanOut.deliver(topic, seats(offset, { held: [[offset % 7, offset]] }));
  await settle();
  expect(members.some(({ isEnded }) => isEnded)).toBe(false);
  expect(seen[9]?.map(({ offset }) => offset)).toEqual([1, 5_000]);
  expect(new Map(seen[9]?.[1]?.data.held)).toEqual(
    new Map([4_994, 4_995, 4_996, 4_997, 4_998, 4_999, 5_000].map((v) => [v % 7, v])),
  );
});

test('the lag that is noted is that of the last receiver and of the oldest of those told together', async () => {
  const { topic } = aCrowd(10);
  const { fanOut, lag } = aFanOut(4);
  const ago = (ms: number) => Date.now() - ms;
  fanOut.deliver(topic, { ...seats(1, { held: [[1, 1]] }), sentAt: ago(0) });
  expect(await lag()).toMatchObject({ seconds: 0 });
  fanOut.deliver(topic, { ...seats(2, { held: [[2, 1]] }), sentAt: ago(60_000) });
  fanOut.deliver(topic, { ...seats(3, { held: [[3, 1]] }), sentAt: ago(0) });
  await settle();
  const { count, seconds } = await lag();
  expect(count).toBe(2);
  expect(seconds).toBeGreaterThanOrEqual(60);
});
