import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userChannel } from '@docket/contracts/events/envelope';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import {
  connectRaw,
  createSender,
  metric,
  numbers,
  refusedWith,
  sign,
  spawnGateway,
  watch,
  type Gateway,
  type GatewayOptions,
  type RawClient,
  type Sender,
  type Watcher,
} from './support.ts';

let redis: TestRedis;
let sender: Sender;
const gateways: Gateway[] = [];

beforeAll(async () => {
  redis = await startTestRedis();
  sender = await createSender(redis.url);
});

afterAll(async () => {
  sender.close();
  await Promise.all(gateways.map((gateway) => gateway.kill()));
  await redis.dispose();
});

async function gatewayWith(settings: GatewayOptions['settings'], env: Record<string, string> = {}): Promise<Gateway> {
  const gateway = await spawnGateway({ redisUrl: redis.url, settings: settings ?? {}, env });
  gateways.push(gateway);
  return gateway;
}

describe('a reader that does not keep up', () => {
  const LARGE = 'x'.repeat(16_000);
  const ROUND = 3_000;

  /** Publishes 48 MB, at the pace of a reader that keeps up. */
  async function publishRound(userId: string, reader: Watcher): Promise<void> {
    const goal = reader.received.length + ROUND;
    while (reader.received.length < goal) {
      const from = reader.received.length + 1;
      await sender.publishManyRaw(
        Array.from({ length: 50 }, (_, index) => {
          const id = randomUUID();
          const json = JSON.stringify({ v: 1, id, type: 'test', data: { n: from + index, padding: LARGE } });
          return { channel: userChannel(userId), id, json };
        }),
      );
      await waitFor('the quick reader', () => reader.received.length >= from + 49, { everyMs: 1 });
    }
  }

  /** Memory of buffers that something still holds. */
  async function liveBytes(gateway: Gateway): Promise<number> {
    let least = Infinity;
    // Buffers are given back some time after the collection that found them free.
    for (let round = 0; round < 8; round += 1) {
      gateway.signal('SIGUSR2');
      await new Promise((resolve) => setTimeout(resolve, 60));
      least = Math.min(least, await metric(gateway, 'nodejs_external_memory_bytes'));
    }
    return least;
  }

  /** Growth of the gateway's memory by a reader that stopped reading, over what the same traffic costs without it. */
  async function growthBySlowReader(gateway: Gateway): Promise<{ bytes: number; slow: RawClient }> {
    const userId = randomUUID();
    const quick = await watch(gateway.socketUrl, userId);
    await quick.connected();
    await publishRound(userId, quick);
    const slow = await connectRaw(gateway.socketUrl);
    slow.send({ id: 1, connect: { token: await sign(userId) } });
    await slow.next('connect');
    slow.socket.pause();
    const before = await liveBytes(gateway);
    await publishRound(userId, quick);
    const after = await liveBytes(gateway);
    expect(quick.received).toEqual(numbers(2 * ROUND));
    quick.close();
    return { bytes: after - before, slow };
  }

  test('is closed with 3008, and what it did not read does not make the gateway grow', async () => {
    const gateway = await gatewayWith({ slowMs: 1_500 });
    const { bytes, slow } = await growthBySlowReader(gateway);
    await waitFor('the close', async () => (await metric(gateway, 'realtime_closes_total', 'code="3008"')) === 1);
    expect(bytes).toBeLessThan(3 * 1024 * 1024);
    slow.socket.resume();
    expect(await slow.closed).toBe(3008);
  });

  test('control: without the limits it does', async () => {
    const gateway = await gatewayWith({ slowMs: 60_000, softBufferBytes: 1e9, hardBufferBytes: 1e9 });
    const { bytes, slow } = await growthBySlowReader(gateway);
    expect(bytes).toBeGreaterThan(20 * 1024 * 1024);
    slow.socket.terminate();
  });

  test('is caught up from the window when it goes on reading in time', async () => {
    const gateway = await gatewayWith({ slowMs: 10_000 });
    const userId = randomUUID();
    const slow = await connectRaw(gateway.socketUrl);
    slow.send({ id: 1, connect: { token: await sign(userId) } });
    await slow.next('connect');
    slow.socket.pause();
    const padding = 'x'.repeat(30_000);
    const count = 600;
    for (let n = 1; n <= count; n += 1) {
      const id = randomUUID();
      await sender.publishRaw({ channel: userChannel(userId), id, json: JSON.stringify({ id, n, padding }) });
    }
    await waitFor('held back', async () => (await metric(gateway, 'realtime_slow_total')) > 0);
    slow.socket.resume();
    const pushed = () =>
      slow.messages.flatMap((message) => ('push' in message ? [JSON.parse(JSON.stringify(message['push'])).pub] : []));
    await waitFor('all events', () => slow.messages.length >= count && pushed().length >= count, { timeoutMs: 15_000 });
    const seen = pushed();
    expect(seen.map((pub) => pub.data.n)).toEqual(numbers(count));
    expect(seen.map((pub) => pub.offset)).toEqual(numbers(count));
    slow.socket.terminate();
  });

  test('gets a long past in parts, in order', async () => {
    const gateway = await gatewayWith({ replayBytes: 4_096 });
    const userId = randomUUID();
    const watcher = await watch(gateway.socketUrl, userId);
    await watcher.connected();
    await sender.sendNumbers(userId, 1, 10);
    await waitFor('some', () => watcher.received.length === 10);
    watcher.client.disconnect();
    await sender.sendNumbers(userId, 11, 900);
    watcher.client.connect();
    await watcher.connected();
    await sender.sendNumbers(userId, 901, 910);
    await waitFor('all', () => watcher.received.length >= 910);
    expect(watcher.received).toEqual(numbers(910));
    expect(watcher.starts.at(-1)).toEqual({ recovered: true, wasRecovering: true });
    watcher.close();
  });
});

