import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { createHealthHandler, type ReadinessCheck } from './health.ts';
import { createMetrics } from './metrics.ts';

let server: Server | undefined;
afterEach(() => server?.close());

async function serve(checks: readonly ReadinessCheck[], stopping: () => boolean = () => false) {
  const handle = createHealthHandler({ installation: 'ours', stopping, checks, metrics: createMetrics('test') });
  server = createServer((request, response) => void (handle(request, response) || response.writeHead(404).end()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    return { status: response.status, connection: response.headers.get('connection'), body: await response.json() };
  };
}

const good = { name: 'good', check: () => undefined };
const bad = {
  name: 'bad',
  check: () => {
    throw new Error('away');
  },
};

test('is ready while every check is, and says why not', async () => {
  const ask = await serve([good, bad]);
  expect(await ask('/readyz')).toMatchObject({
    status: 503,
    body: { status: 'not ready', installation: 'ours', checks: [{ ok: true }, { ok: false, error: 'away' }] },
  });
  expect(await ask('/readyz?exclude=bad')).toMatchObject({ status: 200, body: { status: 'ready' } });
  expect((await ask('/readyz?exclude=good')).status).toBe(503);
  expect((await ask('/livez')).status).toBe(200);
});

test('is not ready while it is stopping, however well its checks are, and wants no more on the connection', async () => {
  let stopping = false;
  const ask = await serve([good], () => stopping);
  expect(await ask('/readyz')).toMatchObject({ status: 200, connection: 'keep-alive', body: { status: 'ready' } });
  stopping = true;
  const stopped = { status: 503, connection: 'close', body: { status: 'stopping' } };
  expect(await ask('/readyz')).toMatchObject(stopped);
  expect(await ask('/readyz?exclude=good')).toMatchObject(stopped);
  expect(await ask('/livez')).toMatchObject({ status: 200, connection: 'close' });
});

test('says that it stops also to who asked before', async () => {
  let stopping = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const ask = await serve([{ name: 'slow', check: () => promise }], () => stopping);
  const answer = ask('/readyz');
  await new Promise((later) => setTimeout(later, 50));
  stopping = true;
  resolve();
  expect(await answer).toMatchObject({ status: 503, connection: 'close', body: { status: 'stopping' } });
});

test('recovers from a check that threw at once', async () => {
  let fault = true;
  const check = (): void => {
    if (fault) throw new Error('away');
  };
  const ask = await serve([{ name: 'canary', check }]);
  expect((await ask('/readyz')).status).toBe(503);
  fault = false;
  expect((await ask('/readyz')).status).toBe(200);
});

test('does not ask again what has not answered yet, and recovers with it', async () => {
  let asked = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const ask = await serve([{ name: 'slow', check: () => (++asked === 1 ? promise : undefined) }]);
  const answers = await Promise.all(Array.from({ length: 5 }, () => ask('/readyz')));
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503, 503]);
  expect(JSON.stringify(answers)).toContain('no answer in 2000 ms');
  expect(asked).toBe(1);
  resolve();
  await promise;
  expect((await ask('/readyz')).status).toBe(200);
  expect(asked).toBe(2);
});
