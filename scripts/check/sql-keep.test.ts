import { describe, expect, test } from 'vitest';
import { keepObjections, outlived } from './sql-keep.mjs';
import { wordsOf } from './sql-sources.mjs';

const ROOT = new URL('../..', import.meta.url).pathname;

function file(name: string, body: string, head = '-- Says what it does.') {
  const text = `${head}\nCREATE OR REPLACE FUNCTION ${name}() RETURNS int LANGUAGE sql AS $$ ${body} $$;\n`;
  return { path: `a/${name}.sql`, name, area: 'a', kind: 'function', text, words: wordsOf(text) };
}

const kept = '-- keep until 0.3.0: servers of 0.2 call it with each order\n-- Says what it does.';

describe('keepObjections', () => {
  test('a function that is called needs no line, nor does one that it calls', () => {
    const files = [file('called', 'SELECT helper()'), file('helper', 'SELECT 1')];
    expect(keepObjections(files, new Set(['called']), '0.2.0')).toEqual([]);
  });

  test('one that nothing calls needs a line that says who still does', () => {
    const files = [file('called', 'SELECT 1'), file('old', 'SELECT old_helper()'), file('old_helper', 'SELECT 1')];
    const found = keepObjections(files, new Set(['called']), '0.2.0');
    expect(found).toHaveLength(2);
    expect(found[0]).toContain('a/old.sql is called by nothing');
  });

  test.each([
    ['0.2.0', []],
    ['0.2.9', []],
    ['0.3.0', ['a/old.sql was kept until 0.3.0, and this is 0.3.0: drop it']],
    ['0.10.0', ['a/old.sql was kept until 0.3.0, and this is 0.10.0: drop it']],
    ['1.0.0', ['a/old.sql was kept until 0.3.0, and this is 1.0.0: drop it']],
  ])('at version %s what is kept until 0.3.0 has these findings: %j', (version, findings) => {
    expect(keepObjections([file('old', 'SELECT 1', kept)], new Set(), version)).toEqual(findings);
  });

  test('a line must name a version and a caller, and must be true', () => {
    expect(keepObjections([file('old', 'SELECT 1', '-- keep for a while')], new Set(), '0.2.0')[0]).toContain(
      'write "',
    );
    expect(keepObjections([file('old', 'SELECT 1', kept)], new Set(['old']), '0.2.0')[0]).toContain(
      'called by what runs today',
    );
  });

  test('a trigger calls its function', () => {
    const trigger = { ...file('t', ''), kind: 'trigger', words: wordsOf('CREATE TRIGGER t … EXECUTE FUNCTION f()') };
    expect(keepObjections([file('f', 'SELECT 1'), trigger], new Set(), '0.2.0')).toEqual([]);
  });

  test('a trigger that is kept keeps nothing alive, and has an end itself', () => {
    const trigger = { ...file('t', 'f()', kept), kind: 'trigger' };
    const files = [file('f', 'SELECT 1', kept), trigger];
    expect(keepObjections(files, new Set(), '0.2.0')).toEqual([]);
    expect(keepObjections(files, new Set(), '0.3.0')).toHaveLength(2);
  });
});

test('no function of this repository has outlived its callers', () => {
  expect(outlived(ROOT)).toEqual([]);
});
