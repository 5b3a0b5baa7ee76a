import { randomUUID } from 'node:crypto';
import { State } from 'centrifuge';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userChannel } from '@docket/contracts/events/envelope';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import {
  connectRaw,
  createSender,
  refusedWith,
  SECRET,
  sign,
  spawnGateway,
  watch,
  type Gateway,
  type Sender,
} from './support.ts';

/** The gateway of these tests is in the middle of a rotation: this one signs, the one of all other tests is still accepted. */
const NEWEST = 'the-newest-secret-for-tests-long-enough';

let redis: TestRedis;
let gateway: Gateway;
/** Another, for which time passes as tests say. */
let ageing: Gateway;
let sender: Sender;

beforeAll(async () => {
  redis = await startTestRedis();
  const redisUrl = redis.url;
  [gateway, ageing, sender] = await Promise.all([
    spawnGateway({
      redisUrl,
      settings: { pingMs: 1_000, pongMs: 900 },
      env: { ALLOWED_ORIGINS: 'https://docket.example', REALTIME_JWT_SECRET: `${NEWEST},${SECRET}` },
    }),
    spawnGateway({ redisUrl }),
    createSender(redisUrl),
  ]);
});

afterAll(async () => {
  sender.close();
  await Promise.all([gateway.kill(), ageing.kill()]);
  await redis.dispose();
});

describe('tokens', () => {
  test('are good with each secret there is, and an expired one is expired with either', async () => {
    for (const secret of [NEWEST, SECRET]) {
      const watcher = await watch(gateway.socketUrl, 'someone', { token: await sign('someone', 60, secret) });
      await watcher.connected();
      watcher.close();
      const late = await connectRaw(gateway.socketUrl);
      late.send({ id: 1, connect: { token: await sign('someone', -5, secret) } });
      expect(await late.next('error')).toMatchObject({ error: { code: 109 } });
      late.socket.close();
    }
  });

  test('a token signed with another key, for nobody, or of another kind is refused for good: 3500', async () => {
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x","exp":9999999999}').toString('base64url')}.`;
    for (const token of [
      await sign('someone', 60, 'another-secret-that-is-long-enough!!'),
      await sign('../*'),
      unsigned,
      'x',
      '',
    ]) {
      const client = await connectRaw(gateway.socketUrl);
      client.send({ id: 1, connect: { token } });
      expect(await client.closed).toBe(3500);
    }
  });

  test('the official client gives up on 3500', async () => {
    const watcher = await watch(gateway.socketUrl, 'someone', { token: 'not a token' });
    await waitFor('the end', () => watcher.client.state === State.Disconnected);
    expect(watcher.codes).toEqual([0, 3500]);
  });

  test('an expired token on connect is answered with 109, and the official client comes back with a new one', async () => {
    const userId = randomUUID();
    let asked = 0;
    const watcher = await watch(gateway.socketUrl, userId, {
      token: await sign(userId, -10),
      getToken: () => ((asked += 1), sign(userId)),
    });
    await watcher.connected();
    expect(asked).toBe(1);
    expect(watcher.errors).toEqual([109]);
    watcher.close();
  });

  test('a connection whose token ended is closed with 3005, unless it was renewed in band', async () => {
    const userId = randomUUID();
    let renewal: Promise<string> | undefined;
    const watcher = await watch(ageing.socketUrl, userId, {
      // However late it comes, the client asks for another one.
      token: await sign(userId, 2),
      getToken: () => (renewal = sign(userId)),
    });
    const idle = await connectRaw(ageing.socketUrl);
    idle.send({ id: 1, connect: { token: await sign('someone', 60) } });
    await idle.next('connect');
    await watcher.connected();
    await waitFor('a renewal', () => renewal !== undefined);
    await renewal;
    await new Promise((resolve) => setImmediate(resolve));
    // Answered in order: then the new token was taken.
    await watcher.client.history(userChannel(userId), { limit: 0 });
    const { length } = watcher.starts;
    // Past the end of both first tokens, and what is granted after it.
    ageing.signal('SIGHUP');
    expect(await idle.closed).toBe(3005);
    await sender.sendNumbers(userId, 1, 3);
    await waitFor('events', () => watcher.received.length === 3);
    expect(watcher.starts).toHaveLength(length);
    watcher.close();
  });

  test('another user’s token does not renew a connection: 3500', async () => {
    const other = await connectRaw(gateway.socketUrl);
    other.send(
      { id: 1, connect: { token: await sign('someone', 60) } },
      { id: 2, refresh: { token: await sign('another') } },
    );
    expect(await other.closed).toBe(3500);
  });

  test('refreshing with an expired token may be tried again', async () => {
    const client = await connectRaw(gateway.socketUrl);
    client.send(
      { id: 1, connect: { token: await sign('someone') } },
      { id: 2, refresh: { token: await sign('someone', -10) } },
    );
    expect(await client.next('error')).toEqual({
      id: 2,
      error: { code: 109, message: 'token expired', temporary: true },
    });
    client.socket.terminate();
  });
});

