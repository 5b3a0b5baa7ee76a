import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { emptyDatabase } from '@docket/testing/postgres';
import { schemaSql } from './dev/schema-sql.ts';
import { migrate } from './migrate.ts';

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** An empty database, dropped when the test ends. */
async function newDatabase(): Promise<string> {
  const database = await emptyDatabase(inject('postgres'));
  onTestFinished(() => database.drop());
  return database.url;
}

async function folderWith(migrations: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docket-migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, sql] of Object.entries(migrations)) {
    await mkdir(path.join(folder, name));
    await writeFile(path.join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

/** Columns as both Prisma and the database see them. */
async function columns(url: string): Promise<string[]> {
  const client = await connect(url);
  const { rows } = await client.query<{ line: string }>(
    `SELECT table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable AS line
       FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
        AND table_name IN (SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE') ORDER BY 1`,
  );
  return rows.map((row) => row.line);
}

describe('migrate', () => {
  it('leaves the tables that the Prisma schema describes', async () => {
    const migrated = await createDatabaseForThisTest();
    const described = await newDatabase();
    const client = await connect(described);
    await client.query('CREATE EXTENSION citext; CREATE EXTENSION pg_trgm');
    await client.query(await schemaSql(described));
    expect(await columns(migrated.url)).toEqual(await columns(described));
  });

  it('applies each migration once, also when several processes start together', async () => {
    const url = await newDatabase();
    const folder = await folderWith({ '1_table': 'CREATE TABLE a (id int)', '2_row': 'INSERT INTO a VALUES (1)' });
    const applied = await Promise.all([migrate(url, folder), migrate(url, folder), migrate(url, folder)]);
    expect(applied.flat().toSorted()).toEqual(['1_table', '2_row']);
    const client = await connect(url);
    expect((await client.query('SELECT * FROM a')).rowCount).toBe(1);
  });

  it('leaves nothing of a migration that fails, and says which', async () => {
    const url = await newDatabase();
    const folder = await folderWith({
      '1_good': 'CREATE TABLE a (id int)',
      '2_bad': 'CREATE TABLE b (id int); SELECT nonsense',
    });
    await expect(migrate(url, folder)).rejects.toThrow(/2_bad failed and was rolled back/);
    const client = await connect(url);
    expect((await client.query('SELECT migration_name FROM _prisma_migrations')).rows).toEqual([
      { migration_name: '1_good' },
    ]);
    expect((await client.query(`SELECT to_regclass('b') AS b`)).rows).toEqual([{ b: null }]);
  });

  it('lets others at a table whose lock it cannot have, and comes again', async () => {
    const url = await newDatabase();
    const folder = await folderWith({ '1_table': 'CREATE TABLE a (id int)' });
    await migrate(url, folder);
    const [holder, reader] = [await connect(url), await connect(url)];
    await holder.query('BEGIN; SELECT * FROM a');
    await mkdir(path.join(folder, '2_column'));
    await writeFile(path.join(folder, '2_column', 'migration.sql'), 'ALTER TABLE a ADD COLUMN b int');
    const migrating = migrate(url, folder);
    const waiting = `SELECT FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock' AND relation = 'a'::regclass`;
    await expect.poll(async () => (await holder.query(waiting)).rowCount, { timeout: 10_000 }).toBe(1);
    // Waits behind the migration, and would for as long as the holder is at it.
    expect((await reader.query('SELECT * FROM a')).rowCount).toBe(0);
    await holder.query('COMMIT');
    expect(await migrating).toEqual(['2_column']);
  });

  it('refuses when an applied migration was edited', async () => {
    const url = await newDatabase();
    await migrate(url, await folderWith({ '1_table': 'CREATE TABLE a (id int)' }));
    await expect(migrate(url, await folderWith({ '1_table': 'CREATE TABLE a (id bigint)' }))).rejects.toThrow(
      /was edited/,
    );
  });
});