describe('limits', () => {
  test('a full gateway answers 503 with Retry-After', async () => {
    const gateway = await gatewayWith({ maxConnections: 2 });
    const sockets = await Promise.all([connectRaw(gateway.socketUrl), connectRaw(gateway.socketUrl)]);
    const { status, headers } = await refusedWith(gateway.socketUrl);
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(await metric(gateway, 'realtime_refused_total', 'reason="capacity"')).toBe(1);
    for (const { socket } of sockets) socket.terminate();
    await waitFor('room', async () => (await connectRaw(gateway.socketUrl)).socket.readyState === 1);
  });

  test('one address opening too many connections gets 429; behind a trusted proxy addresses are told apart', async () => {
    const gateway = await gatewayWith({ acceptPerSecond: 0.01, acceptBurst: 2 }, { TRUST_PROXY: '1' });
    const from = (address: string) => ({ headers: { 'x-forwarded-for': `203.0.113.9, ${address}` } });
    await connectRaw(gateway.socketUrl, from('198.51.100.1'));
    await connectRaw(gateway.socketUrl, from('198.51.100.1'));
    expect(await refusedWith(gateway.socketUrl, from('198.51.100.1'))).toMatchObject({ status: 429 });
    await connectRaw(gateway.socketUrl, from('198.51.100.2'));
  });

  test('a user has at most so many connections that live: 3504', async () => {
    const gateway = await gatewayWith({ maxConnectionsPerUser: 2, roomMs: 200 });
    const living = await Promise.all([watch(gateway.socketUrl, 'popular'), watch(gateway.socketUrl, 'popular')]);
    await Promise.all(living.map((watcher) => watcher.connected()));
    const third = await connectRaw(gateway.socketUrl);
    third.send({ id: 1, connect: { token: await sign('popular') } });
    expect(await third.closed).toBe(3504);
    expect(living.map(({ codes }) => codes)).toEqual([[0], [0]]);
    for (const watcher of living) watcher.close();
  });

  test('the oldest of them whose peer is gone makes room for one more: 3012', async () => {
    const gateway = await gatewayWith({ maxConnectionsPerUser: 3, roomMs: 200 });
    const token = await sign('traveller');
    const left = await Promise.all([connectRaw(gateway.socketUrl), connectRaw(gateway.socketUrl)]);
    for (const client of left) {
      client.send({ id: 1, connect: { token } });
      await client.next('connect');
    }
    const living = await watch(gateway.socketUrl, 'traveller');
    await living.connected();
    const fourth = await watch(gateway.socketUrl, 'traveller');
    await fourth.connected();
    expect(await left[0]?.closed).toBe(3012);
    expect([left[1]?.socket.readyState, living.codes, fourth.codes]).toEqual([1, [0], [0]]);
    for (const each of [living, fourth]) each.close();
    left[1]?.socket.terminate();
  });

  test('a connection that floods is told so, then closed', async () => {
    const gateway = await gatewayWith({ commandsPerSecond: 1, commandBurst: 20 });
    const client = await connectRaw(gateway.socketUrl);
    client.send({ id: 1, connect: { token: await sign('flood') } });
    await client.next('connect');
    for (let id = 2; id < 60; id += 1) client.send({ id, unsubscribe: { channel: 'show:1' } });
    expect(await client.closed).toBe(3509);
    expect(client.messages.filter((message) => 'error' in message).length).toBeGreaterThan(10);
  });
});

