import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, request as httpRequest } from 'node:http';
import type { Socket } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { streamEvents } from '@docket/client/events';
import { Realtime, type EventGap, type PositionStorage, type RealtimeOptions } from '@docket/client/realtime';
import { showChannel } from '@docket/contracts/events/booking';
import { userChannel, type EventEnvelope } from '@docket/contracts/events/envelope';
import { startBalancer } from '@docket/testing/balancer';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { createSender, sign, spawnGateway, watch, type Gateway, type Sender } from './support.ts';

let redis: TestRedis;
let admin: Redis;
let gateway: Gateway;
let sender: Sender;

beforeAll(async () => {
  redis = await startTestRedis();
  admin = new Redis(redis.url);
  [gateway, sender] = await Promise.all([spawnGateway({ redisUrl: redis.url }), createSender(redis.url)]);
});

afterAll(async () => {
  sender.close();
  admin.disconnect();
  await gateway.kill();
  await redis.dispose();
});

async function tell(channel: string, type: string, data: object): Promise<void> {
  const id = randomUUID();
  const json = JSON.stringify({ v: 1, id, type, at: new Date().toISOString(), data });
  await sender.publishRaw({ channel, id, json });
}

/** Numbered events of a kind that no other replaces. */
async function tellNumbers(userId: string, from: number, to: number): Promise<void> {
  for (let version = from; version <= to; version += 1)
    await tell(userChannel(userId), 'problem.checked', { userId, version });
}

function client(userId: string, options: Partial<RealtimeOptions> = {}): Realtime {
  const realtime = new Realtime({
    ticket: async () => ({ token: await sign(userId), url: gateway.socketUrl }),
    ...options,
  });
  onTestFinished(() => realtime.close());
  return realtime;
}

/** What `events()` of the SDK gives, as a list that grows. */
function follow(realtime: Realtime): (EventEnvelope | EventGap)[] {
  const told: (EventEnvelope | EventGap)[] = [];
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  void (async () => {
    for await (const next of streamEvents((listener) => realtime.listen(listener), abort.signal)) told.push(next);
  })();
  return told;
}

const versions = (told: readonly (EventEnvelope | EventGap)[]) =>
  told.map((one) => (one.type === 'problem.checked' ? one.data.version : one.type));

const live = (realtime: Realtime) => waitFor('the connection', () => realtime.state === 'live');

/** As `localStorage`, in memory. */
function aStorage(): PositionStorage & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, value),
    removeItem: (key) => kept.delete(key),
  };
}

describe('the place in a channel', () => {
  test('is kept through a pause, in which nothing is open', async () => {
    const userId = randomUUID();
    const realtime = client(userId);
    const told = follow(realtime);
    await live(realtime);
    await tellNumbers(userId, 1, 2);
    await waitFor('two events', () => told.length === 2);
    realtime.pause();
    expect(realtime.state).toBe('off');
    realtime.listen({});
    expect(realtime.state).toBe('off');
    await tellNumbers(userId, 3, 5);
    realtime.resume();
    await waitFor('all events', () => told.length >= 5);
    expect(versions(told)).toEqual([1, 2, 3, 4, 5]);
  });

  test('is kept over a restart, where there is a storage', async () => {
    const userId = randomUUID();
    const storage = aStorage();
    const first = client(userId, { storage });
    const before = follow(first);
    await live(first);
    await tellNumbers(userId, 1, 2);
    await waitFor('two events', () => before.length === 2);
    first.close();
    await tellNumbers(userId, 3, 4);

    const told = follow(client(userId, { storage }));
    const untold = client(userId);
    const forgetful = follow(untold);
    await waitFor('what was missed', () => told.length === 2);
    await live(untold);
    await tellNumbers(userId, 5, 5);
    await waitFor('the next', () => told.length === 3 && forgetful.length > 0);
    expect(versions(told)).toEqual([3, 4, 5]);
    expect(versions(forgetful)).toEqual([5]);
  });

  test('is kept before what the program was not done with', async () => {
    const userId = randomUUID();
    const storage = aStorage();
    const first = client(userId, { storage });
    const working = streamEvents((listener) => first.listen(listener), undefined);
    const one = working.next();
    await live(first);
    await tellNumbers(userId, 1, 3);
    await one;
    await working.next();
    // Here it is at work on the second, and the third waits. It is killed: nothing is said any more.
    await waitFor('that the place is kept', () => [...storage.kept.values()].some((text) => text.includes(':1}')));

    const told = follow(client(userId, { storage: { ...storage, setItem: () => undefined } }));
    await waitFor('what was not done', () => told.length === 2);
    expect(versions(told)).toEqual([2, 3]);
  });

  test('is forgotten with the login', async () => {
    const userId = randomUUID();
    const storage = aStorage();
    const realtime = client(userId, { storage });
    follow(realtime);
    await live(realtime);
    await waitFor('the place', () => storage.kept.size === 1);
    realtime.forget();
    expect(storage.kept.size).toBe(0);
  });

  test('outlives a network that is cut, again and again', async () => {
    const balancer = await startBalancer([gateway.port]);
    onTestFinished(() => balancer.close());
    const userId = randomUUID();
    const url = `ws://127.0.0.1:${balancer.port}/connection/websocket`;
    const realtime = client(userId, { url });
    const told = follow(realtime);
    await live(realtime);
    for (let round = 0; round < 2; round += 1) {
      await tellNumbers(userId, 2 * round + 1, 2 * round + 1);
      balancer.cut();
      await tellNumbers(userId, 2 * round + 2, 2 * round + 2);
      await waitFor('both events', () => told.length === 2 * round + 2);
    }
    expect(versions(told)).toEqual([1, 2, 3, 4]);
  });
});

