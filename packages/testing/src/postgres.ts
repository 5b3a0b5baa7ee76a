import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '@docket/db/migrate';
import { freePort } from '@docket/runtime/embedded/ports';
import { startPostgres } from '@docket/runtime/embedded/postgres';

/** Name of the database that has all migrations and no rows; every test database is a copy of it. */
const TEMPLATE = 'docket_template';

export type PostgresForTests = {
  /** Connection string of the maintenance database, as a superuser. */
  readonly adminUrl: string;
  /** Database to copy. */
  readonly template: string;
  stop(): Promise<void>;
};

/** Runs one statement on its own connection. */
async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/**
 * A Postgres with a migrated template database: a private one in the temporary directory, or the server of
 * `DATABASE_URL_TEST`, where the template gets a name of its own and is dropped at the end.
 * @param settings as `postgres -c` has them, of a private one
 */
export async function startPostgresForTests(
  givenUrl: string | undefined,
  settings: readonly string[] = [],
): Promise<PostgresForTests> {
  if (givenUrl !== undefined && givenUrl !== '') {
    const template = `${TEMPLATE}_${randomUUID().slice(0, 8)}`;
    await execute(givenUrl, `CREATE DATABASE ${template}`);
    await migrate(withDatabase(givenUrl, template));
    return { adminUrl: givenUrl, template, stop: () => execute(givenUrl, `DROP DATABASE ${template} WITH (FORCE)`) };
  }
  const folder = await mkdtemp(join(tmpdir(), 'docket-test-pg-'));
  const server = await startPostgres({
    dir: join(folder, 'data'),
    port: await freePort(),
    password: randomUUID(),
    throwaway: true,
    settings,
  });
  const adminUrl = server.url('postgres');
  await execute(adminUrl, `CREATE DATABASE ${TEMPLATE}`);
  await migrate(server.url(TEMPLATE));
  return {
    adminUrl,
    template: TEMPLATE,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export type TestDatabase = { readonly name: string; readonly url: string; drop(): Promise<void> };

/** A copy of the template (about 30 ms), for one test file. `drop` also ends sessions that were forgotten. */
export async function cloneTemplate(
  server: Pick<PostgresForTests, 'adminUrl' | 'template'>,
  template: string = server.template,
): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await execute(server.adminUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return {
    name,
    url: withDatabase(server.adminUrl, name),
    drop: () => execute(server.adminUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

/** A database without any of our tables, for tests of migrating. */
export function emptyDatabase(server: Pick<PostgresForTests, 'adminUrl' | 'template'>): Promise<TestDatabase> {
  return cloneTemplate(server, 'template0');
}
