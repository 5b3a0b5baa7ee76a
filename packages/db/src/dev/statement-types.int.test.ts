import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@docket/testing/database';
import type { TestDatabase } from '@docket/testing/postgres';
import { loadStatements, statementTypes, statementTypesFile, typesOf } from './statement-types.ts';

let database: TestDatabase;
let client: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await database.drop();
});
// Names are the connection's: each test gives them anew.
beforeEach(() => client.query('DEALLOCATE ALL'));

describe('prepared statements', () => {
  it('are all taken by the migrated database, and what they take and return is written down', async () => {
    expect((await loadStatements()).size).toBeGreaterThan(80);
    expect(
      await readFile(statementTypesFile, 'utf8'),
      'a statement or the schema changed: run npm run docket -- statements',
    ).toBe(await statementTypes(client));
  });

  it.each([
    ['SELECT nonsense FROM users', /the statement wrong does not fit the database: column "nonsense" does not exist/],
    ['SELECT no_such_function($1)', /function no_such_function\(unknown\) does not exist/],
    ['SELECT id, id FROM users', /two columns of the name id/],
  ])('are refused when they do not fit: %s', async (text, says) => {
    await expect(typesOf(client, 'wrong', text)).rejects.toThrow(says);
  });

  it('have types for what pg gives and takes', async () => {
    const text = `SELECT $1::uuid AS a, $2::int AS b, $3::bigint AS c, $4::float8 AS d, $5::bool AS e, $6::timestamptz AS f, $7::bytea AS g,
                         $8::jsonb AS h, $9::text[] AS i, $10::numeric AS j, $11::jsonb[] AS k`;
    expect(await typesOf(client, 'all_types', text)).toEqual({
      params: [
        'string',
        'number',
        'Long',
        'number',
        'boolean',
        'Time',
        'Uint8Array',
        'Json',
        'readonly (string | null)[]',
        'Long',
        'readonly (Json | null)[]',
      ],
      row: {
        a: 'string | null',
        b: 'number | null',
        c: 'string | null',
        d: 'number | null',
        e: 'boolean | null',
        f: 'Date | null',
        g: 'Buffer | null',
        h: 'unknown',
        i: '(string | null)[] | null',
        j: 'string | null',
        k: 'unknown[] | null',
      },
    });
    // What pg makes of them, beside what is said of it.
    const { rows } = await client.query(text, [
      null,
      2,
      3n,
      4.5,
      true,
      new Date(0),
      Buffer.from('g'),
      { h: 1 },
      ['i', null],
      '1.50',
      [{ k: 1 }],
    ]);
    expect(rows).toEqual([
      {
        a: null,
        b: 2,
        c: '3',
        d: 4.5,
        e: true,
        f: new Date(0),
        g: Buffer.from('g'),
        h: { h: 1 },
        i: ['i', null],
        j: '1.50',
        k: [{ k: 1 }],
      },
    ]);
  });

  it.each([
    ["a table's own column that cannot be null", 'SELECT id FROM users', 'string'],
    ['one that can', 'SELECT phone AS id FROM users', 'string | null'],
    [
      'through a subquery and an inner join',
      'SELECT u.id FROM (SELECT id FROM users) u JOIN sessions s ON s.user_id = u.id',
      'string',
    ],
    ['returned by a change', 'DELETE FROM users RETURNING id', 'string'],
    ['computed', 'SELECT id || $1 AS id FROM users', 'string | null'],
    [
      'of one side of an outer join',
      'SELECT u.id FROM sessions s LEFT JOIN users u ON u.id = s.user_id',
      'string | null',
    ],
    ['of a total', 'SELECT id FROM users GROUP BY ROLLUP (id)', 'string | null'],
    ['of several queries', 'SELECT id FROM users UNION ALL SELECT null', 'string | null'],
    ['of a row before it was there', "UPDATE users SET role = 'x' RETURNING old.id", 'string | null'],
    ['an outer join in a comment is none', 'SELECT id FROM users -- LEFT JOIN sessions', 'string'],
    ['returned by a function', 'SELECT id FROM due_holds($1, NULL, NULL)', 'string | null'],
  ])('may be null unless they are %s', async (_what, text, type) => {
    expect((await typesOf(client, 'nullable', text)).row).toEqual({ id: type });
  });
});
