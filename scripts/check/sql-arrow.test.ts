import { describe, expect, test } from 'vitest';
import { edges, objections, sqlViolations } from './sql-arrow.mjs';
import { wordsOf } from './sql-sources.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;

const MAY_USE = { spine: [], seats: ['spine'], shop: ['spine', 'seats'] };
const TABLES = new Map([
  ['outbox', 'spine'],
  ['seats', 'seats'],
  ['orders', 'shop'],
]);

function file(path: string, text: string) {
  const [area = '', rest = ''] = path.split('/');
  const [name = '', kind = 'function'] = rest.replace('.sql', '').split('.');
  return { path, area, name, kind, text, words: wordsOf(text) };
}

const take = file('seats/take.sql', 'CREATE FUNCTION take() … UPDATE seats …; INSERT INTO outbox …');
const sell = file('shop/sell.sql', 'CREATE FUNCTION sell() … PERFORM take(); INSERT INTO orders …');

const findings = (files: ReturnType<typeof file>[], exceptions = {}): string[] =>
  objections(edges(files, TABLES), MAY_USE, exceptions);

describe('objections', () => {
  test('areas use what is theirs and what stands below them', () => {
    expect(findings([take, sell])).toEqual([]);
  });

  test('neither the functions nor the tables of who stands above', () => {
    const tell = file('seats/tell.sql', 'CREATE FUNCTION tell() … PERFORM sell(); UPDATE orders …');
    expect(findings([take, sell, tell])).toEqual([
      'seats/tell.sql: seats may not use sell of shop',
      'seats/tell.sql: seats may not use orders of shop',
    ]);
  });

  test('a trigger is a use of its own area by the table it stands on', () => {
    const trigger = file('shop/seats_sold.trigger.sql', 'CREATE TRIGGER seats_sold AFTER UPDATE ON seats … sell()');
    expect(findings([sell, trigger])).toEqual([
      'shop/seats_sold.trigger.sql: a trigger of shop on a table of seats, which may not know shop',
    ]);
  });

  test('an exception excuses one file and area, until it is not needed any more', () => {
    const tell = file('seats/tell.sql', 'PERFORM sell()');
    const exceptions = { 'seats/tell.sql': { shop: 'for now' } };
    expect(findings([sell, tell], exceptions)).toEqual([]);
    expect(findings([sell], exceptions)).toEqual([
      'seats/tell.sql no longer uses shop: take it out of the exceptions in sql-arrow.mjs',
    ]);
  });

  test('an area must be in the table', () => {
    expect(findings([sell, file('odd/f.sql', 'sell()')])).toEqual([
      'odd/f.sql: there is no area odd in scripts/check/areas.mjs',
    ]);
  });
});

describe('wordsOf', () => {
  test('leaves out comments, texts, columns, and names that the statement gives itself', () => {
    const text = `-- of orders
      WITH seats AS (SELECT o.orders, 'orders' FROM "lines" o) SELECT a AS outbox FROM seats`;
    const words = wordsOf(text);
    expect(['orders', 'seats', 'outbox', 'lines'].filter((name) => words.has(name))).toEqual(['lines']);
  });
});

test('the functions of this repository keep to the walls', () => {
  expect(sqlViolations(ROOT)).toEqual([]);
});