describe('connections that do not behave', () => {
  test('no connect command: 3502', async () => {
    const client = await connectRaw(ageing.socketUrl);
    ageing.signal('SIGHUP');
    expect(await client.closed).toBe(3502);
  });

  test('no pong: 3012', async () => {
    const client = await connectRaw(gateway.socketUrl);
    client.send({ id: 1, connect: { token: await sign('silent') } });
    await client.next('connect');
    expect(await client.closed).toBe(3012);
    expect(client.messages).toContainEqual({});
  });

  test('the official client answers pings and stays', async () => {
    const watcher = await watch(gateway.socketUrl, 'patient');
    await watcher.connected();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(watcher.codes).toEqual([0]);
    watcher.close();
  });

  test('what is not the protocol: 3501', async () => {
    for (const frame of ['no json', '[]', '7', '{"id":1,"subscribe":{"channel":"show:1"}}']) {
      const client = await connectRaw(gateway.socketUrl);
      client.socket.send(frame);
      expect(await client.closed).toBe(3501);
    }
    const binary = await connectRaw(gateway.socketUrl);
    binary.socket.send(Buffer.from([1, 2, 3]));
    expect(await binary.closed).toBe(3501);
  });

  test('a frame over 64 KiB: 1009', async () => {
    const client = await connectRaw(gateway.socketUrl);
    client.socket.send('x'.repeat(70_000));
    expect(await client.closed).toBe(1009);
  });

  test('commands this gateway does not offer are answered, not ignored', async () => {
    const client = await connectRaw(gateway.socketUrl);
    client.send(
      { id: 1, connect: { token: await sign('curious') } },
      { id: 2, rpc: { method: 'x' } },
      { id: 3, publish: { channel: 'show:1', data: {} } },
      { id: 4, nonsense: {} },
      { id: 5, subscribe: { channel: `show:${randomUUID()}`, type: 1 } },
      { id: 6, subscribe: { channel: `show:${randomUUID()}`, type: 'map' } },
      { id: 7, history: { channel: 'user:curious', limit: 'all' } },
    );
    await waitFor('answers', () => client.messages.length >= 7);
    const codes = client.messages.flatMap((message) =>
      'error' in message ? [[message['id'], JSON.parse(JSON.stringify(message['error'])).code]] : [],
    );
    expect(codes).toEqual([
      [2, 108],
      [3, 108],
      [4, 104],
      [5, 108],
      [6, 107],
      [7, 107],
    ]);
    client.socket.terminate();
  });
});

describe('origins', () => {
  test('a page of another site is refused, a listed one and the own host are not', async () => {
    expect(await refusedWith(gateway.socketUrl, { origin: 'https://evil.example' })).toMatchObject({ status: 403 });
    expect(await refusedWith(gateway.socketUrl, { origin: 'null' })).toMatchObject({ status: 403 });
    for (const origin of ['https://docket.example', 'http://127.0.0.1:3000']) {
      const client = await connectRaw(gateway.socketUrl, { origin });
      client.socket.terminate();
    }
  });

  test('other paths are not sockets, and protobuf is refused rather than misunderstood', async () => {
    expect(await refusedWith(gateway.socketUrl.replace('websocket', 'x'))).toMatchObject({ status: 404 });
    expect(await refusedWith(`${gateway.socketUrl}?cf_protocol=protobuf`)).toMatchObject({ status: 400 });
  });
});
