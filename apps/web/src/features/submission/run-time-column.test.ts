import { expect, test } from 'vitest';
import { columnOf } from './run-time-column.ts';

test('a figure is in its column, and beyond all in the nearest', () => {
  const columns = [{ to: 20 }, { to: 30 }, { to: 90 }];
  expect([5, 10, 19.9, 20, 45, 500].map((ms) => columnOf(columns, ms))).toEqual([0, 0, 0, 1, 2, 2]);
});