describe('what cannot be told any more', () => {
  test('is said in its place: after what, up to where, and how much at most', async () => {
    const userId = randomUUID();
    const realtime = client(userId);
    const told = follow(realtime);
    await live(realtime);
    await tellNumbers(userId, 1, 2);
    await waitFor('two events', () => told.length === 2);
    realtime.pause();
    await tellNumbers(userId, 3, 12);
    // The oldest leave the window, as its length makes them.
    await admin.xtrim(`docket:rt:{${userChannel(userId)}}:stream`, 'MINID', '8-0');
    realtime.resume();
    await live(realtime);
    await tellNumbers(userId, 13, 13);
    await waitFor('the next', () => told.at(-1)?.type === 'problem.checked' && told.length > 2);
    expect(versions(told)).toEqual([1, 2, 'gap', 13]);
    expect(told[2]).toMatchObject({
      type: 'gap',
      channel: userChannel(userId),
      after: { offset: 2 },
      upTo: { offset: 12 },
      atMost: 10,
      since: expect.stringMatching(/^\d{4}-/),
    });
  });

  test('counts an event that is of no known form as one', async () => {
    const userId = randomUUID();
    const realtime = client(userId);
    const told = follow(realtime);
    await live(realtime);
    await tellNumbers(userId, 1, 1);
    await sender.publishRaw({ channel: userChannel(userId), id: randomUUID(), json: '{"v":2}' });
    await tell(userChannel(userId), 'of.tomorrow', {});
    await tellNumbers(userId, 2, 2);
    await waitFor('all', () => told.length === 3);
    expect(versions(told)).toEqual([1, 'gap', 2]);
    expect(told[1]).toMatchObject({ after: { offset: 1 }, upTo: { offset: 2 }, atMost: 1 });
  });
});

describe('an event that comes after its successor', () => {
  test('is not told to who shows events as they come', async () => {
    const userId = randomUUID();
    const realtime = client(userId);
    const told = follow(realtime);
    const bare = await watch(gateway.socketUrl, userId);
    onTestFinished(() => bare.close());
    await Promise.all([live(realtime), bare.connected()]);
    const booking = (bookingId: string, revision: number) =>
      tell(userChannel(userId), 'booking.updated', { bookingId, revision });
    await booking('a', 2);
    await booking('a', 1);
    await booking('b', 1);
    await booking('a', 3);
    await waitFor('the last', () => told.length >= 3);
    expect(told.map((one) => one.type === 'booking.updated' && [one.data.bookingId, one.data.revision])).toEqual([
      ['a', 2],
      ['b', 1],
      ['a', 3],
    ]);
    // It was published: a client without this rule hears four.
    expect(bare.offsets).toEqual([1, 2, 3, 4]);
  });

  test('is told of those seats only that nothing newer was told of', async () => {
    const showId = randomUUID();
    const realtime = client('guest-1', { signedIn: () => false });
    const told: EventEnvelope[] = [];
    realtime.listenTo(showChannel(showId), { event: (event) => told.push(event) });
    await waitFor('the channel', () => realtime.isLive(showChannel(showId)));
    const seats = (held: number[][], free: number[][]) =>
      tell(showChannel(showId), 'seats.changed', { showId, held, free, sold: [] });
    await seats([[1, 5]], []);
    await seats([[2, 3]], [[1, 4]]);
    await seats([], [[1, 4]]);
    await seats([], [[1, 6]]);
    await waitFor('the last', () => told.length === 3);
    expect(told.map((one) => one.type === 'seats.changed' && [one.data.held, one.data.free])).toEqual([
      [[[1, 5]], []],
      [[[2, 3]], []],
      [[], [[1, 6]]],
    ]);
  });
});

describe('without a login', () => {
  test('public channels are live, the own one waits, and a login later brings it to the same listeners', async () => {
    const [userId, showId] = [randomUUID(), randomUUID()];
    let login = false;
    const realtime = client('', {
      signedIn: () => login,
      ticket: async () => ({ token: await sign(login ? userId : `guest-${randomUUID()}`), url: gateway.socketUrl }),
    });
    const own = follow(realtime);
    await waitFor('that it is given up', () => realtime.state === 'away');
    let seats = 0;
    const leave = realtime.listenTo(showChannel(showId), { event: () => (seats += 1) });
    await waitFor('the channel', () => realtime.isLive(showChannel(showId)));
    await tell(showChannel(showId), 'seats.changed', { showId, held: [[1, 1]], free: [], sold: [] });
    await waitFor('the seat', () => seats === 1);

    login = true;
    realtime.reopen();
    await live(realtime);
    await tellNumbers(userId, 1, 1);
    await tell(showChannel(showId), 'seats.changed', { showId, held: [[1, 2]], free: [], sold: [] });
    await waitFor('both', () => own.length === 1 && seats === 2);

    login = false;
    leave();
    realtime.forget();
    expect(realtime.state).toBe('away');
  });
});

