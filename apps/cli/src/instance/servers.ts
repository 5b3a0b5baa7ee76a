import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readPorts, rememberPorts } from '@docket/runtime/embedded/data-dir';
import { freePort, isFree } from '@docket/runtime/embedded/ports';
import { startPostgres } from '@docket/runtime/embedded/postgres';
import { startRedis } from '@docket/runtime/embedded/redis';
import { note } from '../output.ts';
import type { Settings } from './settings.ts';

export type Server = { readonly url: string; stop(): Promise<void> };

/** The port this data directory had last time, while nobody else has taken it. */
async function rememberedPort(dataDir: string, name: 'postgres' | 'redis'): Promise<number> {
  const last = readPorts(dataDir)[name];
  const port = last !== undefined && (await isFree(last)) ? last : await freePort();
  rememberPorts(dataDir, { [name]: port });
  return port;
}

const DATABASE = 'docket';

/** Appends to a server's log file in the data directory. */
function logTo(dataDir: string, name: string): (chunk: Buffer) => void {
  mkdirSync(join(dataDir, 'logs'), { recursive: true });
  const file = createWriteStream(join(dataDir, 'logs', `${name}.log`), { flags: 'a', mode: 0o600 });
  return (chunk) => void file.write(chunk);
}

async function createDatabaseOnce(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** The database of DATABASE_URL, or an embedded one in the data directory. */
export async function provideDatabase(settings: Settings): Promise<Server> {
  if (settings.databaseUrl !== undefined) return { url: settings.databaseUrl, stop: async () => undefined };
  const port = await rememberedPort(settings.dataDir, 'postgres');
  const server = await startPostgres({
    dir: join(settings.dataDir, 'postgres'),
    port,
    password: settings.secrets.postgresPassword,
    onLog: logTo(settings.dataDir, 'postgres'),
  });
  await createDatabaseOnce(server.url('postgres'));
  note(`Postgres on 127.0.0.1:${port}, data in ${join(settings.dataDir, 'postgres')}`);
  return { url: server.url(DATABASE), stop: () => server.stop() };
}

/** The Redis of REDIS_URL, or an embedded one in the data directory. */
export async function provideRedis(settings: Settings): Promise<Server> {
  if (settings.redisUrl !== undefined) return { url: settings.redisUrl, stop: async () => undefined };
  const port = await rememberedPort(settings.dataDir, 'redis');
  const server = await startRedis({
    dir: join(settings.dataDir, 'redis'),
    port,
    password: settings.secrets.redisPassword,
    onLog: logTo(settings.dataDir, 'redis'),
  });
  note(`Redis on 127.0.0.1:${port}, data in ${join(settings.dataDir, 'redis')}`);
  return { url: server.url, stop: () => server.stop() };
}
