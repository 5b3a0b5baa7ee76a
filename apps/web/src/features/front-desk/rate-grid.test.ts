import { describe, expect, it } from 'vitest';
import { boundsOf, holds, nightMarks, step } from './rate-grid.ts';

describe('the grid of rates', () => {
  it('selects what lies between two corners, whichever was first', () => {
    const bounds = boundsOf({ anchor: { row: 2, column: 5 }, head: { row: 1, column: 3 } });
    expect(bounds).toEqual({ top: 1, bottom: 2, left: 3, right: 5 });
    expect(holds(bounds, { row: 1, column: 5 })).toBe(true);
    expect(holds(bounds, { row: 0, column: 4 })).toBe(false);
    expect(holds(bounds, { row: 2, column: 6 })).toBe(false);
  });

  it('is walked with keys and not left by them', () => {
    expect(step('ArrowRight', { row: 0, column: 0 }, 2, 14)).toEqual({ row: 0, column: 1 });
    expect(step('PageDown', { row: 0, column: 10 }, 2, 14)).toEqual({ row: 0, column: 13 });
    expect(step('ArrowUp', { row: 0, column: 3 }, 2, 14)).toEqual({ row: 0, column: 3 });
    expect(step('End', { row: 1, column: 3 }, 2, 14)).toEqual({ row: 1, column: 13 });
    expect(step('a', { row: 0, column: 0 }, 2, 14)).toBeUndefined();
  });

  it('says what a night has other than usual', () => {
    const night = {
      night: '2027-03-12',
      priceMinor: null,
      closed: false,
      closedToArrival: true,
      closedToDeparture: false,
      minStay: 2,
      maxStay: null,
      guestMinor: 100,
    };
    expect(nightMarks(night)).toEqual(['no arrival', '2 nights or more']);
  });
});
