import { expect, test } from 'vitest';
import { proposeTimeLimit, type Timed } from './time-limit.ts';

const RULE = { acToLimit: 2, limitToTle: 1.5, resolution: 1 };
const took = (role: Timed['role'], cpuMs: number, verdict: Timed['results'][number]['verdict'] = 'AC'): Timed => ({
  path: `submissions/${role}/${cpuMs}`,
  role,
  results: [
    { name: 'secret/1', verdict: 'AC', cpuMs: cpuMs / 2 },
    { name: 'secret/2', verdict, cpuMs },
  ],
});

test.each<[string, readonly Timed[], number, number | null, string]>([
  ['the slowest accepted one twice, rounded up', [took('accepted', 300), took('accepted', 700)], 2000, 2000, 'fits'],
  ['exact multiples are not rounded further', [took('accepted', 1000)], 2000, 2000, 'fits'],
  ['others say nothing', [took('accepted', 100), took('other', 5000)], 1000, 1000, 'fits'],
  [
    'a slow one that was stopped at a limit no lower',
    [took('accepted', 100), took('slow', 1100, 'TLE')],
    1000,
    1000,
    'fits',
  ],
  ['a slow one that ended soon', [took('accepted', 600), took('slow', 2100)], 2000, 2000, 'slow_too_near'],
  ['a limit that is too low', [took('accepted', 700)], 1000, 2000, 'limit_too_low'],
  [
    'an accepted one over the limit: nobody knows how much it needs',
    [took('accepted', 1100, 'TLE')],
    1000,
    null,
    'accepted_over_limit',
  ],
  ['nothing accepted', [took('slow', 1100, 'TLE')], 1000, null, 'no_accepted'],
])('%s', (_, programs, nowMs, proposedMs, verdict) => {
  expect(proposeTimeLimit(programs, RULE, nowMs)).toMatchObject({ proposedMs, verdict });
});

test('a finer resolution', () => {
  expect(proposeTimeLimit([took('accepted', 130)], { ...RULE, resolution: 0.1 }, 500).proposedMs).toBeCloseTo(300);
});
