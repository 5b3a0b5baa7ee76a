import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyJourney, worth } from '../test/oracle.ts';
import { leastConnection } from './connect.ts';
import { findJourneys, type Wish } from './search.ts';
import { makeTimetable, type Airport, type DatedFlight } from './timetable.ts';

const CODES = ['DEL', 'BOM', 'BLR', 'DXB', 'FRA', 'LHR'];
const airports: Airport[] = CODES.map((code, index) => ({
  code,
  country: ['IN', 'IN', 'IN', 'AE', 'DE', 'GB'][index] ?? 'IN',
  connection: { domestic: 30, international: 60, otherTerminal: code === 'DXB' ? 25 : 10 },
}));

function flight(
  id: string,
  [from, to]: readonly [string, string],
  at: readonly [number, number],
  more: Partial<DatedFlight> = {},
): DatedFlight {
  const buckets = [{ seats: 9, priceMinor: 10_000 }];
  return { id, from, to, departs: at[0], arrives: at[1], fromTerminal: 0, toTerminal: 0, seats: 9, buckets, ...more };
}

const wish = { from: 'DEL', to: 'LHR', earliest: 0, latest: 1_440, seats: 1, maxLegs: 3, longest: 2_160 } as const;
const found = (flights: readonly DatedFlight[], more: Partial<Wish> = {}) => {
  const timetable = makeTimetable(airports, flights);
  return findJourneys(timetable, { ...wish, ...more }).map(({ legs }) =>
    legs.map((leg) => timetable.flights[leg]?.id).join(' '),
  );
};

describe('a change of planes', () => {
  const on = (departs: number, more: Partial<DatedFlight> = {}) => [
    flight('AI1', ['DEL', 'DXB'], [100, 300]),
    flight('EK2', ['DXB', 'LHR'], [departs, 900], more),
  ];

  it('needs its time, to the minute', () => {
    expect(found(on(360))).toEqual(['AI1 EK2']);
    expect(found(on(359))).toEqual([]);
  });

  it('needs more where the terminal is another', () => {
    expect(found(on(360, { fromTerminal: 3 }))).toEqual([]);
    expect(found(on(385, { fromTerminal: 3 }))).toEqual(['AI1 EK2']);
  });

  it('within a country takes less than over its border', () => {
    const connection = { domestic: 30, international: 60, otherTerminal: 10 };
    expect(leastConnection({ connection, isInternational: false, changesTerminal: false })).toBe(30);
    expect(leastConnection({ connection, isInternational: true, changesTerminal: true })).toBe(70);
    const inside = [flight('AI1', ['DEL', 'BOM'], [100, 200]), flight('AI2', ['BOM', 'LHR'], [259, 900])];
    expect(found(inside)).toEqual([]);
  });

  it('of another kind of flight does not hide one that leaves less time', () => {
    // The domestic one departs later and is worse for nobody, but who comes from abroad has to be there an hour before either.
    const flights = [
      flight('EK1', ['DXB', 'BOM'], [0, 100]),
      flight('AI2', ['BOM', 'DEL'], [160, 300]),
      flight('AI3', ['BOM', 'DEL'], [165, 300], { fromTerminal: 2 }),
    ];
    expect(found(flights, { from: 'DXB', to: 'DEL' })).toEqual(['EK1 AI2']);
  });
});

describe('seats', () => {
  const buckets = [
    { seats: 2, priceMinor: 5_000 },
    { seats: 9, priceMinor: 8_000 },
  ];

  it('are all in one bucket, the cheapest that has enough', () => {
    const timetable = makeTimetable(airports, [flight('BA1', ['DEL', 'LHR'], [0, 500], { buckets })]);
    expect(findJourneys(timetable, wish).map(({ priceMinor }) => priceMinor)).toEqual([5_000]);
    expect(findJourneys(timetable, { ...wish, seats: 3 }).map(({ priceMinor }) => priceMinor)).toEqual([8_000]);
  });

  it('are never more than the cabin has, whatever the buckets say', () => {
    expect(found([flight('BA1', ['DEL', 'LHR'], [0, 500], { buckets, seats: 2 })], { seats: 3 })).toEqual([]);
  });
});

it('goes round in no circle, not even on the next day', () => {
  const flights = [
    flight('AI1', ['DEL', 'BOM'], [100, 200]),
    flight('AI2', ['BOM', 'DEL'], [400, 500]),
    flight('BA3', ['DEL', 'LHR'], [1_500, 2_000]),
  ];
  expect(found(flights)).toEqual([]);
});

it('takes no longer than was asked', () => {
  const flights = [flight('AI1', ['DEL', 'DXB'], [100, 300]), flight('EK2', ['DXB', 'LHR'], [2_000, 2_261])];
  expect(found(flights)).toEqual([]);
  expect(found(flights, { longest: 2_161 })).toEqual(['AI1 EK2']);
});

it.each([
  [{ to: 'XXX' }, 'XXX is not an airport'],
  [{ to: 'DEL' }, 'ends where it begins'],
  [{ seats: 0 }, 'nobody flies'],
  [{ maxLegs: 4 }, '1 to 3 legs'],
])('%o is refused', (more, says) => {
  expect(() => found([], more)).toThrow(says);
});

it.each([
  [flight('A', ['DEL', 'DEL'], [0, 10])],
  [flight('B', ['DEL', 'NYC'], [0, 10])],
  [flight('C', ['DEL', 'LHR'], [10, 10])],
])('a timetable refuses a flight that is none', (wrong) => {
  expect(() => makeTimetable(airports, [wrong])).toThrow(RangeError);
});

const randomFlight = fc
  .record({
    from: fc.constantFrom(...CODES),
    to: fc.constantFrom(...CODES),
    departs: fc.integer({ min: 0, max: 250 }).map((n) => n * 5),
    takes: fc.integer({ min: 1, max: 20 }).map((n) => n * 5),
    fromTerminal: fc.integer({ min: 0, max: 1 }),
    toTerminal: fc.integer({ min: 0, max: 1 }),
    seats: fc.integer({ min: 1, max: 4 }),
    prices: fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 6 })), {
      minLength: 1,
      maxLength: 3,
    }),
  })
  .filter(({ from, to }) => from !== to);

it('finds what a plain look at every way finds, in random networks', () => {
  let several = 0;
  fc.assert(
    fc.property(
      fc.array(randomFlight, { minLength: 30, maxLength: 80 }),
      fc.record({
        seats: fc.integer({ min: 1, max: 3 }),
        maxLegs: fc.integer({ min: 1, max: 3 }),
        longest: fc.constantFrom(400, 900, 2_160),
      }),
      (random, asked) => {
        const timetable = makeTimetable(
          airports,
          random.map(({ takes, prices, ...each }, index) => ({
            ...each,
            id: `F${index}`,
            arrives: each.departs + takes,
            buckets: prices.map(([seats, price]) => ({ seats, priceMinor: price * 100 })),
          })),
        );
        const all = { ...wish, ...asked, latest: 1_000 };
        const ours = findJourneys(timetable, all);
        const theirs = everyJourney(timetable, all);
        expect([...new Set(ours.map(worth))].toSorted()).toEqual([...new Set(theirs.map(worth))].toSorted());
        // None is told twice.
        expect(new Set(ours.map(worth)).size).toBe(ours.length);
        if (ours.length > 2) several += 1;
      },
    ),
    { numRuns: 1_500 },
  );
  expect(several).toBeGreaterThan(50);
});
