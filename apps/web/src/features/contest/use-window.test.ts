import { expect, it } from 'vitest';
import { rowsInSight } from './use-window.ts';

it('draws what is in sight and a little more, whatever the length of the list', () => {
  expect(rowsInSight(0, 400, 40, 2_000)).toEqual({ from: 0, to: 18 });
  expect(rowsInSight(4_000, 400, 40, 2_000)).toEqual({ from: 92, to: 118 });
  expect(rowsInSight(79_600, 400, 40, 2_000)).toEqual({ from: 1_982, to: 2_000 });
});

it('draws nothing of nothing, and all of what became shorter than the scroll', () => {
  expect(rowsInSight(0, 400, 40, 0)).toEqual({ from: 0, to: 0 });
  expect(rowsInSight(9_000, 400, 40, 5)).toEqual({ from: 5, to: 5 });
});
