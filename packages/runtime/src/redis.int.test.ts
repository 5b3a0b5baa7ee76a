import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { checkRedis } from './redis.ts';

let redis: TestRedis;
let web: Server;

beforeAll(async () => {
  redis = await startTestRedis();
  web = createServer((socket) =>
    socket.on('error', () => undefined).once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
  ).listen(0, '127.0.0.1');
  await once(web, 'listening');
});

afterAll(async () => {
  web.close();
  await redis.dispose();
});

function portOf(server: Server): string {
  const address = server.address();
  return String(typeof address === 'object' ? address?.port : '');
}

test.each<[string, (url: URL) => void, 'wrong' | 'away', RegExp]>([
  ['host', (url) => (url.hostname = 'nowhere.invalid'), 'away', /there is no host by the name in nowhere\.invalid:/],
  ['port', (url) => (url.port = '1'), 'away', /nobody listens at 127\.0\.0\.1:1\./],
  ['password', (url) => (url.password = 'guessed'), 'wrong', /refuses that password/],
  ['no password', (url) => (url.password = ''), 'wrong', /refuses that password/],
  ['a web server', (url) => (url.port = portOf(web)), 'wrong', /what answers at \S+ is no Redis/],
  ['a Postgres', (url) => (url.port = new URL(inject('postgres').adminUrl).port), 'wrong', /is no Redis/],
])('a wrong REDIS_URL is told: %s', async (_what, change, kind, says) => {
  const url = new URL(redis.url);
  change(url);
  const trouble = await checkRedis(url.href);
  expect(trouble).toEqual({ kind, why: expect.stringMatching(says) });
  expect(trouble?.why).toMatch(/^REDIS_URL: .* Correct the address, or start that server/);
  expect(trouble?.why).not.toContain('guessed');
});

test('a Redis that hangs is away, and one that answers is no trouble', async () => {
  expect(await checkRedis(redis.url)).toBeUndefined();
  redis.pause();
  try {
    expect(await checkRedis(redis.url)).toEqual({ kind: 'away', why: expect.stringContaining('does not answer') });
  } finally {
    redis.resume();
  }
});
