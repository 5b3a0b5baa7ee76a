import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@docket/testing/database';
import type { TestDatabase } from '@docket/testing/postgres';
import { startTestRedis, type TestRedis } from '@docket/testing/redis';
import { waitFor } from '@docket/testing/wait';
import { checkDatabase } from './check-database.ts';
import { ConnectionLost, transaction } from './client.ts';
import { createPool, type Pool } from './pool.ts';

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = createPool({ DATABASE_URL: database.url, DATABASE_POOL: 3 });
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('a connection that ends in the middle of a transaction', () => {
  it('fails the transaction with the reason, and nothing else', async () => {
    const broken = transaction(pool, async (client) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const lost = new Promise<void>((resolve) => client.once('end', resolve));
      await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      // Nobody waits for an answer on it now: without a listener of ours this is where the process would end.
      await lost;
      await client.query('SELECT 1');
    });
    await expect(broken).rejects.toThrow(ConnectionLost);
    await expect(broken).rejects.toThrow(/lost in a transaction: terminating connection due to administrator command/);
    await expect(broken).rejects.toMatchObject({ code: '08006' });
    expect((await pool.query('SELECT 1')).rowCount).toBe(1);
  });

  it('ends the process without the listeners, of which the pool has one for each connection it lends', async () => {
    const client = await pool.connect();
    expect(client.listenerCount('error')).toBeGreaterThan(0);
    client.release();
    const bare = createPool({ DATABASE_URL: database.url, DATABASE_POOL: 1 });
    bare.removeAllListeners('connect');
    const unheard = await bare.connect();
    expect(unheard.listenerCount('error')).toBe(0);
    unheard.release();
    await bare.end();
  });
});

describe('what is written along with COMMIT', () => {
  beforeAll(() => pool.query('CREATE TABLE notes (text text UNIQUE)'));
  const note = (text: string) => ({
    name: 'note',
    text: 'INSERT INTO notes VALUES ($1)',
    values: [text],
  });
  const count = async () => (await pool.query('SELECT 1 FROM notes')).rowCount;

  it('is there when the transaction has committed', async () => {
    await transaction(
      pool,
      () => Promise.resolve(),
      () => [note('first'), note('second')],
    );
    expect(await count()).toBe(2);
  });

  it('takes all with it when one of it fails, and the connection goes on', async () => {
    const before = await count();
    const failed = transaction(
      pool,
      (client) => client.query(note('third')),
      () => [note('fourth'), note('first'), note('fifth')],
    );
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    expect(await count()).toBe(before);
    expect(pool.idleCount).toBe(pool.totalCount);
  });

  it('is not sent, nor is COMMIT, when it cannot be made', async () => {
    const before = await count();
    const failed = transaction(
      pool,
      (client) => client.query(note('sixth')),
      () => {
        throw new Error('no such thing');
      },
    );
    await expect(failed).rejects.toThrow('no such thing');
    expect(await count()).toBe(before);
  });

  it('that fails unseen does not pass for a commit', async () => {
    const before = await count();
    const failed = transaction(pool, async (client) => {
      await client.query(note('seventh'));
      await client.query(note('seventh')).catch(() => undefined);
    });
    await expect(failed).rejects.toThrow('COMMIT was answered with ROLLBACK');
    expect(await count()).toBe(before);
  });
});

describe('a wrong DATABASE_URL', () => {
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

  function changed(change: (url: URL) => void): string {
    const url = new URL(database.url);
    change(url);
    return url.href;
  }
  const portOf = (server: Server): string => {
    const address = server.address();
    return String(typeof address === 'object' ? address?.port : '');
  };

  it.each<[string, (url: URL) => void, RegExp]>([
    ['host', (url) => (url.hostname = 'nowhere.invalid'), /there is no host by the name in nowhere\.invalid:/],
    ['port', (url) => (url.port = '1'), /nobody listens at 127\.0\.0\.1:1\./],
    ['password', (url) => (url.password = 'guessed'), /refuses the user "docket" with that password/],
    ['database', (url) => (url.pathname = '/none'), /has no database "none"/],
    ['kind of server, a Redis', (url) => (url.port = String(redis.port)), /what answers at \S+ is no Postgres/],
    ['kind of server, a web server', (url) => (url.port = portOf(web)), /what answers at \S+ is no Postgres/],
  ])('is told: wrong %s', async (_what, change, says) => {
    const checked = checkDatabase(changed(change));
    await expect(checked).rejects.toThrow(says);
    await expect(checked).rejects.toThrow(/^DATABASE_URL: .* Correct the address, or start that server/);
    await expect(checked).rejects.not.toThrow(/guessed/);
  });

  it('is not told of one that is right', async () => {
    await checkDatabase(database.url);
    await waitFor('no session left', async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = ''`,
      );
      return rows.length === 0;
    });
  });
});
