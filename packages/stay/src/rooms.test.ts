import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyType, DOUBLE } from './fixtures.ts';
import { putInRooms } from './rooms.ts';
import type { RoomFacts } from './shapes.ts';

/** Is there any way at all? Every number of adults and of children in the first room is tried, then the rest. */
function fitsSomehow(adults: number, children: number, rooms: number, type: RoomFacts): boolean {
  if (rooms === 0) return adults === 0 && children === 0;
  for (let a = 1; a <= Math.min(adults, type.maxAdults); a += 1)
    for (let c = 0; c <= Math.min(children, type.maxChildren); c += 1)
      if (a + c <= type.maxGuests && fitsSomehow(adults - a, children - c, rooms - 1, type)) return true;
  return false;
}

describe('a party in its rooms', () => {
  it('fits if there is any way, and then everybody is in a room once', () => {
    let [fitting, not] = [0, 0];
    fc.assert(
      fc.property(
        anyType,
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.integer({ min: 0, max: 17 }), { maxLength: 6 }),
        fc.integer({ min: 1, max: 5 }),
        (type, adults, childAges, rooms) => {
          const put = putInRooms({ adults, childAges, rooms }, type);
          expect(put !== null).toBe(fitsSomehow(adults, childAges.length, rooms, type));
          if (put === null) {
            not += 1;
            return;
          }
          fitting += 1;
          expect(put).toHaveLength(rooms);
          expect(put.reduce((sum, room) => sum + room.adults, 0)).toBe(adults);
          expect(put.flatMap((room) => room.childAges).toSorted((a, b) => a - b)).toEqual(
            childAges.toSorted((a, b) => a - b),
          );
          for (const room of put) {
            expect(room.adults).toBeGreaterThan(0);
            expect(room.adults).toBeLessThanOrEqual(type.maxAdults);
            expect(room.childAges.length).toBeLessThanOrEqual(type.maxChildren);
            expect(room.adults + room.childAges.length).toBeLessThanOrEqual(type.maxGuests);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(Math.min(fitting, not)).toBeGreaterThan(200);
  });

  it('is spread evenly, and the first room has what is left over', () => {
    expect(putInRooms({ adults: 3, childAges: [4, 9], rooms: 2 }, DOUBLE)).toEqual([
      { adults: 2, childAges: [4] },
      { adults: 1, childAges: [9] },
    ]);
    expect(putInRooms({ adults: 1, childAges: [4], rooms: 2 }, DOUBLE)).toBeNull();
  });
});
