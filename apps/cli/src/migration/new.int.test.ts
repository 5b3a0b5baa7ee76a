import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { functionsFolder } from '@docket/db/dev/sql-files';
import { migrationsFolder } from '@docket/db/migrate';
import { emptyDatabase } from '@docket/testing/postgres';
import { writeMigration, type Sources } from './new.ts';

const NOW = new Date('2027-01-02T03:04:05Z');

type Mine = Sources & {
  readonly write: (name: string, text: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
};

/** The server that all tests share, instead of one of its own each time. */
function onTheTests<T>(work: (newDatabase: () => Promise<string>) => Promise<T>): Promise<T> {
  return work(async () => {
    const database = await emptyDatabase(inject('postgres'));
    onTestFinished(() => database.drop());
    return database.url;
  });
}

/** Migrations and function files of their own: small ones, or a copy of ours. */
async function sources(from?: { migrations: string; functions: string }): Promise<Mine> {
  const folder = await mkdtemp(path.join(tmpdir(), 'docket-migration-new-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [migrations, functions] = [path.join(folder, 'migrations'), path.join(folder, 'functions')];
  if (from === undefined) {
    await mkdir(path.join(migrations, '20260101000000_base'), { recursive: true });
    await writeFile(path.join(migrations, '20260101000000_base', 'migration.sql'), BASE);
  } else {
    await cp(from.migrations, migrations, { recursive: true });
    await cp(from.functions, functions, { recursive: true });
  }
  await mkdir(path.join(functions, 'a'), { recursive: true });
  return {
    migrations,
    functions,
    withServer: onTheTests,
    tables: () => Promise.resolve(''),
    write: (name, text) => writeFile(path.join(functions, 'a', name), text),
    remove: (name) => rm(path.join(functions, 'a', name)),
  };
}

const ONE = '-- One.\nCREATE OR REPLACE FUNCTION one() RETURNS int\nLANGUAGE sql AS $$ SELECT 1 $$;\n';
const PAIR = '-- Two numbers.\nCREATE TYPE pair AS (a int, b int);\n';
const BASE = `CREATE TABLE things (id int);\n${PAIR}${ONE}`;

async function written(folders: Sources, name: string): Promise<string> {
  return readFile(path.join(folders.migrations, name, 'migration.sql'), 'utf8');
}

describe('migration new', () => {
  it('finds nothing to write in this repository', async () => {
    const ours = await sources({ migrations: migrationsFolder, functions: functionsFolder });
    const before = await readdir(ours.migrations);
    expect(await writeMigration('nothing', NOW, ours)).toBeUndefined();
    expect(await readdir(ours.migrations)).toEqual(before);
  });

  it('writes what is new, changed, replaced and dropped, in an order that can be applied, and then finds nothing left', async () => {
    const mine = await sources();
    await mine.write('one.sql', ONE);
    await mine.write('pair.type.sql', PAIR);
    expect(await writeMigration('nothing', NOW, mine)).toBeUndefined();

    await mine.write('one.sql', ONE.replace('SELECT 1', 'SELECT 1 + two(1) - 2'));
    await mine.write(
      'two.sql',
      '-- Two.\nCREATE OR REPLACE FUNCTION two(a int) RETURNS int\nLANGUAGE sql AS $$ SELECT 2 $$;\n',
    );
    await mine.write(
      'note.sql',
      '-- Nothing.\nCREATE OR REPLACE FUNCTION note() RETURNS trigger\nLANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;\n',
    );
    await mine.write(
      'things_note.trigger.sql',
      '-- Each.\nCREATE OR REPLACE TRIGGER things_note AFTER INSERT ON things FOR EACH ROW EXECUTE FUNCTION note();\n',
    );
    const first = await writeMigration('two', NOW, mine);
    expect(first?.name).toBe('20270102030405_two');
    expect(first?.plan.says).toEqual([
      'makes    function note',
      'changes  function one',
      'makes    function two',
      'makes    trigger things_note',
    ]);
    expect(first?.plan.warnings).toEqual([]);
    expect(await written(mine, '20270102030405_two')).toMatch(
      /SET LOCAL check_function_bodies = off[^]*FUNCTION one[^]*FUNCTION two[^]*TRIGGER things_note/,
    );
    expect(await writeMigration('nothing', NOW, mine)).toBeUndefined();

    await mine.write(
      'one.sql',
      '-- One.\nCREATE OR REPLACE FUNCTION one() RETURNS bigint\nLANGUAGE sql AS $$ SELECT 1 $$;\n',
    );
    await mine.remove('two.sql');
    await mine.remove('things_note.trigger.sql');
    await mine.remove('note.sql');
    const second = await writeMigration('less', NOW, mine);
    // The time is the same, the number is not.
    expect(second?.name).toBe('20270102030406_less');
    expect(second?.plan.warnings).toHaveLength(3);
    expect(await written(mine, '20270102030406_less')).toBe(
      `DROP TRIGGER things_note ON things;\n\nDROP FUNCTION one();\nDROP FUNCTION note();\nDROP FUNCTION two(a integer);\n\n-- One.\nCREATE OR REPLACE FUNCTION one() RETURNS bigint\nLANGUAGE sql AS $$ SELECT 1 $$;\n`,
    );
    expect(await writeMigration('nothing', NOW, mine)).toBeUndefined();
  });

  it('takes the changes of tables along, before the functions that need them', async () => {
    const mine = { ...(await sources()), tables: () => Promise.resolve('CREATE TABLE others (id int);') };
    await mine.write('one.sql', ONE);
    await mine.write('pair.type.sql', PAIR);
    await mine.write(
      'all_others.sql',
      '-- All.\nCREATE OR REPLACE FUNCTION all_others() RETURNS SETOF others\nLANGUAGE sql AS $$ SELECT * FROM others $$;\n',
    );
    const made = await writeMigration('others', NOW, mine);
    expect(made?.plan.says).toEqual(['changes  tables, as prisma/schema does', 'makes    function all_others']);
    expect(made?.plan.sql).toMatch(/^CREATE TABLE others[^]*FUNCTION all_others/);
  });

  it.each([
    [
      'a changed type, and says what to do by hand',
      'pair.type.sql',
      PAIR.replace('b int', 'b uuid'),
      /ALTER TYPE … ADD ATTRIBUTE/,
    ],
    [
      'SQL that Postgres does not take',
      'one.sql',
      ONE.replace('RETURNS int', 'RETURNS nonsense'),
      /a\/one\.sql: type "nonsense" does not exist/,
    ],
    [
      'a body that calls what is not there',
      'one.sql',
      ONE.replace('SELECT 1', 'SELECT nothing()'),
      /function nothing\(\) does not exist/,
    ],
    ['a file that holds another object', 'two.sql', ONE, /a\/two\.sql holds one/],
  ])('writes nothing for %s', async (_what, name, text, says) => {
    const mine = await sources();
    await mine.write('other.sql', ONE.replace('one()', 'other()'));
    await mine.write('one.sql', ONE);
    await mine.write('pair.type.sql', PAIR);
    await mine.write(name, text);
    await expect(writeMigration('wrong', NOW, mine)).rejects.toThrow(says);
    expect(await readdir(mine.migrations)).toEqual(['20260101000000_base']);
  });
});