/** A proxy that knows no WebSockets. `cut` ends what goes through it. */
async function startOldProxy(): Promise<{ readonly url: string; readonly paths: string[]; cut(): void }> {
  const open = new Set<Socket>();
  const paths: string[] = [];
  const proxy = createServer((request, response) => {
    paths.push(request.url ?? '');
    const { method, headers, url: path } = request;
    const onward = httpRequest({ port: gateway.port, host: '127.0.0.1', method, headers, path }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    response.on('close', () => onward.destroy());
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  proxy.on('upgrade', (_, socket: Socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  proxy.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  onTestFinished(() => {
    proxy.close();
    cut();
  });
  const address = proxy.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { url: `ws://127.0.0.1:${port}/connection/websocket`, paths, cut };
}

describe('where no WebSocket gets through', () => {
  test('everything comes over HTTP, and is recovered there as it is elsewhere', async () => {
    const [userId, showId] = [randomUUID(), randomUUID()];
    const proxy = await startOldProxy();
    const realtime = client(userId, { url: proxy.url });
    const told = follow(realtime);
    let seats = 0;
    realtime.listenTo(showChannel(showId), { event: () => (seats += 1) });
    await live(realtime);
    await waitFor('the channel', () => realtime.isLive(showChannel(showId)));
    await tellNumbers(userId, 1, 1);
    await tell(showChannel(showId), 'seats.changed', { showId, held: [[1, 1]], free: [], sold: [] });
    await waitFor('both', () => told.length === 1 && seats === 1);
    proxy.cut();
    await tellNumbers(userId, 2, 3);
    await waitFor('what was missed', () => told.length === 3);
    expect(versions(told)).toEqual([1, 2, 3]);
    expect(new Set(proxy.paths)).toEqual(new Set(['/connection/http_stream', '/connection/emulation']));
  });

  test('and at once where there is none', async () => {
    const userId = randomUUID();
    const realtime = client(userId, { websocket: 'none' });
    const told = follow(realtime);
    await live(realtime);
    await tellNumbers(userId, 1, 1);
    await waitFor('the event', () => told.length === 1);
  });
});

test('one waits for the connection, whether it is there, on its way or given up for', async () => {
  const realtime = client(randomUUID());
  await Promise.all([realtime.whenLive(), realtime.whenLive()]);
  expect(realtime.state).toBe('live');
  await realtime.whenLive();
  realtime.pause();
  const abort = new AbortController();
  const waiting = realtime.whenLive(abort.signal);
  abort.abort(new Error('enough'));
  await expect(waiting).rejects.toThrow('enough');
});

test('nothing is tried without a network, and everything at once with a new one', async () => {
  const userId = randomUUID();
  let reachable = true;
  const changed = new Set<() => void>();
  const states: string[] = [];
  let tickets = 0;
  const realtime = client(userId, {
    reachability: {
      reachable: () => reachable,
      subscribe: (listener) => {
        changed.add(listener);
        return () => changed.delete(listener);
      },
    },
    ticket: async () => {
      tickets += 1;
      return { token: await sign(userId), url: gateway.socketUrl };
    },
  });
  const told = follow(realtime);
  realtime.listen({ state: (state) => states.push(state) });
  await live(realtime);
  const tellAll = (now: boolean) => {
    reachable = now;
    for (const listener of changed) listener();
  };
  tellAll(false);
  expect([realtime.state, realtime.resting]).toEqual(['reconnecting', true]);
  await tellNumbers(userId, 1, 1);
  const before = tickets;
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(tickets).toBe(before);
  const at = performance.now();
  tellAll(true);
  await waitFor('what was missed', () => told.length === 1);
  expect(performance.now() - at).toBeLessThan(1_500);
});

test('an error of one listener reaches the program, and no other listener', async () => {
  const userId = randomUUID();
  const realtime = client(userId);
  const errors: unknown[] = [];
  const catching = (error: unknown) => errors.push(error);
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  process.on('uncaughtException', catching);
  onTestFinished(() => {
    process.off('uncaughtException', catching);
    for (const other of others) process.on('uncaughtException', other);
  });
  realtime.listen({
    event: () => {
      throw new Error('of a listener');
    },
  });
  const told = follow(realtime);
  await live(realtime);
  await tellNumbers(userId, 1, 2);
  await waitFor('both, twice', () => told.length === 2 && errors.length === 2);
  expect(realtime.state).toBe('live');
});
