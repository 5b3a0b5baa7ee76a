import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '@docket/testing/database';
import type { TestDatabase } from '@docket/testing/postgres';
import { trySql } from './sql.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

async function tried(
  text: string,
  options: Parameters<typeof trySql>[2] = {},
): Promise<{ rows: string[]; notes: string[] }> {
  const [rows, notes]: [string[], string[]] = [[], []];
  await trySql(database.url, text, options, { print: (line) => rows.push(line), note: (line) => notes.push(line) });
  return { rows, notes };
}

const TAKE = `SELECT take_duty('sweep', 'me', 60) AS mine`;

describe('docket sql', () => {
  it('keeps nothing of what was tried, unless it is to', async () => {
    expect((await tried(`${TAKE}; SELECT name FROM duties`)).rows).toEqual(['{"mine":true}', '{"name":"sweep"}']);
    expect((await tried('SELECT name FROM duties')).rows).toEqual([]);
    await tried(TAKE, { keep: true });
    expect((await tried('SELECT name FROM duties')).rows).toEqual(['{"name":"sweep"}']);
    expect((await tried('DELETE FROM duties')).notes).toEqual(['DELETE 1']);
  });

  it('shows the plans of the statements inside of functions', async () => {
    const { notes } = await tried(TAKE, { plans: true });
    expect(notes.join('\n')).toMatch(/Query Text: INSERT INTO duties AS d[^]*Insert on duties d/);
  });

  it('says where in a function it went wrong', async () => {
    await expect(tried(`SELECT take_duty(NULL, 'me', 60)`)).rejects.toThrow(
      /null value in column "name"[^]*PL\/pgSQL function take_duty\(text,text,double precision\) line 3/,
    );
  });
});
