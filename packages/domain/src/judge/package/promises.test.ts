import { describe, expect, test } from 'vitest';
import type { TestVerdict } from '@docket/contracts/judge/verdict';
import type { Expectation } from '@docket/problem-package/types';
import { brokenPromises, pointsText, type CameOf } from './promises.ts';

const PATH = 'submissions/accepted/a.py';
const any: Expectation = {
  by: 'the folder f',
  tests: null,
  permitted: null,
  required: null,
  score: null,
  message: null,
  partial: false,
};
const came = (verdicts: readonly TestVerdict[], over: Partial<CameOf> = {}): CameOf => ({
  verdict: verdicts.find((verdict) => verdict !== 'AC') ?? 'AC',
  reason: null,
  trial: {
    tests: verdicts.map((verdict, index) => ({
      name: `secret/g${index}/1`,
      verdict,
      cpuMs: 1,
      message: `case ${index}`,
    })),
    points: [],
    partial: false,
  },
  ...over,
});
const points = (score: number, partial = false): CameOf => {
  const base = came(['AC', 'WA']);
  const made = [
    { group: null, score },
    { group: 'secret/g0', score: 20 },
  ];
  return { ...base, trial: { ...base.trial, points: made, partial } };
};
const reasons = (over: Partial<Expectation>, how: CameOf) =>
  brokenPromises(PATH, [{ ...any, ...over }], how).map(({ reason }) => reason);

describe('what a package promises of its programs', () => {
  test.each<[string, Partial<Expectation>, CameOf, string[]]>([
    ['kept', { permitted: ['AC'] }, came(['AC', 'AC']), []],
    [
      'a verdict that is not permitted',
      { permitted: ['AC', 'WA'] },
      came(['AC', 'TLE']),
      [`${PATH} ends with TLE on secret/g1/1, and the folder f permits AC or WA`],
    ],
    [
      'a required verdict after another',
      { permitted: ['AC', 'WA', 'TLE'], required: ['TLE'] },
      came(['WA', 'TLE']),
      [],
    ],
    [
      'a required verdict that none has',
      { required: ['TLE'] },
      came(['AC', 'WA']),
      [`${PATH} has no test that ends with TLE, and the folder f promises one`],
    ],
    ['lack of memory is a crash', { required: ['RE', 'MLE', 'OLE'] }, came(['MLE']), []],
    ['a judge that failed', { permitted: ['AC'] }, came([], { verdict: 'IE' }), []],
    ['nothing promised', {}, came(['TLE']), []],
    ['one that must not compile', { permitted: ['CE'], required: ['CE'] }, came([], { verdict: 'CE' }), []],
    [
      'one that does not compile',
      { permitted: ['AC'] },
      came([], { verdict: 'CE' }),
      [`${PATH} ends with CE, and the folder f permits AC`],
    ],
    [
      'one that does not compile, of which little is said',
      { score: [1, 1] },
      came([], { verdict: 'CE' }),
      [`${PATH} does not compile, and the folder f does not say so`],
    ],
    ['of other tests', { tests: 'secret/g1', permitted: ['AC'] }, came(['WA', 'AC']), []],
    [
      'of some tests, by a pattern',
      { tests: 'secret/*', required: ['RE'] },
      came(['WA', 'AC']),
      [`${PATH} has no test on secret/* that ends with RE, and the folder f promises one`],
    ],
    ['of a test itself', { tests: 'secret/g1/1', permitted: ['WA'] }, came(['AC', 'WA']), []],
    ['points but for the rounding', { score: [30, 30] }, points(30.000000000000004), []],
    ['too few points', { score: [30, 30] }, points(29.999), [`${PATH} makes 29.999, and the folder f promises 30`]],
    [
      'too many points',
      { score: [0.1 + 0.2, 20] },
      points(20.00001),
      [`${PATH} makes 20.00001, and the folder f promises 0.3 to 20`],
    ],
    [
      'points of a group',
      { tests: 'secret/g0', score: [30, 30] },
      points(30),
      [`${PATH} makes 20 in secret/g0, and the folder f promises 30`],
    ],
    ['some points', { partial: true }, points(30, true), []],
    [
      'some points, where it makes none',
      { partial: true },
      points(0),
      [`${PATH} ends with WA, and the folder f promises some of the points`],
    ],
    [
      'some points, where it makes all',
      { partial: true },
      came(['AC']),
      [`${PATH} makes all points, and the folder f promises some of the points`],
    ],
    ['a message to the judges', { message: 'case 1' }, came(['AC', 'WA']), []],
    [
      'no such message',
      { message: 'case 7' },
      came(['AC', 'WA']),
      [`No message to the judges about ${PATH} has what the folder f promises`],
    ],
  ])('%s', (_, over, how, expected) => {
    expect(reasons(over, how)).toEqual(expected);
  });

  test('the verdict’s own reason goes along', () => {
    expect(
      brokenPromises(PATH, [{ ...any, permitted: ['AC'] }], came(['WA'], { reason: 'extra output' })),
    ).toMatchObject([{ message: 'extra output' }]);
  });

  test.each([
    [30.000000000000004, '30'],
    [0, '0'],
    [-0, '0'],
    [12.5, '12.5'],
    [1e-7, '0'],
    [1_000_000, '1000000'],
  ])('%f is written %s', (score, text) => {
    expect(pointsText(score)).toBe(text);
  });
});
