import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nightOf, nights, unitOf } from './nights.ts';

const day = fc.integer({ min: unitOf('1970-01-01'), max: unitOf('2199-12-31') });

describe('nights', () => {
  it('are one for each day but that of the departure', () => {
    const { units, quantity } = nights.wanted({ arrival: '2028-02-28', departure: '2028-03-01', rooms: 2 });
    expect(units.map(nightOf)).toEqual(['2028-02-28', '2028-02-29']);
    expect(quantity).toBe(2);
  });

  it('follow each other, ascending, whatever the days', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (first, length) => {
        const { units } = nights.wanted({ arrival: nightOf(first), departure: nightOf(first + length), rooms: 1 });
        expect(units).toEqual(Array.from({ length }, (_, index) => first + index));
      }),
    );
  });

  it('share a unit exactly where two stays share a night', () => {
    fc.assert(
      fc.property(
        fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 5 })),
        fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 5 })),
        ([a, long], [b, short]) => {
          const stay = (first: number, length: number) =>
            nights.wanted({ arrival: nightOf(first), departure: nightOf(first + length), rooms: 1 }).units;
          const shared = stay(a, long).some((unit) => stay(b, short).includes(unit));
          expect(shared).toBe(a < b + short && b < a + long);
        },
      ),
    );
  });

  it.each([
    ['no night', { arrival: '2026-12-24', departure: '2026-12-24', rooms: 1 }],
    ['the wrong way round', { arrival: '2026-12-25', departure: '2026-12-24', rooms: 1 }],
    ['a day the month does not have', { arrival: '2026-02-29', departure: '2026-03-02', rooms: 1 }],
    ['a time of day', { arrival: '2026-12-24T10:00:00Z', departure: '2026-12-25', rooms: 1 }],
    ['no room', { arrival: '2026-12-24', departure: '2026-12-25', rooms: 0 }],
    ['half a room', { arrival: '2026-12-24', departure: '2026-12-25', rooms: 0.5 }],
    ['years', { arrival: '2026-12-24', departure: '2028-12-25', rooms: 1 }],
  ])('are not asked for by %s', (_, stay) => {
    expect(() => nights.wanted(stay)).toThrow(RangeError);
  });
});
