import { describe, expect, test } from 'vitest';
import { brokenPromises, pointsText, type CameOf, type Promised } from './promises.ts';

const promised: Promised = { path: 'submissions/accepted/a.py', verdict: 'AC', points: { low: 30, high: 30 } };
const kept: CameOf = { verdict: 'AC', reason: null, points: 30 };
const reasons = (over: Partial<Promised>, came: Partial<CameOf>) =>
  brokenPromises({ ...promised, ...over }, { ...kept, ...came }).map(({ reason }) => reason);

describe('what a package promises of its programs', () => {
  test.each<[string, Partial<Promised>, Partial<CameOf>, string[]]>([
    ['kept', {}, {}, []],
    ['kept but for the rounding', {}, { points: 30.000000000000004 }, []],
    [
      'another verdict',
      {},
      { verdict: 'WA', reason: 'presentation' },
      ['submissions/accepted/a.py ends with WA, and its folder promises AC'],
    ],
    ['a judge that failed', {}, { verdict: 'IE', points: null }, []],
    ['nothing promised', { verdict: null, points: null }, { verdict: 'TLE', points: 1 }, []],
    [
      'too few points',
      {},
      { points: 29.999 },
      ['submissions/accepted/a.py makes 29.999, and submissions.yaml promises 30'],
    ],
    [
      'too many points',
      { points: { low: 0.1 + 0.2, high: 20 } },
      { points: 20.00001 },
      ['submissions/accepted/a.py makes 20.00001, and submissions.yaml promises 0.3 to 20'],
    ],
    ['no points to compare', {}, { points: null }, []],
  ])('%s', (_, over, came, expected) => {
    expect(reasons(over, came)).toEqual(expected);
  });

  test('the verdict’s own reason goes along', () => {
    expect(brokenPromises(promised, { verdict: 'WA', reason: 'extra output', points: null })).toMatchObject([
      { message: 'extra output' },
    ]);
  });

  test.each([
    [30.000000000000004, '30'],
    [0, '0'],
    [-0, '0'],
    [12.5, '12.5'],
    [1e-7, '0'],
    [1_000_000, '1000000'],
  ])('%f is written %s', (points, text) => {
    expect(pointsText(points)).toBe(text);
  });
});
