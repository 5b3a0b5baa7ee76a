import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { applySqlFiles, type Difference } from './sql-differences.ts';
import { objectionTo, readSqlFiles, type SqlFile } from './sql-files.ts';
import { readSqlObjects } from './sql-objects.ts';

async function migrated(): Promise<pg.Client> {
  const database = await createDatabaseForThisTest();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const lines = (found: readonly Difference[]): string[] =>
  found.map((one) => `${one.change} ${one.change === 'dropped' ? one.object.identity : one.file.path}`);

const file = (kind: SqlFile['kind'], name: string, text: string): SqlFile => ({
  kind,
  name,
  text,
  area: 'spine',
  path: `spine/${name}.sql`,
});

describe('prisma/functions', () => {
  it('holds one object in each file, the one that its name says', async () => {
    const files = await readSqlFiles();
    expect(files.length).toBeGreaterThan(50);
    expect(files.map(objectionTo).filter((objection) => objection !== undefined)).toEqual([]);
    const names = files.map(({ kind, name }) => `${kind} ${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says what the migrations make: applied over them it changes nothing, and nothing is without a file', async () => {
    const client = await migrated();
    expect(lines(await applySqlFiles(client, await readSqlFiles()))).toEqual([]);
    const names = (await readSqlObjects(client)).map(({ kind, name }) => `${kind} ${name}`);
    expect(new Set(names).size, 'names are not overloaded').toBe(names.length);
  });

  it('has bodies that hold when all of them are there', async () => {
    const client = await migrated();
    const functions = (await readSqlFiles()).filter(({ kind }) => kind === 'function');
    const wrong: string[] = [];
    for (const { path, text } of functions)
      await client.query(text).catch((error: Error) => wrong.push(`${path}: ${error.message}`));
    expect(wrong).toEqual([]);
  });
});

describe('applySqlFiles', () => {
  it('tells what is new, changed, replaced and without a file, settings and types included', async () => {
    const client = await migrated();
    await client.query(`
      CREATE TYPE pair AS (a int, b text);
      CREATE FUNCTION same() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION other_setting() RETURNS int LANGUAGE sql SET jit = off AS 'SELECT 1';
      CREATE FUNCTION other_result() RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION other_argument(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE FUNCTION forgotten(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';`);
    const made = (name: string, rest: string): SqlFile =>
      file('function', name, `-- Says one.\nCREATE OR REPLACE FUNCTION ${name}${rest} AS 'SELECT 1';\n`);
    const files = [
      file('type', 'pair', 'CREATE TYPE pair AS (a int, b uuid);\n'),
      made('same', '() RETURNS int LANGUAGE sql'),
      made('other_setting', '() RETURNS int LANGUAGE sql'),
      made('other_result', '() RETURNS bigint LANGUAGE sql'),
      made('other_argument', '(a uuid) RETURNS int LANGUAGE sql'),
      made('fresh', '() RETURNS int LANGUAGE sql'),
    ];
    const found = await applySqlFiles(client, [...(await readSqlFiles()), ...files]);
    expect(lines(found)).toEqual([
      'altered spine/pair.sql',
      'changed spine/other_setting.sql',
      'replaced spine/other_result.sql',
      'replaced spine/other_argument.sql',
      'new spine/fresh.sql',
      'dropped forgotten(a integer)',
    ]);
    expect(found.find((one) => one.change === 'replaced' && one.file.name === 'other_argument')).toMatchObject({
      identities: ['other_argument(a integer)'],
    });
  });

  it('names the file that is not valid SQL', async () => {
    const client = await migrated();
    const broken = file(
      'function',
      'broken',
      'CREATE OR REPLACE FUNCTION broken() RETURNS nonsense LANGUAGE sql AS $$ $$;\n',
    );
    await expect(applySqlFiles(client, [...(await readSqlFiles()), broken])).rejects.toThrow(
      /spine\/broken\.sql: .*nonsense/,
    );
  });
});

describe('objectionTo', () => {
  const good = '-- One; two.\nCREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$;\n';

  it('lets semicolons in comments and bodies be', () => {
    expect(objectionTo(file('function', 'f', good))).toBeUndefined();
  });

  it.each([
    ['another name', file('function', 'g', good)],
    ['two objects', file('function', 'f', good + good)],
    ['another kind', file('trigger', 'f', good)],
    ['no comment', file('function', 'f', good.replace(/^.*\n/, ''))],
    ['something after it', file('function', 'f', `${good}DROP TABLE users`)],
  ])('refuses %s', (_what, wrong) => {
    expect(objectionTo(wrong)).toContain('spine/');
  });
});
