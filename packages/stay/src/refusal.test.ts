import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HORIZON_DAYS, type StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, dayOf, weekdayOf } from './day.ts';
import { anyType, anyWish, DOUBLE, PLAIN_NIGHT, TODAY, wishOf } from './fixtures.ts';
import { refusal } from './refusal.ts';
import type { NightOverride, Restrictions, RoomFacts } from './shapes.ts';

const ARRIVAL = '2027-03-12';
const night = (day: string, more: Partial<NightOverride>): ReadonlyMap<number, NightOverride> =>
  new Map([[dayNumber(day), { ...PLAIN_NIGHT, ...more }]]);

function code(
  wish: StayWish,
  restrictions: Restrictions = {},
  overrides: ReadonlyMap<number, NightOverride> = new Map(),
  type: RoomFacts = DOUBLE,
): string | null {
  return refusal({ restrictions, overrides, type, wish, today: TODAY })?.code ?? null;
}

describe('a plan', () => {
  it('sells what nothing speaks against', () => {
    expect(code(wishOf(ARRIVAL, 2))).toBeNull();
  });

  it('sells no stay with a night that is closed, and one that ends on it', () => {
    const closed = night('2027-03-13', { closed: true });
    expect(code(wishOf(ARRIVAL, 2), {}, closed)).toBe('closed');
    expect(code(wishOf(ARRIVAL, 1), {}, closed)).toBeNull();
    expect(code(wishOf(ARRIVAL, 1), { closed: true })).toBe('closed');
  });

  it('is closed to arrivals and departures of a day, and to no stay through it', () => {
    const arrival = night('2027-03-13', { closedToArrival: true });
    expect(code(wishOf('2027-03-13', 2), {}, arrival)).toBe('closed_to_arrival');
    expect(code(wishOf(ARRIVAL, 3), {}, arrival)).toBeNull();
    const departure = night('2027-03-13', { closedToDeparture: true });
    expect(code(wishOf(ARRIVAL, 1), {}, departure)).toBe('closed_to_departure');
    expect(code(wishOf(ARRIVAL, 2), {}, departure)).toBeNull();
    expect(code(wishOf('2027-03-13', 1), {}, departure)).toBeNull();
    expect(code(wishOf(ARRIVAL, 1), { arrivalDays: [6, 7] })).toBe('closed_to_arrival');
    expect(
      refusal({
        restrictions: { arrivalDays: [7, 6] },
        overrides: new Map(),
        type: DOUBLE,
        wish: wishOf(ARRIVAL, 1),
        today: TODAY,
      })?.reason,
    ).toBe('You can arrive on a Saturday or Sunday.');
  });

  it('asks for the length that the night of arrival has', () => {
    expect(code(wishOf(ARRIVAL, 1), { minStay: 2 })).toBe('min_stay');
    expect(code(wishOf(ARRIVAL, 2), { minStay: 2 })).toBeNull();
    expect(code(wishOf(ARRIVAL, 2), { minStay: 2 }, night(ARRIVAL, { minStay: 3 }))).toBe('min_stay');
    expect(code(wishOf(ARRIVAL, 1), { minStay: 2 }, night(ARRIVAL, { minStay: 1 }))).toBeNull();
    expect(code(wishOf(ARRIVAL, 2), {}, night('2027-03-13', { minStay: 9 }))).toBeNull();
    expect(code(wishOf(ARRIVAL, 4), { maxStay: 3 })).toBe('max_stay');
    expect(code(wishOf(ARRIVAL, 4), { maxStay: 3 }, night(ARRIVAL, { maxStay: 4 }))).toBeNull();
  });

  it('asks for the days before arrival', () => {
    const wish = wishOf(ARRIVAL, 1);
    expect(code(wish, { minAdvanceDays: 12 })).toBe('advance_purchase');
    expect(code(wish, { minAdvanceDays: 11 })).toBeNull();
    expect(code(wish, { maxAdvanceDays: 10 })).toBe('advance_purchase');
    expect(code(wish, { maxAdvanceDays: 11 })).toBeNull();
  });

  it('sells nights up to the horizon', () => {
    const last = dayOf(dayNumber(TODAY) + HORIZON_DAYS - 1);
    expect(code(wishOf(last, 1))).toBeNull();
    expect(code(wishOf(last, 2))).toBe('beyond_horizon');
  });

  it('takes no more guests than rooms do', () => {
    expect(code(wishOf(ARRIVAL, 1, { adults: 3 }))).toBe('too_many_guests');
    expect(code(wishOf(ARRIVAL, 1, { adults: 3, rooms: 2 }))).toBeNull();
    expect(code(wishOf(ARRIVAL, 1, { adults: 2, childAges: [1, 2] }))).toBe('too_many_guests');
    expect(code(wishOf(ARRIVAL, 1, { adults: 1, rooms: 2 }))).toBe('too_many_guests');
  });
});

/** Does it sell the stay? Asked of every night by itself, with nothing of the order of reasons. */
function sells(wish: StayWish, rules: Restrictions, overrides: ReadonlyMap<number, NightOverride>): boolean {
  const [first, end, today] = [wish.arrival, wish.departure, TODAY].map(dayNumber) as [number, number, number];
  const ofArrival = overrides.get(first);
  const min = ofArrival?.minStay ?? rules.minStay ?? 0;
  const max = ofArrival?.maxStay ?? rules.maxStay ?? 1_000;
  let good = rules.closed !== true && end - first >= min && end - first <= max && end - today <= HORIZON_DAYS;
  for (let at = first; at < end; at += 1) good &&= overrides.get(at)?.closed !== true;
  good &&= ofArrival?.closedToArrival !== true && overrides.get(end)?.closedToDeparture !== true;
  good &&= rules.arrivalDays === undefined || rules.arrivalDays.some((day) => day === weekdayOf(first));
  good &&= rules.minAdvanceDays === undefined || first - today >= rules.minAdvanceDays;
  return good && (rules.maxAdvanceDays === undefined || first - today <= rules.maxAdvanceDays);
}

it('sells just what the oracle says, whatever is set', () => {
  const small = fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined });
  const bool = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
  const nil = fc.option(fc.integer({ min: 1, max: 6 }));
  const override = fc.record({
    priceMinor: fc.constant(null),
    closed: bool,
    closedToArrival: bool,
    closedToDeparture: bool,
    minStay: nil,
    maxStay: nil,
  });
  let [sold, not] = [0, 0];
  fc.assert(
    fc.property(
      anyWish,
      anyType,
      fc.record({
        minStay: small,
        maxStay: fc.option(fc.integer({ min: 3, max: 9 }), { nil: undefined }),
        minAdvanceDays: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
        arrivalDays: fc.option(fc.constantFrom([1, 2, 3, 4], [5, 6, 7]), { nil: undefined }),
      }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), override), { maxLength: 4 }),
      (wish, type, set, some) => {
        const rules = Object.fromEntries(
          Object.entries(set).filter(([, value]) => value !== undefined),
        ) as Restrictions;
        const overrides = new Map(some.map(([at, each]) => [dayNumber(wish.arrival) + at, each]));
        const said = refusal({ restrictions: rules, overrides, type, wish, today: TODAY });
        const isSold = said === null || said.code === 'too_many_guests';
        expect(isSold).toBe(sells(wish, rules, overrides));
        if (isSold) sold += 1;
        else not += 1;
      },
    ),
    { numRuns: 2_000 },
  );
  expect(Math.min(sold, not)).toBeGreaterThan(200);
});
