import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { readPorts, rememberPorts } from '@docket/runtime/embedded/data-dir';
import { freePort, isFree } from '@docket/runtime/embedded/ports';
import { startPostgres } from '@docket/runtime/embedded/postgres';
import { startRedis } from '@docket/runtime/embedded/redis';
import { checkRedis } from '@docket/runtime/redis';
import { StartError } from '@docket/runtime/start-error';
import { checkDatabase } from '@docket/db/check-database';
import { addressFor, INBOX_ROLE, provideInboxRole } from '@docket/db/inbox-role';
import { CommandError, note } from '../output.ts';
import { keepRunning } from './keep-running.ts';
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
  // A full disk costs the log, not the server.
  file.once('error', (error) => note(`the log of ${name} is lost: ${error.message}`));
  file.on('error', () => undefined);
  return (chunk) => void file.write(chunk);
}

async function createDatabaseOnce(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** The database of DATABASE_URL, or an embedded one in the data directory, kept running. @throws StartError when DATABASE_URL leads nowhere */
export async function provideDatabase(settings: Settings): Promise<Server> {
  if (settings.databaseUrl !== undefined) {
    await checkDatabase(settings.databaseUrl);
    return { url: settings.databaseUrl, stop: async () => undefined };
  }
  const port = await rememberedPort(settings.dataDir, 'postgres');
  const onLog = logTo(settings.dataDir, 'postgres');
  const dir = join(settings.dataDir, 'postgres');
  const server = await keepRunning('Postgres', () =>
    startPostgres({ dir, port, password: settings.secrets.postgresPassword, onLog }),
  );
  await createDatabaseOnce(server.first.url('postgres'));
  note(`Postgres on 127.0.0.1:${port}, data in ${dir}`);
  return { url: server.first.url(DATABASE), stop: () => server.stop() };
}

/** The Redis of REDIS_URL, or an embedded one in the data directory, kept running. @throws StartError when REDIS_URL leads nowhere */
export async function provideRedis(settings: Settings): Promise<Server> {
  if (settings.redisUrl !== undefined) {
    const trouble = await checkRedis(settings.redisUrl);
    if (trouble !== undefined) throw new StartError(trouble.why);
    return { url: settings.redisUrl, stop: async () => undefined };
  }
  const port = await rememberedPort(settings.dataDir, 'redis');
  const onLog = logTo(settings.dataDir, 'redis');
  const dir = join(settings.dataDir, 'redis');
  const server = await keepRunning('Redis', () =>
    startRedis({ dir, port, password: settings.secrets.redisPassword, onLog }),
  );
  note(`Redis on 127.0.0.1:${port}, data in ${dir}`);
  return { url: server.first.url, stop: () => server.stop() };
}

/**
 * The address under which calls of providers are taken in, with a role that can log in and insert into the inbox of the migrated database: that of
 * WEBHOOKS_DATABASE_URL, or one of our own in the embedded Postgres. Undefined where the database is somebody else's and no role of it was named.
 * @throws CommandError with what is to be run where this installation may not make the role
 */
export async function provideInbox(settings: Settings, databaseUrl: string): Promise<string | undefined> {
  const own = settings.databaseUrl === undefined;
  const inboxUrl =
    settings.webhooksDatabaseUrl ??
    (own ? addressFor(databaseUrl, INBOX_ROLE, settings.secrets.webhooksPassword) : undefined);
  if (inboxUrl === undefined) return undefined;
  const missing = await provideInboxRole(databaseUrl, inboxUrl);
  if (missing === undefined) return inboxUrl;
  throw new CommandError(
    `WEBHOOKS_DATABASE_URL: that role cannot log in and insert into the inbox, and this user may not change that. As whoever runs the server:\n  ${missing}`,
  );
}
