import { expect, test } from 'vitest';
import { streakOf } from './streak.ts';

const days = (marks: string) => [...marks].map((mark, at) => ({ day: `day-${at}`, solved: mark === 'x' }));

test.each([
  ['', 0, 0],
  ['x', 1, 1],
  ['.', 0, 0],
  // Today's is open still.
  ['.xx.x', 2, 2],
  ['xxx.xxxxx', 3, 5],
  ['..xxx', 0, 3],
])('%j is a streak of %i, the longest of %i', (marks, streak, longest) => {
  expect(streakOf(days(marks), 'day-0')).toEqual({ streak, longest });
});
