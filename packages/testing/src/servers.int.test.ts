import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
