import { expect, it } from 'vitest';
import { fragmentsByLine } from './fragment-lines.ts';

it('gives each line to the longest fragment that it is in', () => {
  const [left, right] = fragmentsByLine([
    { leftFrom: 1, leftTo: 3, rightFrom: 7, rightTo: 9, tokens: 20 },
    { leftFrom: 3, leftTo: 5, rightFrom: 1, rightTo: 2, tokens: 30 },
  ]);
  expect([...left].toSorted(([a], [b]) => a - b)).toEqual([
    [1, 0],
    [2, 0],
    [3, 1],
    [4, 1],
    [5, 1],
  ]);
  expect([...right].toSorted(([a], [b]) => a - b)).toEqual([
    [1, 1],
    [2, 1],
    [7, 0],
    [8, 0],
    [9, 0],
  ]);
});
