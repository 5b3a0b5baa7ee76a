import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignable, assignRooms, type RoomStay } from './assign.ts';

/** Every way to give rooms, one after the other. */
function anyWay(stays: readonly RoomStay[], rooms: readonly string[], given: readonly string[] = []): boolean {
  const stay = stays[given.length];
  if (stay === undefined) return true;
  return rooms.some(
    (room) =>
      (stay.pins?.includes(room) ?? true) &&
      given.every((other, at) => {
        const before = stays[at];
        return (
          other !== room || before === undefined || before.departure <= stay.arrival || stay.departure <= before.arrival
        );
      }) &&
      anyWay(stays, rooms, [...given, room]),
  );
}

const ROOMS = ['101', '102', '103'];
const stay = fc.record({
  arrival: fc.integer({ min: 0, max: 9 }),
  length: fc.integer({ min: 1, max: 4 }),
  pins: fc.option(fc.subarray(ROOMS, { minLength: 1, maxLength: 2 }), { nil: undefined, freq: 2 }),
});
const stays = fc.array(stay, { maxLength: 8 }).map((all) =>
  all.map(({ arrival, length, pins }, at): RoomStay => {
    const plain = { id: String(at), arrival, departure: arrival + length };
    return pins === undefined ? plain : { ...plain, pins };
  }),
);

describe('rooms', () => {
  it('are found where there is any way, and nobody shares one or loses a pin', () => {
    let [found, not] = [0, 0];
    fc.assert(
      fc.property(stays, (all) => {
        const given = assignRooms(all, ROOMS);
        expect(given !== null).toBe(anyWay(all, ROOMS));
        if (given === null) {
          not += 1;
          return;
        }
        found += 1;
        expect(given.size).toBe(all.length);
        for (const each of all) {
          const room = given.get(each.id) ?? '';
          expect(each.pins ?? ROOMS).toContain(room);
          const others = all.filter((other) => other !== each && given.get(other.id) === room);
          expect(others.some((other) => other.arrival < each.departure && each.arrival < other.departure)).toBe(false);
        }
      }),
      { numRuns: 3_000 },
    );
    expect(Math.min(found, not)).toBeGreaterThan(300);
  });

  it('are found without pins whenever no night has more stays than rooms', () => {
    fc.assert(
      fc.property(stays, (all) => {
        const unpinned = all.map(({ id, arrival, departure }) => ({ id, arrival, departure }));
        const nights = Array.from(
          { length: 14 },
          (_, night) => unpinned.filter((each) => each.arrival <= night && night < each.departure).length,
        );
        expect(assignable(unpinned, ROOMS)).toBe(Math.max(...nights) <= ROOMS.length);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are found for a house of 100 rooms and 1,200 stays, some pinned', () => {
    const rooms = Array.from({ length: 100 }, (_, at) => `r${at}`);
    // Each room is taken by one stay after the other, with some nights free, so there is a way; every twentieth has the room it was made for.
    const all = rooms.flatMap((room, at) =>
      Array.from({ length: 15 }, (_, turn): RoomStay => {
        const arrival = turn * 4 + (at % 3);
        const plain = { id: `${room}.${turn}`, arrival, departure: arrival + 3 + (turn % 2) };
        return (at + turn) % 20 === 0 ? { ...plain, pins: [room] } : plain;
      }).filter((_, turn) => (at + turn) % 5 !== 1),
    );
    expect(all).toHaveLength(1_200);
    expect(assignRooms(all, rooms)?.size).toBe(1_200);
  });

  it('are not found in a house that has not the one that is wanted', () => {
    expect(assignable([{ id: 'a', arrival: 0, departure: 1, pins: ['9'] }], ROOMS)).toBe(false);
    expect(() => assignable([{ id: 'a', arrival: 1, departure: 1 }], ROOMS)).toThrow(RangeError);
  });
});
