import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pack } from './package-samples.ts';
import { readZipPackage } from './read-package.ts';
import { expandBraces, matchesPath } from './submission-patterns.ts';
import type { Expectation } from './types.ts';

test.each([
  ['accepted/*.py', ['accepted/*.py']],
  ['a.{py,cpp}', ['a.py', 'a.cpp']],
  ['{a,b{1,2}}/x', ['a/x', 'b1/x', 'b2/x']],
  ['{a,}b', ['ab', 'b']],
  ['{a}b}{', ['{a}b}{']],
  ['{a', ['{a']],
  ['{{a,b}', ['{a', '{b']],
  ['', ['']],
])('the braces of %j', (pattern, names) => {
  expect(expandBraces(pattern)).toEqual(names);
});

test('braces that stand for too many names', () => {
  expect(expandBraces('{a,b}'.repeat(9))).toHaveLength(512);
  expect(expandBraces('{a,b}'.repeat(40))).toBeNull();
  expect(expandBraces(`${'x'.repeat(100_000)}${'{a,b}'.repeat(9)}`)).toBeNull();
});

test('a brace at every place takes as long as the pattern is, and not its square', () => {
  const before = process.cpuUsage();
  expect(expandBraces(`${'{'.repeat(200_000)}a`)).toHaveLength(1);
  expect(expandBraces(`${'{'.repeat(200_000)}a${'}'.repeat(200_000)}`)).toHaveLength(1);
  expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
});

test.each([
  ['accepted/*.py', 'accepted/sum.py', true],
  ['accepted/*.py', 'accepted/sum.pyx', false],
  ['*.py', 'accepted/sum.py', false],
  ['*/*', 'accepted/sum.py', true],
  ['accepted/*sum*', 'accepted/sum', true],
  ['accepted/s*m', 'accepted/sm', true],
  ['accepted/su*um', 'accepted/sum', false],
  ['accepted/**', 'accepted/a/b', false],
  ['accepted/[ab].py', 'accepted/a.py', false],
  ['accepted/a.py', 'accepted/aXpy', false],
])('%j and %j: %s', (pattern, path, matches) => {
  expect(matchesPath(pattern, path)).toBe(matches);
});

test('a star is any part of a name', () => {
  const name = fc.stringMatching(/^[ab]{0,8}$/);
  const pattern = fc.stringMatching(/^[ab*]{0,8}$/);
  fc.assert(
    fc.property(pattern, name, (wild, text) => {
      expect(matchesPath(wild, text)).toBe(new RegExp(`^${wild.replaceAll('*', '[^/]*')}$`).test(text));
    }),
    { numRuns: 5_000 },
  );
});

/** All that is promised must hold. */
function pointsOf(expects: readonly Expectation[]): readonly [number, number] | null {
  const scores = expects.flatMap(({ score }) => (score === null ? [] : [score]));
  if (scores.length === 0) return null;
  return [Math.max(...scores.map(([low]) => low)), Math.min(...scores.map(([, high]) => high))];
}

async function promised(yaml: string): Promise<Readonly<Record<string, readonly [string | null, unknown]>>> {
  const { submissions } = await readZipPackage(
    pack({
      'submissions/submissions.yaml': yaml,
      'submissions/accepted/sum.py': 'print(3)',
      'submissions/accepted/sum.cpp': 'int main() {}',
      'submissions/accepted/folder/main.py': 'print(3)',
      'submissions/partially_accepted/half.py': 'print(4)',
    }),
  );
  return Object.fromEntries(
    submissions.map(({ path, language, expects }) => [
      path.slice('submissions/'.length),
      [language, pointsOf(expects)],
    ]),
  );
}

describe('keys of submissions.yaml', () => {
  test('patterns, braces and folders hold for what they match', async () => {
    expect(
      await promised('"*/*.py": {score: 10}\naccepted/sum.{c,cpp}: {language: cpp23}\naccepted/folder: {score: 3}'),
    ).toEqual({
      'accepted/sum.py': ['python3', [10, 10]],
      'accepted/sum.cpp': ['cpp23', null],
      'accepted/folder': ['python3', [3, 3]],
      'partially_accepted/half.py': ['python3', [10, 10]],
    });
    expect(await promised('accepted: {score: [1, 2]}')).toMatchObject({
      'accepted/folder': ['python3', [1, 2]],
      'partially_accepted/half.py': ['python3', null],
    });
  });

  test('the points of all that match hold, and must not contradict each other', async () => {
    expect(await promised('accepted: {score: [0, 50]}\naccepted/*.py: {score: [20, 100]}')).toMatchObject({
      'accepted/sum.py': ['python3', [20, 50]],
      'accepted/sum.cpp': ['cpp17', [0, 50]],
    });
    const { submissions, warnings } = await readZipPackage(
      pack({
        'submissions/submissions.yaml': 'accepted: {score: [0, 50]}\naccepted/*.py: {score: 60}',
        'submissions/accepted/sum.py': 'print(3)',
      }),
    );
    expect(submissions).toEqual([]);
    expect(warnings.join('\n')).toMatch(
      /submissions\.yaml: the points that its keys promise of accepted\/sum\.py contradict each other/,
    );
  });

  test('of languages the most specific key counts, wherever it stands', async () => {
    const keys = ['accepted/sum.cpp: {language: cpp20}', 'accepted/*: {language: cpp23}', 'accepted: {language: c}'];
    for (const yaml of [keys, keys.toReversed()]) {
      expect(await promised(yaml.join('\n'))).toMatchObject({
        'accepted/sum.cpp': ['cpp20', null],
        'accepted/sum.py': ['cpp23', null],
        'partially_accepted/half.py': ['python3', null],
      });
    }
  });
});
