import { randomUUID } from 'node:crypto';
import { Centrifuge, State, type TransportName } from 'centrifuge';
import { EventSource } from 'eventsource';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { createSender, metric, numbers, sign, spawnGateway, type Gateway, type Sender } from './support.ts';

let redis: TestRedis;
let one: Gateway;
let two: Gateway;
let sender: Sender;

beforeAll(async () => {
  redis = await startTestRedis();
  const settings = { pingMs: 600, pongMs: 300 };
  [one, two, sender] = await Promise.all([
    spawnGateway({ redisUrl: redis.url, settings }),
    spawnGateway({ redisUrl: redis.url, settings }),
    createSender(redis.url),
  ]);
});

afterAll(async () => {
  sender.close();
  await Promise.all([one.kill(), two.kill()]);
  await redis.dispose();
});

/** The unmodified client over one of the transports, its commands going to `commandsTo`, as a balancer may send them. */
async function stream(transport: TransportName, userId: string, to: Gateway, commandsTo: Gateway, token?: string) {
  const path = transport === 'sse' ? 'sse' : 'http_stream';
  const client = new Centrifuge([{ transport, endpoint: `${to.url}/connection/${path}` }], {
    token: token ?? (await sign(userId)),
    eventsource: EventSource,
    fetch: globalThis.fetch,
    readableStream: globalThis.ReadableStream,
    emulationEndpoint: `${commandsTo.url}/connection/emulation`,
    minReconnectDelay: 20,
    maxReconnectDelay: 200,
    timeout: 3_000,
  });
  const seen: { readonly numbers: number[]; readonly codes: number[]; readonly starts: boolean[] } = {
    numbers: [],
    codes: [],
    starts: [],
  };
  client.on('publication', ({ data }) => void seen.numbers.push(data.data.n));
  client.on('subscribed', ({ recovered }) => void seen.starts.push(recovered));
  client.on('connecting', ({ code }) => void seen.codes.push(code));
  client.on('disconnected', ({ code }) => void seen.codes.push(code));
  client.connect();
  return { client, seen };
}

describe.each(['sse', 'http_stream'] as const)('where no socket gets through, %s', (transport) => {
  test('carries what a socket carries, recovers what was missed, and stays by its pongs', async () => {
    const userId = randomUUID();
    const { client, seen } = await stream(transport, userId, one, one);
    await client.ready(5_000);
    await sender.sendNumbers(userId, 1, 5);
    await waitFor('five', () => seen.numbers.length === 5);
    client.disconnect();
    await sender.sendNumbers(userId, 6, 10);
    client.connect();
    await client.ready(5_000);
    await waitFor('ten', () => seen.numbers.length === 10);
    expect(seen.numbers).toEqual(numbers(10));
    expect(seen.starts).toEqual([false, true]);
    // Longer than a ping without its pong would last.
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    expect(client.state).toBe(State.Connected);
    client.disconnect();
  });

  test('takes commands that came to another gateway', async () => {
    const { client } = await stream(transport, randomUUID(), one, two);
    await client.ready(5_000);
    const show = client.newSubscription(`show:${randomUUID()}`);
    show.subscribe();
    await show.ready(5_000);
    client.disconnect();
  });

  test('says why it ends: a token that is not valid is the end', async () => {
    const { client, seen } = await stream(transport, 'x', one, one, 'not a token');
    await waitFor('the end', () => client.state === State.Disconnected);
    expect(seen.codes).toEqual([0, 3500]);
  });
});

test('a stream that its client left is a connection no longer', async () => {
  const before = await metric(one, 'realtime_closes_total', 'code="1006"');
  const { client } = await stream('http_stream', randomUUID(), one, one);
  await client.ready(5_000);
  client.disconnect();
  await waitFor('its end', async () => (await metric(one, 'realtime_closes_total', 'code="1006"')) > before);
});

describe('requests that are no client’s', () => {
  const commands = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${one.url}/connection/emulation`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const session = 'x'.repeat(24);

  test('are told what is wrong', async () => {
    expect((await commands('no json')).status).toBe(400);
    expect((await commands({ session, node: '../*', data: '{}' })).status).toBe(400);
    expect((await commands({ session, node: '3001-gone', data: '{}' })).status).toBe(404);
    expect((await commands('x'.repeat(200_000))).status).toBe(413);
    expect((await fetch(`${one.url}/connection/sse`, { method: 'POST' })).status).toBe(405);
  });

  test('from pages of other sites are refused, and from our own allowed to read the answer', async () => {
    const body = { session, node: '3001-gone', data: '{}' };
    const evil = await commands(body, { origin: 'https://evil.example' });
    expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const own = await commands(body, { origin: 'http://127.0.0.1:3000' });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([404, 'http://127.0.0.1:3000']);
  });
});

test('no log has a token', async () => {
  const token = await sign(randomUUID());
  const { client } = await stream('sse', 'x', one, one, token);
  await client.ready(5_000);
  client.disconnect();
  expect(one.logs()).not.toContain(token.slice(0, 40));
});
