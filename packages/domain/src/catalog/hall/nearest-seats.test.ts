import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { expect, test } from 'vitest';
import { freeBlocks, nearestSeats } from './nearest-seats.ts';
import { createSeatMap } from './seat-map.ts';

const PER_ROW = 6;

/** Three rows of six, numbered along the rows; `kinds` by seat number. */
function hall(kinds: Readonly<Record<number, PlanSeat['kind']>> = {}) {
  const seats = Array.from({ length: 3 * PER_ROW }, (_, index): PlanSeat => {
    const [row, column] = [Math.floor(index / PER_ROW), index % PER_ROW];
    const name = 'ABC'[row] ?? '';
    const label = `${name}${column + 1}`;
    const kind = kinds[index + 1] ?? 'seat';
    const number = String(column + 1);
    return { seat: index + 1, label, section: '', row: name, number, column, zone: 'all', x: column, y: row, kind };
  });
  return createSeatMap(seats, { x: 0, y: 0 });
}

function labels(wanted: readonly number[], taken: readonly number[], kinds?: Parameters<typeof hall>[0]): string[][] {
  const blocks = freeBlocks(hall(kinds), new Set(taken), wanted.length);
  return nearestSeats(blocks, wanted, 3).map((seats) => seats.map(({ label }) => label));
}

test('the nearest come first, in the same row before others, and no seat twice', () => {
  expect(labels([9], [9])).toEqual([['B2'], ['B4'], ['A3']]);
  expect(labels([9, 10], [9, 10])).toEqual([
    ['A3', 'A4'],
    ['C3', 'C4'],
    ['B1', 'B2'],
  ]);
});

test('neighbours are offered, or nothing', () => {
  const everySecond = Array.from({ length: 9 }, (_, index) => 2 * index + 1);
  expect(labels([9, 10], everySecond)).toEqual([]);
  expect(labels([7, 8, 9, 10, 11, 12], [7, 1])).toEqual([['C1', 'C2', 'C3', 'C4', 'C5', 'C6']]);
});

test('a wheelchair space is offered to those who asked for one', () => {
  const kinds = { 8: 'wheelchair', 10: 'wheelchair' } as const;
  expect(labels([9], [9], kinds)).toEqual([['A3'], ['C3'], ['A2']]);
  expect(labels([8], [8], kinds)).toEqual([['B4']]);
  expect(labels([8, 9], [8], kinds)).toEqual([['B3', 'B4']]);
  expect(labels([8], [8, 10], kinds)).toEqual([]);
});
