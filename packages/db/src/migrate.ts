import { createHash, randomUUID } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** Where the migrations are, in order of their names. */
export const migrationsFolder = fileURLToPath(new URL('../../../prisma/migrations', import.meta.url));

/** The advisory lock Prisma's own engine takes, so that it and we never migrate at once. */
const PRISMA_LOCK = 72707369;

/** The table as Prisma's engine makes it; `prisma migrate deploy` continues from what is written here and the reverse. */
const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum VARCHAR(64) NOT NULL,
    finished_at TIMESTAMPTZ,
    migration_name VARCHAR(255) NOT NULL,
    logs TEXT,
    rolled_back_at TIMESTAMPTZ,
    started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/** SQLSTATE of a lock that was not to be had in time, and of a deadlock: services were at work, and will let go. */
const IN_THE_WAY = new Set(['55P03', '40P01']);
const ATTEMPTS = 30;

/** While it waits for a lock everybody else who wants the table waits behind it, so it gives up soon and comes again. */
async function applyOne(client: pg.Client, migration: Migration, attempt = 1): Promise<void> {
  // Script and record commit together: a migration that fails leaves neither.
  await client.query('BEGIN');
  try {
    await client.query("SET LOCAL lock_timeout = '2s'");
    await client.query(migration.sql);
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)',
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    if (attempt < ATTEMPTS && error instanceof pg.DatabaseError && IN_THE_WAY.has(error.code ?? '')) {
      await sleep(500);
      return applyOne(client, migration, attempt + 1);
    }
    throw new Error(
      `migration ${migration.name} failed and was rolled back: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

/**
 * Brings a database to the newest schema. Safe to call from several processes at once (advisory lock) and on every start.
 * @returns the names of the migrations applied now, in order.
 * @throws when a migration that was applied has since been edited, when one is recorded as failed, or when one fails now.
 */
export async function migrate(databaseUrl: string, folder: string = migrationsFolder): Promise<string[]> {
  const migrations = await readMigrations(folder);
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'docket-migrate' });
  // Lost between two statements: the next one says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
      'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    const known = new Map(rows.map((row) => [row.migration_name, row]));
    const applied: string[] = [];
    for (const migration of migrations) {
      const record = known.get(migration.name);
      if (record === undefined) {
        await applyOne(client, migration);
        applied.push(migration.name);
      } else if (record.finished_at === null) {
        throw new Error(
          `migration ${migration.name} is recorded as failed; resolve it with 'prisma migrate resolve' first`,
        );
      } else if (record.checksum !== migration.checksum) {
        throw new Error(`migration ${migration.name} was edited after it was applied; add a new migration instead`);
      }
    }
    return applied;
  } finally {
    await client.end();
  }
}
