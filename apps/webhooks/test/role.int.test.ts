import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeDb, openDb, quietLog } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { createInboxRole, type TestInboxRole } from '@docket/testing/inbox-role';
import { createPool, type Pool } from '@docket/db/pool';
import { addressFor, provideInboxRole } from '@docket/db/inbox-role';
import type { Db } from '@docket/db/client';
import { createInboxWriter } from '../src/inbox-writer.ts';
import { roleFaults } from '../src/role.ts';

let url: string;
let owner: Db;
let role: TestInboxRole;
let pool: Pool;
let end: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  url = database.url;
  owner = openDb(url);
  role = await createInboxRole(url);
  pool = createPool({ DATABASE_URL: role.url, DATABASE_POOL: 2 }, quietLog);
  end = () => database.drop();
});
afterAll(async () => {
  await pool.end();
  await closeDb(owner);
  await end();
  await role.drop();
});

const store = (eventId: string) =>
  createInboxWriter({ pool, timeoutMs: 4_000, onBatch: () => undefined }).store({
    provider: 'bank',
    eventId,
    headers: {},
    body: Buffer.from('{}'),
  });

const INSERT = `INSERT INTO inbox_events (id, provider, event_id, headers, body) VALUES (gen_random_uuid(), 'bank', 'x', '{}', '')`;

/** What the role must not be able to do: each with what the owner can do, or the refusal would prove nothing. */
const FORBIDDEN = [
  'SELECT id FROM inbox_events',
  'SELECT count(*) FROM inbox_events',
  `${INSERT} RETURNING id`,
  `${INSERT} ON CONFLICT (provider, event_id) DO NOTHING`,
  `${INSERT} ON CONFLICT (provider, event_id) DO UPDATE SET body = excluded.body`,
  `INSERT INTO inbox_events (id, provider, event_id, headers, body, status, done_at) VALUES (gen_random_uuid(), 'bank', 'y', '{}', '', 'DONE', now())`,
  `UPDATE inbox_events SET status = 'DONE', done_at = now()`,
  'DELETE FROM inbox_events',
  'TRUNCATE inbox_events',
  'SELECT id FROM users',
  'SELECT id FROM outbox',
  `INSERT INTO outbox (id, topic, name, payload) VALUES (gen_random_uuid(), 'job', 'judge.wake', '{}')`,
  'UPDATE bookings SET status = status',
  'SELECT migration_name FROM _prisma_migrations',
  `SELECT take_duty('sweeper', 'nobody', 5)`,
  'CREATE TABLE mine (n int)',
  'COPY inbox_events TO STDOUT',
  'ALTER TABLE inbox_events DROP COLUMN body',
  'CREATE ROLE somebody',
];

test('the role inserts events, each once, and can do nothing else', async () => {
  await store('evt_1');
  await Promise.all([store('evt_1'), store('evt_2'), store('evt_2')]);
  const { rows } = await owner.pool.query<{ event_id: string; status: string }>(
    'SELECT event_id, status FROM inbox_events ORDER BY event_id',
  );
  expect(rows).toEqual([
    { event_id: 'evt_1', status: 'RECEIVED' },
    { event_id: 'evt_2', status: 'RECEIVED' },
  ]);
  for (const statement of FORBIDDEN) {
    const refused: unknown = await pool.query(statement).then(
      () => 'it may',
      (error: Error & { code?: string }) => error.code,
    );
    expect({ statement, refused }).toEqual({ statement, refused: '42501' });
  }
  expect((await owner.pool.query('SELECT FROM inbox_events')).rowCount).toBe(2);
});

test('negative control: its owner can do all of it', async () => {
  const client = await owner.pool.connect();
  try {
    for (const statement of FORBIDDEN.filter((each) => !each.startsWith('COPY'))) {
      await client.query('BEGIN');
      await client.query(statement);
      await client.query('ROLLBACK');
    }
  } finally {
    client.release();
  }
});

test('what else a role may do is found, one thing at a time', async () => {
  expect(await roleFaults(pool)).toEqual({ lacks: false, excess: [] });
  const { name } = role;
  const cases: readonly (readonly [grant: string, revoke: string, says: string])[] = [
    [`GRANT SELECT ON users TO ${name}`, `REVOKE SELECT ON users FROM ${name}`, 'may select users'],
    [
      `GRANT SELECT (status) ON inbox_events TO ${name}`,
      `REVOKE SELECT (status) ON inbox_events FROM ${name}`,
      'may select inbox_events',
    ],
    [
      `GRANT UPDATE (status) ON inbox_events TO ${name}`,
      `REVOKE UPDATE (status) ON inbox_events FROM ${name}`,
      'may update inbox_events',
    ],
    [
      `GRANT INSERT (status) ON inbox_events TO ${name}`,
      `REVOKE INSERT (status) ON inbox_events FROM ${name}`,
      'may insert more into inbox_events than events',
    ],
    [`GRANT INSERT ON outbox TO ${name}`, `REVOKE INSERT ON outbox FROM ${name}`, 'may insert outbox'],
    [`GRANT DELETE ON outbox TO ${name}`, `REVOKE DELETE ON outbox FROM ${name}`, 'may delete outbox'],
    [`GRANT pg_read_all_data TO ${name}`, `REVOKE pg_read_all_data FROM ${name}`, 'is a member of pg_read_all_data'],
    [
      `GRANT CREATE ON SCHEMA public TO ${name}`,
      `REVOKE CREATE ON SCHEMA public FROM ${name}`,
      'may make things in the schema public',
    ],
    [`ALTER ROLE ${name} CREATEROLE`, `ALTER ROLE ${name} NOCREATEROLE`, 'may make roles'],
    [`ALTER ROLE ${name} BYPASSRLS`, `ALTER ROLE ${name} NOBYPASSRLS`, 'passes row security'],
    [`ALTER ROLE ${name} SUPERUSER`, `ALTER ROLE ${name} NOSUPERUSER`, 'is a superuser'],
  ];
  for (const [grant, revoke, says] of cases) {
    await owner.pool.query(grant);
    const { excess } = await roleFaults(pool);
    await owner.pool.query(revoke);
    expect({ grant, excess }).toEqual({ grant, excess: expect.arrayContaining([says]) });
  }
  expect(await roleFaults(pool)).toEqual({ lacks: false, excess: [] });
  await owner.pool.query(`REVOKE INSERT (body) ON inbox_events FROM ${name}`);
  expect((await roleFaults(pool)).lacks).toBe(true);
  expect(await provideInboxRole(url, role.url)).toBeUndefined();
  expect(await roleFaults(pool)).toEqual({ lacks: false, excess: [] });
});

test('who may not make roles is told what to have run, and need not where the role is as it must be', async () => {
  // The role itself may not.
  expect(await provideInboxRole(role.url, role.url)).toBeUndefined();
  const other = addressFor(url, `${role.name}_other`, "it's a password");
  const sql = await provideInboxRole(role.url, other);
  expect(sql).toMatch(/^CREATE ROLE "?\w+"?; ALTER ROLE .* LOGIN PASSWORD '…'; GRANT INSERT \(id, /);
  expect(sql).not.toContain('a password');
});
