import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import pg from 'pg';
import { addressFor, provideInboxRole } from '@docket/db/inbox-role';
import { migrate } from '@docket/db/migrate';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgres, type EmbeddedPostgres } from '@docket/runtime/embedded/postgres';
import { spawnService, type SpawnedService } from '@docket/testing/service';
import { waitFor } from '@docket/testing/wait';
import { call, paymentEvent, sign } from './support.ts';

// Nothing of the installation is here but a Postgres of this test's own: no api, no worker, no Redis.
const SECRET = `whsec_${Buffer.from('a secret that is only for tests').toString('base64')}`;
const ENTRY = 'apps/webhooks/src/main.ts';

let folder: string;
let postgres: EmbeddedPostgres;
let restart: () => Promise<EmbeddedPostgres>;
let ownerUrl: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docket-webhooks-'));
  const port = await freePort();
  // What is committed is on the disk, as it is where it counts: this one is killed.
  restart = () => startPostgres({ dir: join(folder, 'pg'), port, password: 'of this test alone' });
  postgres = await restart();
  ownerUrl = postgres.url('postgres');
  await migrate(ownerUrl);
  const inboxUrl = addressFor(ownerUrl, 'docket_webhooks', 'of the inbox alone');
  await provideInboxRole(ownerUrl, inboxUrl);
  env = { WEBHOOKS_DATABASE_URL: inboxUrl, WEBHOOK_SECRETS_BANK: SECRET, LOG_LEVEL: 'info' };
});
afterAll(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(more: Readonly<Record<string, string>> = {}): Promise<SpawnedService> {
  const port = await freePort();
  return spawnService(ENTRY, { port, env: { ...env, ...more, WEBHOOKS_PORT: String(port) }, timeoutMs: 60_000 });
}

async function asOwner<R extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<R[]> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return (await client.query<R>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}

const storedIds = async (): Promise<string[]> =>
  (await asOwner<{ event_id: string }>('SELECT event_id FROM inbox_events')).map((row) => row.event_id);

test('is up, and takes calls in, without api, worker and Redis; it says how it is', async () => {
  const service = await start();
  const body = paymentEvent('alone');
  expect((await call(service.url, body, sign(SECRET, body, { id: 'alone' }))).status).toBe(200);
  expect(await storedIds()).toContain('alone');
  expect((await fetch(`${service.url}/livez`)).status).toBe(200);
  expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(
    /webhook_calls_total\{.*outcome="stored".*\} 1\n/,
  );
  expect(service.logs()).not.toContain('alone');
  const { code } = await service.terminate();
  expect(code).toBe(0);
});

test('does not start with a role that may do more, unless it is told to for development', async () => {
  const trouble = async (more: Readonly<Record<string, string>>): Promise<string> => {
    const service = await start(more).catch((error: Error) => error.message);
    if (typeof service === 'string') return service;
    await service.kill();
    return service.logs();
  };
  expect(await trouble({ WEBHOOKS_DATABASE_URL: ownerUrl })).toMatch(/did not start[^]*it is a superuser/);
  const told = { WEBHOOKS_DATABASE_URL: ownerUrl, WEBHOOKS_ANY_ROLE: '1' };
  expect(await trouble({ ...told, NODE_ENV: 'production' })).toMatch(/did not start[^]*it is a superuser/);
  expect(await trouble(told)).toMatch(/webhooks ready/);
  await asOwner('GRANT SELECT ON users TO docket_webhooks');
  expect(await trouble({})).toMatch(/did not start[^]*it may select users/);
  await asOwner('REVOKE SELECT ON users FROM docket_webhooks');
  await asOwner('REVOKE INSERT (body) ON inbox_events FROM docket_webhooks');
  expect(await trouble({})).toMatch(/did not start[^]*cannot insert into inbox_events/);
  expect(await provideInboxRole(ownerUrl, env['WEBHOOKS_DATABASE_URL'] ?? '')).toBeUndefined();
  expect(await trouble({})).toMatch(/webhooks ready/);
});

test('Postgres is killed in mid-load and comes back: what was answered with a 2xx is there, once; the rest was told to come again', async () => {
  const service = await start();
  const acknowledged = new Set<string>();
  const statuses = new Map<number, number>();
  let stop = false;
  let next = 0;
  async function sender(): Promise<void> {
    while (!stop) {
      const id = `load_${next++}`;
      const body = paymentEvent(id);
      // As a bank does: until it is taken.
      for (;;) {
        const { status } = await call(service.url, body, sign(SECRET, body, { id }));
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        if (status === 200) break;
        if (stop) return;
        await sleep(50);
      }
      acknowledged.add(id);
    }
  }
  const senders = Array.from({ length: 16 }, sender);
  for (let round = 0; round < 2; round += 1) {
    const before = acknowledged.size;
    await waitFor('load', () => acknowledged.size > before + 200);
    const ended = postgres.ended;
    process.kill(postgres.pid, 'SIGKILL');
    await ended;
    await waitFor('a 503', () => (statuses.get(503) ?? 0) > round);
    postgres = await waitFor('Postgres to start', () => restart().catch(() => undefined), { timeoutMs: 30_000 });
    const atRestart = acknowledged.size;
    await waitFor('load again', () => acknowledged.size > atRestart + 100);
  }
  stop = true;
  await Promise.all(senders);
  expect([...statuses.keys()].toSorted((a, b) => a - b)).toEqual([200, 503]);
  const found = (await storedIds()).filter((id) => id.startsWith('load_'));
  expect(new Set(found).size).toBe(found.length);
  const known = new Set(found);
  expect([...acknowledged].filter((id) => !known.has(id))).toEqual([]);
  expect((await fetch(`${service.url}/readyz`)).status).toBe(200);
  await service.terminate();
});

test('a Postgres that hangs is answered for in time; so are calls that are under way at a stop', async () => {
  const service = await start();
  const body = paymentEvent('hanging');
  expect((await call(service.url, body, sign(SECRET, body, { id: 'warm' }))).status).toBe(200);
  await asOwner('SELECT 1');
  const lock = new pg.Client({ connectionString: ownerUrl });
  await lock.connect();
  await lock.query('BEGIN');
  await lock.query('LOCK TABLE inbox_events IN ACCESS EXCLUSIVE MODE');
  const started = performance.now();
  const hanging = await call(service.url, body, sign(SECRET, body, { id: 'hanging' }));
  expect(hanging.status).toBe(503);
  expect(performance.now() - started).toBeLessThan(10_000);
  const under = call(service.url, body, sign(SECRET, body, { id: 'under-way' }));
  await sleep(300);
  const stopping = service.terminate(20_000);
  await lock.query('COMMIT');
  await lock.end();
  expect((await under).status).toBe(200);
  expect((await stopping).code).toBe(0);
  expect(await storedIds()).toContain('under-way');
});
