import { createHmac } from 'node:crypto';
import express from 'express';
import { describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { DocketError } from '@docket/contracts/errors';
import { route } from '@docket/contracts/http/route';
import { createDb } from '@docket/db/client';
import { createPool } from '@docket/db/pool';
import { systemClock } from '@docket/runtime/clock';
import { loadConfig } from '@docket/runtime/config';
import { apiSlices } from '@docket/runtime/settings/services';
import { closeServer, listen } from '@docket/runtime/health';
import { createLogger } from '@docket/runtime/logger';
import { createMetrics } from '@docket/runtime/metrics';
import { createServer } from 'node:http';
import { createMount, type Mount, type MountConfig } from '../src/http/mount.ts';
import { observe } from '../src/http/observe.ts';
import { answerError } from '../src/http/problem.ts';

const getThing = route({
  method: 'GET',
  path: '/thing',
  access: 'public',
  status: 200,
  summary: 'A thing with parts',
  response: z.object({ id: z.string(), parts: z.array(z.object({ name: z.string() })) }),
  errors: ['show_not_found'],
});

const takeNotice = route({
  method: 'POST',
  path: '/notices',
  access: { signature: 'example', header: 'X-Example-Signature' },
  idempotent: 'body',
  status: 200,
  summary: 'A notice of a machine',
  body: z.object({ amount: z.int() }),
  response: z.object({ amount: z.int() }),
  errors: [],
});

/** No route of these tests reads a setting. */
const settings = loadConfig(apiSlices, {
  DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
  REDIS_URL: 'redis://127.0.0.1:1',
  REALTIME_JWT_SECRET: 'a secret that is only for tests, 32+',
});

/** An application with such routes. Nobody logs in here, so its database, which is not there, is never asked. */
async function start(config: Omit<MountConfig, 'settings' | 'throttle'>, mounts: (mount: Mount) => void) {
  const log = createLogger('test', { LOG_LEVEL: 'silent' });
  const nowhere = { DATABASE_URL: 'postgres://127.0.0.1:1/nowhere', DATABASE_POOL: 1 };
  const db = createDb(createPool(nowhere));
  const app = express();
  app.use(observe({ log, metrics: createMetrics('test') }));
  mounts(
    createMount(
      app,
      { db, clock: systemClock, dispatch: () => undefined },
      { settings, throttle: { apiToken: async () => undefined }, ...config },
    ),
  );
  app.use(answerError);
  const server = createServer(app);
  await listen(server, 0, '127.0.0.1');
  onTestFinished(() => closeServer(server));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return async (path: string, init: RequestInit = {}) => {
    const response = await fetch(url + path, init);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
}

describe('under test', () => {
  const strict = { strict: true };

  test('an answer with a field that its contract does not have fails, deep inside too', async () => {
    const more = { id: 'a', parts: [{ name: 'b', secret: 'c' }] };
    const call = await start(strict, (mount) => mount(getThing, async () => more));
    const { status, body } = await call('/thing');
    expect(status).toBe(500);
    expect(body['detail']).toMatch(/^The answer of GET \/thing breaks its contract: parts\.0: .*"secret"/);
  });

  test('a code that the route does not declare fails, and says which of which', async () => {
    const call = await start(strict, (mount) =>
      mount(getThing, async () => {
        throw new DocketError('hall_busy', 'The hall is taken.');
      }),
    );
    expect(await call('/thing')).toMatchObject({
      status: 500,
      body: { code: 'internal', detail: 'GET /thing answers hall_busy, which its contract does not declare.' },
    });
  });

  test('what the contract says goes out as it is', async () => {
    const good = { id: 'a', parts: [{ name: 'b' }] };
    const call = await start(strict, (mount) => mount(getThing, async () => good));
    expect(await call('/thing')).toEqual({ status: 200, body: good });
    const refusing = await start(strict, (mount) =>
      mount(getThing, async () => {
        throw new DocketError('show_not_found', 'There is none.');
      }),
    );
    expect(await refusing('/thing')).toMatchObject({ status: 404, body: { code: 'show_not_found' } });
  });
});

test('elsewhere neither is looked at', async () => {
  const more = { id: 'a', parts: [{ name: 'b', secret: 'c' }] };
  const call = await start({ strict: false }, (mount) => mount(getThing, async () => more));
  expect(await call('/thing')).toEqual({ status: 200, body: more });
  const refusing = await start({ strict: false }, (mount) =>
    mount(getThing, async () => {
      throw new DocketError('hall_busy', 'The hall is taken.');
    }),
  );
  expect(await refusing('/thing')).toMatchObject({ status: 409, body: { code: 'hall_busy' } });
});

describe('a route that machines sign', () => {
  const sign = (body: string, secret = 'ours') => createHmac('sha256', secret).update(body).digest('hex');
  const signatures = { example: (given: string, body: Buffer) => given === sign(body.toString()) };

  test('takes a body of whoever has the secret, and of nobody else', async () => {
    const call = await start({ strict: true, signatures }, (mount) => mount(takeNotice, async ({ body }) => body));
    const send = (body: string, signature: string | undefined) =>
      call('/notices', {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          ...(signature === undefined ? {} : { 'x-example-signature': signature }),
        },
      });
    const body = '{"amount": 5}';
    expect(await send(body, sign(body))).toEqual({ status: 200, body: { amount: 5 } });
    for (const signature of [undefined, '', sign(body, 'theirs'), sign('{"amount":5}')])
      expect(await send(body, signature)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    // Whoever signs nothing is not told what is wrong with it.
    expect(await send('{"amount":', sign(body))).toMatchObject({ status: 401 });
    expect(await send('{"amount":', sign('{"amount":'))).toMatchObject({ status: 400, body: { code: 'invalid_json' } });
  });

  test('is not mounted where there is no such secret', async () => {
    await expect(start({ strict: true }, (mount) => mount(takeNotice, async ({ body }) => body))).rejects.toThrow(
      '/notices is signed with example, and there is no such secret',
    );
  });
});

test('a route that nobody logs in to cannot keep keys', async () => {
  const keyed = route({ ...takeNotice, access: 'public', idempotent: true });
  await expect(start({ strict: true }, (mount) => mount(keyed, async ({ body }) => body))).rejects.toThrow(
    'keys belong to somebody who is logged in',
  );
});
