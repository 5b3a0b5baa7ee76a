import { describe, expect, test } from 'vitest';
import { pack, YAML } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';
import type { Expectation, ProblemPackage } from './types.ts';

const LEGACY = 'name: Sum\nvalidation: default\n';
const read = (files: Readonly<Record<string, string>>, yaml = YAML): Promise<ProblemPackage> =>
  readZipPackage(pack({ 'problem.yaml': yaml, ...files }), { slug: 'sum' });
const expectsOf = async (files: Readonly<Record<string, string>>, yaml = YAML): Promise<readonly Expectation[]> =>
  (await read(files, yaml)).submissions[0]?.expects ?? [];

const CRASH = ['RE', 'MLE', 'OLE'];

describe('folders', () => {
  test.each<[string, string, Partial<Expectation>]>([
    ['accepted', YAML, { permitted: ['AC'], required: null }],
    ['rejected', YAML, { permitted: null, required: ['WA', 'TLE', ...(CRASH as ['RE'])] }],
    ['wrong_answer', YAML, { permitted: ['AC', 'WA'], required: ['WA'] }],
    ['time_limit_exceeded', YAML, { permitted: ['AC', 'TLE'], required: ['TLE'] }],
    ['run_time_error', YAML, { permitted: ['AC', ...(CRASH as ['RE'])], required: CRASH as ['RE'] }],
    ['brute_force', YAML, { permitted: ['AC', 'TLE', ...(CRASH as ['RE'])], required: ['TLE', ...(CRASH as ['RE'])] }],
    // A slow program may be wrong on another test, and one that crashes anything.
    ['time_limit_exceeded', LEGACY, { permitted: ['AC', 'WA', 'TLE'], required: ['TLE'] }],
    ['run_time_error', LEGACY, { permitted: null, required: CRASH as ['RE'] }],
    ['partially_accepted', LEGACY, { permitted: null, required: null, partial: true }],
    ['compile_error', YAML, { permitted: ['CE'], required: ['CE'] }],
  ])('%s (%s)', async (folder, yaml, expected) => {
    expect(await expectsOf({ [`submissions/${folder}/a.py`]: 'x' }, yaml)).toMatchObject([
      { by: `the folder ${folder}`, tests: null, score: null, ...expected },
    ]);
  });

  test('others are not tried, and it is said', async () => {
    const { submissions, warnings } = await read({
      'submissions/partial/a.py': 'x',
      'submissions/mixed/b.py': 'x',
      'submissions/accepted/README.md': 'x',
    });
    expect(submissions).toEqual([]);
    expect(warnings.join('\n')).toMatch(/submissions\/mixed\/, submissions\/partial\/ are not tried: nothing says/);
  });
});

describe('submissions.yaml', () => {
  test('permitted and required, of all tests and of some', async () => {
    const yaml = [
      'mixed/*.py:',
      '  permitted: [AC, TLE, RTE]',
      '  message: too many',
      '  secret/group1: {permitted: [AC], score: 20}',
      '  secret/{a,b}*: {required: [TLE]}',
    ].join('\n');
    const mixed = await expectsOf({ 'submissions/mixed/a.py': 'x', 'submissions/submissions.yaml': `${yaml}\n` });
    const by = 'submissions.yaml (mixed/*.py)';
    expect(mixed).toMatchObject([
      { by, tests: null, permitted: ['AC', 'TLE', ...CRASH], required: null, message: 'too many' },
      { by, tests: 'secret/group1', permitted: ['AC'], score: [20, 20] },
      { by, tests: 'secret/a*', required: ['TLE'] },
      { by, tests: 'secret/b*', required: ['TLE'] },
    ]);
  });

  test("a folder's own name replaces what it says, a pattern adds to it", async () => {
    const files = { 'submissions/time_limit_exceeded/a.py': 'x' };
    const wide = 'time_limit_exceeded: {permitted: [AC, WA, TLE]}\n';
    expect(await expectsOf({ ...files, 'submissions/submissions.yaml': wide })).toMatchObject([
      { by: 'the folder time_limit_exceeded', permitted: ['AC', 'WA', 'TLE'], required: ['TLE'] },
    ]);
    const more = 'time_limit_exceeded/*: {permitted: [TLE]}\n';
    expect(await expectsOf({ ...files, 'submissions/submissions.yaml': more })).toMatchObject([
      { permitted: ['AC', 'TLE'] },
      { permitted: ['TLE'] },
    ]);
  });

  test.each(['accepted: {permitted: [OK]}', 'accepted: {secret/a: 3}', 'accepted: {requird: [AC]}'])(
    '%s is told, and no sample is tried by half of it',
    async (line) => {
      const { submissions, warnings } = await read({
        'submissions/accepted/a.py': 'x',
        'submissions/submissions.yaml': `${line}\n`,
      });
      expect(submissions).toEqual([]);
      expect(warnings.join('\n')).toMatch(/The sample submissions are left out: submissions\/submissions\.yaml/);
    },
  );

  test('languages as the format names them', async () => {
    const { submissions } = await read({
      'submissions/accepted/a.txt': 'x',
      'submissions/submissions.yaml': 'accepted/a.txt: {language: cpp}\n',
    });
    expect(submissions[0]?.language).toBe('cpp17');
  });
});

describe('headers', () => {
  const header = (words: string): string => `# @EXPECTED_RESULTS@: ${words}\nprint(1)\n`;
  test.each<[string, Partial<Expectation>]>([
    ['WRONG-ANSWER, TIMELIMIT', { permitted: ['AC', 'WA', 'TLE'], required: ['WA', 'TLE'] }],
    ['TIME_LIMIT_EXCEEDED', { permitted: ['AC', 'TLE'], required: ['TLE'] }],
    ['CORRECT, RUN-ERROR', { permitted: ['AC', ...(CRASH as ['RE'])], required: null }],
  ])('%s', async (words, expected) => {
    expect(await expectsOf({ 'submissions/mixed/a.py': header(words) })).toMatchObject([
      { by: 'its @EXPECTED_RESULTS@', ...expected },
    ]);
  });

  test('a folder of the format counts more, and a contradiction is told', async () => {
    const { submissions, warnings } = await read({ 'submissions/accepted/a.py': header('TIMELIMIT') });
    expect(submissions[0]?.expects).toMatchObject([{ permitted: ['AC'] }]);
    expect(warnings.join('\n')).toMatch(/a\.py: its @EXPECTED_RESULTS@ does not fit its folder/);
  });

  test('points', async () => {
    expect(await expectsOf({ 'submissions/mixed/a.py': '# @EXPECTED_SCORE@: 40.5\n' })).toMatchObject([
      { by: 'its @EXPECTED_SCORE@', score: [40.5, 40.5] },
    ]);
  });
});

test('a program for Python 2 is in no language', async () => {
  const { submissions } = await read({
    'submissions/accepted/old.py': '#!/usr/bin/env python2\nprint 1\n',
    'submissions/accepted/new.py': '#!/usr/bin/env python3\nprint(1)\n',
  });
  expect(submissions.map(({ path, language }) => [path.slice(21), language])).toEqual([
    ['new.py', 'python3'],
    ['old.py', null],
  ]);
});
