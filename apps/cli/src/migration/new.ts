import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { systemClock } from '@docket/runtime/clock';
import { planMigration, provePlan, type MigrationPlan } from '@docket/db/dev/plan-migration';
import { schemaChangeSql } from '@docket/db/dev/schema-sql';
import { functionsFolder, objectionTo, readSqlFiles, SqlSourceError } from '@docket/db/dev/sql-files';
import { onDatabase, withThrowawayServer } from '@docket/db/dev/throwaway-server';
import { migrate, migrationsFolder } from '@docket/db/migrate';
import { CommandError, print } from '../output.ts';

export type Sources = {
  readonly migrations: string;
  readonly functions: string;
  readonly withServer: typeof withThrowawayServer;
  /** What changes the tables: SQL, empty if nothing does. It is given an address because Prisma's engine wants one. */
  readonly tables: (databaseUrl: string) => Promise<string>;
};

const ours: Sources = {
  migrations: migrationsFolder,
  functions: functionsFolder,
  withServer: withThrowawayServer,
  tables: schemaChangeSql,
};

/** `docket migration new <what>`: writes what the sources of the database have that the migrations have not. */
export async function migrationNew(args: readonly string[]): Promise<void> {
  const what = args
    .join('_')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  if (!/^[a-z0-9_]{3,60}$/.test(what))
    throw new CommandError('Say in a few words what changes: npm run docket -- migration new <what>');
  const made = await writeMigration(what, systemClock.now(), ours);
  if (made === undefined) {
    print('nothing changed: the migrations make what prisma/functions and prisma/schema say');
    return;
  }
  print(`wrote prisma/migrations/${made.name}/migration.sql, which`);
  for (const line of made.plan.says) print(`  ${line}`);
  for (const line of made.plan.warnings) print(`careful: ${line}`);
  print('Read it, say at its top why, and apply it with npm run docket -- migrate.');
}

/** @returns what was written, or undefined when there is nothing to write. @throws CommandError when a person has to decide. */
export async function writeMigration(
  what: string,
  now: Date,
  sources: Sources,
): Promise<{ name: string; plan: MigrationPlan } | undefined> {
  const files = await readSqlFiles(sources.functions);
  const objections = files.map(objectionTo).filter((objection) => objection !== undefined);
  if (objections.length > 0) throw new CommandError(objections.join('\n'));
  const plan = await sources
    .withServer(async (newDatabase) => {
      const made = await onMigrated(newDatabase, sources, async (url) => {
        const tables = await sources.tables(url);
        return onDatabase(url, (client) => planMigration(client, files, tables));
      });
      if (made === undefined) return undefined;
      await onMigrated(newDatabase, sources, (url) => onDatabase(url, (client) => provePlan(client, made, files)));
      return made;
    })
    .catch((error: unknown) => {
      throw error instanceof SqlSourceError || error instanceof pg.DatabaseError
        ? new CommandError(`Nothing was written. ${error.message}`)
        : error;
    });
  if (plan === undefined) return undefined;
  const name = `${await nextNumber(sources.migrations, now)}_${what}`;
  await mkdir(path.join(sources.migrations, name));
  await writeFile(path.join(sources.migrations, name, 'migration.sql'), plan.sql);
  return { name, plan };
}

async function onMigrated<T>(
  newDatabase: () => Promise<string>,
  sources: Sources,
  work: (url: string) => Promise<T>,
): Promise<T> {
  const url = await newDatabase();
  await migrate(url, sources.migrations);
  return work(url);
}

/** The time as Prisma writes it, or one after the newest where that is later: migrations are applied by name. */
async function nextNumber(folder: string, now: Date): Promise<string> {
  const time = BigInt(now.toISOString().replaceAll(/\D/g, '').slice(0, 14));
  const numbers = (await readdir(folder)).flatMap((name) => /^(\d{14})_/.exec(name)?.[1] ?? []);
  const newest = numbers.map(BigInt).reduce((a, b) => (a > b ? a : b), 0n);
  return String(time > newest ? time : newest + 1n);
}
