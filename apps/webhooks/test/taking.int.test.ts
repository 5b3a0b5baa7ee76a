import { connect } from 'node:net';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Db } from '@docket/db/client';
import { createPool, type Pool } from '@docket/db/pool';
import { signatureSchemes } from '@docket/providers/signatures/schemes';
import { systemClock } from '@docket/runtime/clock';
import { loadConfig } from '@docket/runtime/config';
import { closeServer, createHealthHandler, listen } from '@docket/runtime/health';
import { createMetrics, type Registry } from '@docket/runtime/metrics';
import { webhookAddressesSlice } from '@docket/runtime/settings/webhooks';
import { closeDb, openDb, quietLog } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { createInboxRole } from '@docket/testing/inbox-role';
import { createFigures } from '../src/figures.ts';
import { createInboxWriter } from '../src/inbox-writer.ts';
import { createServer, type Limits } from '../src/server.ts';
import { createTaking, type TakingOptions } from '../src/take.ts';
import { call, paymentEvent, sign } from './support.ts';

const secretOf = (text: string): string => `whsec_${Buffer.from(text.padEnd(32, '.')).toString('base64')}`;
const [NEW, OLD, GONE] = [secretOf('new'), secretOf('old'), secretOf('gone')];

let db: Db;
let pool: Pool;
let end: () => Promise<void>;
const servers: Server[] = [];
const faults: unknown[] = [];
let metrics: Registry;

beforeAll(async () => {
  const database = await createTestDatabase();
  const role = await createInboxRole(database.url);
  db = openDb(database.url);
  pool = createPool({ DATABASE_URL: role.url, DATABASE_POOL: 4 }, quietLog);
  end = async () => {
    await database.drop();
    await role.drop();
  };
});
beforeEach(() => db.pool.query('TRUNCATE inbox_events'));
afterEach(() => {
  if (faults.length > 0) throw new Error('a call broke what takes it in', { cause: faults });
});
afterAll(async () => {
  await Promise.all(servers.map(closeServer));
  await pool.end();
  await closeDb(db);
  await end();
});

async function start(
  options: Partial<TakingOptions> = {},
  limits: Partial<Limits> = {},
): Promise<{ readonly url: string; readonly port: number }> {
  metrics = createMetrics('webhooks');
  const figures = createFigures(metrics);
  const take = createTaking({
    schemes: signatureSchemes,
    secrets: { bank: [NEW, OLD], razorpay: ['a secret of twenty-four or more'] },
    addresses: undefined,
    trustProxy: 0,
    store: createInboxWriter({ pool, timeoutMs: 4_000, onBatch: figures.batch }).store,
    storeMs: 4_000,
    clock: systemClock,
    figures,
    log: quietLog,
    ...options,
  });
  const health = createHealthHandler({ stopping: () => false, metrics, checks: [] });
  const server = createServer({
    take,
    health,
    stopping: () => false,
    limits,
    onFault: (error) => faults.push(error),
  });
  servers.push(server);
  await listen(server, 0, '127.0.0.1');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen');
  return { url: `http://127.0.0.1:${address.port}`, port: address.port };
}

type Row = { readonly provider: string; readonly event_id: string; readonly body: Buffer; readonly headers: unknown };

async function stored(): Promise<readonly Row[]> {
  const { rows } = await db.pool.query<Row>('SELECT provider, event_id, body, headers FROM inbox_events ORDER BY id');
  return rows;
}

const count = async (outcome: string): Promise<number> => {
  const text = await metrics.metrics();
  const found = new RegExp(`^webhook_calls_total\\{[^}]*outcome="${outcome}"[^}]*\\} (\\d+)$`, 'm').exec(text);
  return Number(found?.[1] ?? 0);
};

test('keeps what is signed, byte for byte and once, with the documents’ fields and without JSON alike', async () => {
  const { url } = await start();
  const body = `${paymentEvent('p1').slice(0, -1)}, "spaced" : 1e3 }\n`;
  const headers = sign(NEW, body, { id: 'evt_1' });
  const answers = await Promise.all(Array.from({ length: 8 }, () => call(url, body, headers)));
  for (const { status, text } of answers)
    expect({ status, text }).toEqual({ status: 200, text: '{"status":"stored"}' });
  const [only, ...more] = await stored();
  expect(more).toEqual([]);
  expect(only).toMatchObject({ provider: 'bank', event_id: 'evt_1' });
  expect(only?.body.toString()).toBe(body);
  expect(only?.headers).toEqual({ 'content-type': 'application/json', ...headers });
  expect(await metrics.metrics()).toMatch(/^webhook_repeated_total\{.*\} 7$/m);

  const noJson = new Uint8Array([0xff, 0x00, 0x80]);
  expect((await call(url, noJson, { ...sign(OLD, noJson), 'content-type': 'text/plain' })).status).toBe(200);
  expect((await stored()).at(-1)?.body).toEqual(Buffer.from(noJson));
  expect(await count('stored')).toBe(9);
});

