import type { Language } from '@docket/contracts/http/language';
import { expect, test } from 'vitest';
import { chooseSamples } from './samples.ts';

function language(id: string, ...extensions: string[]): Language {
  return { id, name: id, version: '1', extensions, compiled: true, floor: null, template: '', editorMode: '' };
}

const ALL = [
  language('c', '.c'),
  language('cpp17', '.cpp', '.cc'),
  language('cpp20', '.cpp', '.cc'),
  language('java', '.java'),
  language('javascript', '.js'),
  language('python3', '.py'),
  language('typescript', '.ts'),
];

test('shows every language accepted, each dialect in its own program, and every way to fail', async () => {
  const { samples, gaps } = await chooseSamples(ALL);
  expect(gaps).toEqual([]);
  const accepted = samples.filter(({ expected }) => expected === 'AC');
  expect(accepted.map((sample) => sample.language)).toEqual(ALL.map(({ id }) => id));
  expect(new Set(accepted.map(({ file }) => file)).size).toBe(ALL.length);
  expect(samples.slice(ALL.length).map(({ expected }) => expected)).toEqual(['WA', 'TLE', 'MLE', 'OLE', 'RE', 'CE']);
});

test('a language that no worked problem is solved in is shown by its own sample, unless it starts too slowly', async () => {
  const slow = { ...language('groovy', '.groovy'), floor: { cpuMs: 900, wallMs: 900, memoryBytes: 1 } };
  const { samples } = await chooseSamples([...ALL, language('lua', '.lua'), slow]);
  expect(samples.filter(({ problem }) => problem === 'aplusb')).toMatchObject([{ language: 'lua', file: 'sum.lua' }]);
  expect(samples.some((sample) => sample.language === 'groovy')).toBe(false);
});

test('says what it cannot show', async () => {
  const { samples, gaps } = await chooseSamples([language('cobol85', '.cbl85')]);
  expect(samples).toEqual([]);
  expect(gaps).toHaveLength(7);
  expect(gaps[0]).toContain('cobol85');
});
