import { expect, test } from 'vitest';
import { columnOf } from './run-time-column.ts';

test('a time is in its column, and beyond all in the nearest', () => {
  const bins = [
    { fromMs: 10, toMs: 20, people: 1 },
    { fromMs: 20, toMs: 30, people: 0 },
    { fromMs: 30, toMs: 90, people: 2 },
  ];
  expect([5, 10, 19.9, 20, 45, 500].map((ms) => columnOf(bins, ms))).toEqual([0, 0, 0, 1, 2, 2]);
});