test('refuses and does not keep what nobody signed, was changed, has an old secret, another scheme, or another time', async () => {
  const { url } = await start();
  const body = paymentEvent('p2');
  const now = Math.floor(Date.now() / 1_000);
  const cases = {
    signature_missing: [{}, { 'x-razorpay-signature': 'ab'.repeat(32) }, { 'stripe-signature': `t=${now},v1=00` }],
    signature_wrong: [sign(GONE, body), sign(NEW, `${body} `), { ...sign(NEW, body), 'webhook-id': 'evt_other' }],
    signature_stale: [sign(NEW, body, { at: now - 302 }), sign(NEW, body, { at: now + 310 })],
  };
  for (const [code, all] of Object.entries(cases)) {
    for (const headers of all) {
      const { status, text, headers: answered } = await call(url, body, headers);
      expect({ headers, status, code: (JSON.parse(text) as { code: string }).code }).toEqual({
        headers,
        status: 400,
        code,
      });
      expect(answered.get('content-type')).toBe('application/problem+json');
      expect(text).not.toContain('p2');
    }
  }
  // Signed by the right secret, for another provider.
  expect((await call(url, body, sign(NEW, body), 'razorpay')).status).toBe(400);
  expect(await stored()).toEqual([]);
  expect([await count('wrong'), await count('stale'), await count('stored')]).toEqual([3, 2, 0]);
  // Negative control: the same body with the right signature.
  expect((await call(url, body, sign(OLD, body))).status).toBe(200);
  expect(await stored()).toHaveLength(1);
});

test('knows those providers that have a secret, POST, and 256 KiB', async () => {
  const { url } = await start();
  for (const name of ['stripe', 'nobody', '__proto__', 'constructor', 'bank/more', '%62ank'])
    expect((await call(url, '{}', sign(NEW, '{}'), name)).status).toBe(404);
  for (const method of ['GET', 'PUT', 'DELETE', 'OPTIONS']) {
    const response = await fetch(`${url}/webhooks/bank`, { method, headers: { origin: 'https://example.org' } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  }
  const most = 'x'.repeat(256 * 1024);
  expect((await call(url, most, sign(NEW, most))).status).toBe(200);
  const tooMuch = `${most}x`;
  expect((await call(url, tooMuch, sign(NEW, tooMuch))).status).toBe(413);
  // Without a length that says so at once.
  const chunked = await fetch(`${url}/webhooks/bank`, {
    method: 'POST',
    headers: sign(NEW, tooMuch),
    body: new Blob([tooMuch]).stream(),
    duplex: 'half',
  });
  expect(chunked.status).toBe(413);
  expect(await stored()).toHaveLength(1);
  const answer = await call(url, '{}', sign(NEW, '{}'));
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
  });
  expect(answer.headers.get('set-cookie')).toBeNull();
});

test('lets call who is on the list, by the address that the last proxy saw', async () => {
  const { webhookAddresses: addresses } = loadConfig([webhookAddressesSlice], {
    WEBHOOK_ADDRESSES: '203.0.113.0/24, 2001:db8::/32',
  });
  const status = async (url: string, from: string): Promise<number> =>
    (await call(url, '{}', { ...sign(NEW, '{}'), 'x-forwarded-for': from })).status;
  const behind = await start({ addresses, trustProxy: 1 });
  expect(await status(behind.url, '203.0.113.9')).toBe(200);
  expect(await status(behind.url, '2001:db8::7')).toBe(200);
  expect(await status(behind.url, '::ffff:203.0.113.9')).toBe(200);
  expect(await status(behind.url, '198.51.100.1')).toBe(403);
  // What the caller has written itself is not believed.
  expect(await status(behind.url, '203.0.113.9, 198.51.100.1')).toBe(403);
  expect(await status(behind.url, 'no address')).toBe(403);
  const direct = await start({ addresses, trustProxy: 0 });
  expect(await status(direct.url, '203.0.113.9')).toBe(403);
});

test('says 503 and nothing else where it is not stored, and within its time', async () => {
  const failing = await start({ store: () => Promise.reject(new Error('the inbox is away')) });
  const answer = await call(failing.url, '{}', sign(NEW, '{}'));
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  const hanging = await start({ store: () => new Promise(() => undefined), storeMs: 50 });
  expect((await call(hanging.url, '{}', sign(NEW, '{}'))).status).toBe(503);
});

test('ends who takes its time: with the headers, with the body', async () => {
  const { url, port } = await start({}, { headersMs: 300, requestMs: 600, idleMs: 300 });
  const slow = async (first: string): Promise<{ readonly text: string; readonly ms: number }> => {
    const started = performance.now();
    const socket = connect(port, '127.0.0.1').setEncoding('utf8');
    let text = '';
    socket.on('data', (part: string) => (text += part));
    socket.on('error', () => undefined);
    socket.write(first);
    // A byte now and then.
    const timer = setInterval(() => void socket.write('x'), 50);
    await once(socket, 'close');
    clearInterval(timer);
    return { text, ms: performance.now() - started };
  };
  const [headers, body] = await Promise.all([
    slow('POST /webhooks/bank HTTP/1.1\r\nhost: x\r\nx-'),
    slow('POST /webhooks/bank HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n'),
  ]);
  expect(headers.text).toContain('408');
  expect(headers.ms).toBeLessThan(5_000);
  expect(body.ms).toBeLessThan(5_000);
  expect(await count('stored')).toBe(0);
  expect((await call(url, '{}', sign(NEW, '{}'))).status).toBe(200);
});