describe('before a socket or a stream is asked for', () => {
  function silent(gateway: Gateway): { readonly closed: Promise<unknown>; readonly socket: Socket } {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.on('error', () => undefined).resume();
    return { socket, closed: once(socket, 'close') };
  }

  async function answerTo(gateway: Gateway, request: string): Promise<string> {
    const { socket, closed } = silent(gateway);
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.write(request);
    await closed;
    return answer;
  }

  test('there are only so many connections, of which the oldest goes, and clients get in all the while', async () => {
    const gateway = await gatewayWith({ maxUndecided: 5 });
    const client = await connectRaw(gateway.socketUrl);
    const many = Array.from({ length: 12 }, () => silent(gateway));
    await Promise.all(many.slice(0, 7).map(({ closed }) => closed));
    const late = await connectRaw(gateway.socketUrl);
    expect([client.socket.readyState, late.socket.readyState]).toEqual([1, 1]);
    expect(await metric(gateway, 'realtime_refused_total', 'reason="undecided"')).toBeGreaterThanOrEqual(7);
    for (const { socket } of many) socket.destroy();
    for (const { socket } of [client, late]) socket.terminate();
  });

  test('who says nothing is gone after the time to connect', async () => {
    const gateway = await gatewayWith({ connectTimeoutMs: 400 });
    const since = Date.now();
    await silent(gateway).closed;
    expect(Date.now() - since).toBeLessThan(2_000);
  });

  test('an upgrade without a Host is no request: 400', async () => {
    const gateway = await gatewayWith({});
    const upgrade = (head: string) =>
      `GET /connection/websocket HTTP/1.1\r\n${head}Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`;
    expect(await answerTo(gateway, upgrade(''))).toMatch(/^HTTP\/1.1 400 /);
  });
});

test('a connect that met a temporary error may be tried again on the same connection', async () => {
  const own = await startTestRedis();
  const gateway = await spawnGateway({ redisUrl: own.url, settings: { canaryMs: 60_000 } });
  gateways.push(gateway);
  const client = await connectRaw(gateway.socketUrl);
  await own.kill();
  const token = await sign('patient');
  client.send({ id: 1, connect: { token } });
  expect(await client.next('error')).toMatchObject({ id: 1, error: { code: 100, temporary: true } });
  await own.restart();
  let id = 1;
  await waitFor(
    'the connection',
    () => {
      client.send({ id: (id += 1), connect: { token } });
      return client.messages.find((message) => 'connect' in message);
    },
    { everyMs: 200 },
  );
  expect(client.socket.readyState).toBe(1);
  client.socket.terminate();
  await own.dispose();
});

describe('public channels', () => {
  test('are subscribed to by name, recovered like the personal one, and left', async () => {
    const gateway = await gatewayWith({});
    const show = `show:${randomUUID()}`;
    const publish = (n: number) => {
      const id = randomUUID();
      return sender.publishRaw({ channel: show, id, json: JSON.stringify({ n }) });
    };
    const watcher = await watch(gateway.socketUrl, 'visitor');
    const subscription = watcher.client.newSubscription(show);
    const seen: number[] = [];
    const starts: boolean[] = [];
    subscription.on('publication', ({ data }) => void seen.push(data.n));
    subscription.on('subscribed', ({ recovered }) => void starts.push(recovered));
    subscription.subscribe();
    await subscription.ready();
    for (let n = 1; n <= 10; n += 1) await publish(n);
    await waitFor('ten', () => seen.length === 10);
    watcher.client.disconnect();
    for (let n = 11; n <= 20; n += 1) await publish(n);
    watcher.client.connect();
    await subscription.ready();
    await waitFor('twenty', () => seen.length === 20);
    expect(seen).toEqual(numbers(20));
    expect(starts).toEqual([false, true]);
    subscription.unsubscribe();
    await publish(21);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(seen).toHaveLength(20);
    watcher.close();
  });

  test('other people’s channels and unknown kinds are refused, and there is a limit', async () => {
    const gateway = await gatewayWith({ maxChannelsPerConnection: 3 });
    const client = await connectRaw(gateway.socketUrl);
    client.send(
      { id: 1, connect: { token: await sign('me') } },
      { id: 2, subscribe: { channel: 'user:other' } },
      { id: 3, subscribe: { channel: 'secret:1' } },
      { id: 4, subscribe: { channel: 'show:{x}' } },
      { id: 5, subscribe: { channel: 'user:me' } },
      { id: 6, subscribe: { channel: `show:${randomUUID()}` } },
      { id: 7, subscribe: { channel: `scoreboard:${randomUUID()}` } },
      { id: 8, subscribe: { channel: `show:${randomUUID()}` } },
      { id: 9, unsubscribe: { channel: 'user:me' } },
    );
    await waitFor('answers', () => client.messages.length >= 9);
    const answers = client.messages.map((message) => [
      message['id'],
      'error' in message ? JSON.parse(JSON.stringify(message['error'])).code : 'ok',
    ]);
    expect(answers).toEqual([
      [1, 'ok'],
      [2, 103],
      [3, 102],
      [4, 102],
      [5, 105],
      [6, 'ok'],
      [7, 'ok'],
      [8, 106],
      [9, 103],
    ]);
    client.socket.terminate();
  });
});
