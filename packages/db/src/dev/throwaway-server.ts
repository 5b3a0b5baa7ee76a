import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgres } from '@docket/runtime/embedded/postgres';

/**
 * Runs `work` with a Postgres server of its own, which is gone afterwards (about two seconds).
 * `work` is handed what makes another empty database on it and gives its address.
 */
export async function withThrowawayServer<T>(work: (newDatabase: () => Promise<string>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docket-schema-'));
  try {
    const server = await startPostgres({
      dir: path.join(folder, 'data'),
      port: await freePort(),
      password: randomUUID(),
      throwaway: true,
    });
    let made = 0;
    try {
      return await work(async () => {
        made += 1;
        await onDatabase(server.url('postgres'), (client) => client.query(`CREATE DATABASE throwaway_${made}`));
        return server.url(`throwaway_${made}`);
      });
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs `work` on one connection. */
export async function onDatabase<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
