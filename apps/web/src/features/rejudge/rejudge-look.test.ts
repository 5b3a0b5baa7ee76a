import { expect, it } from 'vitest';
import { describeFilter, matrixTable } from './rejudge-look.ts';

it('lays the changes out by the verdicts that occur, in the usual order', () => {
  const table = matrixTable([
    { from: 'TLE', to: 'AC', count: 2 },
    { from: 'AC', to: 'AC', count: 5 },
    { from: 'WA', to: 'RE', count: 0 },
  ]);
  expect([table.from, table.to]).toEqual([['AC', 'TLE'], ['AC']]);
  expect([table.count('TLE', 'AC'), table.count('AC', 'TLE')]).toEqual([2, 0]);
});

it('says what is judged again', () => {
  const filter = { problemId: 'p', language: 'c', submissionId: null, status: 'TLE' as const };
  const name = (id: string) => id.toUpperCase();
  expect(describeFilter({ filter }, name, 'Sum')).toBe('Sum, C, verdict TLE');
  expect(describeFilter({ filter: { ...filter, submissionId: 's', language: null, status: null } }, name, 'Sum')).toBe(
    'One submission',
  );
});
