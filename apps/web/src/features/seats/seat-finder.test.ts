import { drawPlan } from '@docket/contracts/catalog/draw-plan';
import type { PlanSeat } from '@docket/contracts/catalog/seat';
import { describe, expect, it } from 'vitest';
import { SeatFinder } from './seat-finder.ts';

const PITCH = 24;
/** Two rows of four with an aisle in the middle of the second. */
const seats: PlanSeat[] = ['A', 'B'].flatMap((row, r) =>
  [1, 2, 3, 4].map((n, c) => {
    const gap = row === 'B' && c > 1 ? 1 : 0;
    return {
      seat: r * 4 + n,
      label: `${row}${n}`,
      section: '',
      row,
      number: String(n),
      column: c + gap,
      zone: 'z',
      x: c + gap,
      y: r,
      kind: 'seat' as const,
    };
  }),
);
const drawing = drawPlan(
  { front: { kind: 'screen', label: 'Screen', x: 2, y: -2, width: 4, height: 1 }, seats },
  PITCH,
);
const finder = new SeatFinder(seats, drawing.seats, PITCH);

describe('finding seats', () => {
  it('takes the nearest one under a finger, and none far from all', () => {
    const place = finder.placeOf(6);
    expect(place && finder.at(place.x + 8, place.y - 9)).toBe(6);
    expect(finder.at(-500, 0)).toBeUndefined();
  });

  it('moves along rows, over aisles, and between rows', () => {
    expect(finder.next(6, 'right')).toBe(7);
    expect(finder.next(6, 'left')).toBe(5);
    expect(finder.next(6, 'up')).toBe(2);
    expect(finder.next(2, 'down')).toBe(6);
    expect(finder.next(1, 'left')).toBeUndefined();
    expect(finder.next(1, 'up')).toBeUndefined();
    expect([finder.endOfRow(6, 'first'), finder.endOfRow(6, 'last')]).toEqual([5, 8]);
  });
});
