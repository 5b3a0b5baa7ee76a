import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgres } from '@docket/runtime/embedded/postgres';
import { giveTo } from '@docket/runtime/embedded/server-user';
import { createDatabaseForThisTest } from './database.ts';
import { startTestRedis, type TestRedis } from './redis.ts';

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

describe('test databases', () => {
  test('are migrated copies that do not see each other', async () => {
    const [one, two] = await Promise.all([createDatabaseForThisTest(), createDatabaseForThisTest()]);
    await query(one.url, 'CREATE TABLE only_here (id int)');
    expect(await query(two.url, `SELECT to_regclass('only_here') AS found`)).toEqual([{ found: null }]);
    const migrations = await query(
      two.url,
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    );
    expect(migrations.length).toBeGreaterThan(0);
  });
});

test.skipIf(process.getuid?.() !== 0)(
  'a Postgres that root starts runs as a user of its own, and takes over what nobody had',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'docket-test-pg-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const options = { dir: join(folder, 'data'), password: 'of-a-test-alone', throwaway: true };
    const first = await startPostgres({ ...options, port: await freePort() });
    await query(first.url('postgres'), 'CREATE TABLE kept (id int)');
    await first.stop();
    giveTo({ uid: 65_534, gid: 65_534 }, options.dir);

    const second = await startPostgres({ ...options, port: await freePort() });
    onTestFinished(() => second.stop());
    expect(await query(second.url('postgres'), `SELECT to_regclass('kept')::text AS found`)).toEqual([
      { found: 'kept' },
    ]);
    const [, , uid] = /^docket-postgres:(.*)$/m.exec(await readFile('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
    expect((await stat(`/proc/${second.pid}`)).uid).toBe(Number(uid));
    expect((await stat(join(options.dir, 'base'))).uid).toBe(Number(uid));
    expect(Number(uid)).not.toBe(65_534);
  },
);

describe('test Redis', () => {
  let server: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    server = await startTestRedis();
    client = new Redis(server.url, { retryStrategy: () => 20 });
    client.on('error', () => undefined);
  });
  afterAll(async () => {
    client.disconnect();
    await server.dispose();
  });

  test('refuses strangers, never evicts, keeps an append-only file', async () => {
    const stranger = new Redis(server.port, '127.0.0.1', { retryStrategy: () => null });
    stranger.on('error', () => undefined);
    await expect(stranger.ping()).rejects.toThrow(/NOAUTH|authenticat/i);
    stranger.disconnect();
    expect(await client.config('GET', 'maxmemory-policy')).toContain('noeviction');
    expect(await client.config('GET', 'appendonly')).toContain('yes');
  });

  test('keeps data over an ordered restart and forgets it when asked', async () => {
    await client.set('kept', '1');
    const before = server.pid();
    await server.restart();
    expect(server.pid()).not.toBe(before);
    expect(await client.get('kept')).toBe('1');
    await server.restart({ empty: true });
    expect(await client.get('kept')).toBeNull();
  });

  test('holds its answers while paused', async () => {
    server.pause();
    let answered = false;
    const answer = client.ping().then(() => {
      answered = true;
    });
    await sleep(150);
    expect(answered).toBe(false);
    server.resume();
    await answer;
    expect(answered).toBe(true);
  });
});
