import fc from 'fast-check';
import type { StayWish } from '@docket/contracts/hotel/stay';
import { dayNumber, dayOf } from './day.ts';
import type { NightOverride, PropertyFacts, RateRule, RoomFacts, TaxRule } from './shapes.ts';

/** Two adults and a child at most, priced for two. */
export const DOUBLE: RoomFacts = { maxAdults: 2, maxChildren: 2, maxGuests: 3, baseGuests: 2 };

export const GOA: PropertyFacts = {
  currency: 'INR',
  timezone: 'Asia/Kolkata',
  checkInFrom: 840,
  checkOutUntil: 660,
  childFreeAge: 5,
  taxes: [],
};

export const TODAY = '2027-03-01';

/** Two adults in one room for so many nights from a day on. */
export function wishOf(arrival: string, nights: number, more: Partial<StayWish> = {}): StayWish {
  return { arrival, departure: dayOf(dayNumber(arrival) + nights), adults: 2, childAges: [], rooms: 1, ...more };
}

export const PLAIN_NIGHT: NightOverride = {
  priceMinor: null,
  closed: false,
  closedToArrival: false,
  closedToDeparture: false,
  minStay: null,
  maxStay: null,
};

const percent = fc.integer({ min: -4_000, max: 6_000 });
const label = fc.constantFrom('Weekend', 'Monsoon', 'Fair');
const minor = fc.integer({ min: 0, max: 400_000 });
const weekdays = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
const day = fc.integer({ min: 0, max: 120 }).map((days) => dayOf(dayNumber(TODAY) + days));

export const anyRule: fc.Arbitrary<RateRule> = fc.oneof(
  fc.record({
    kind: fc.constant('season' as const),
    from: fc.constantFrom('03-01', '11-15', '06-10'),
    to: fc.constantFrom('03-20', '02-10', '09-30'),
    percent,
    label,
  }),
  fc.record({ kind: fc.constant('weekday' as const), days: weekdays, percent, label }),
  fc.record({
    kind: fc.constant('lead_time' as const),
    minDays: fc.integer({ min: 0, max: 60 }),
    percent,
    label,
  }),
  fc.record({ kind: fc.constant('lead_time' as const), maxDays: fc.integer({ min: 0, max: 60 }), percent, label }),
  fc.record({
    kind: fc.constant('pick_up' as const),
    soldPercent: fc.integer({ min: 0, max: 100 }),
    percent,
    label,
  }),
  fc.record({ kind: fc.constant('length' as const), nights: fc.integer({ min: 1, max: 8 }), percent, label }),
  fc.record({ kind: fc.constant('event' as const), from: day, to: day, percent, label }),
  fc.record({
    kind: fc.constant('promotion' as const),
    from: day,
    percent: fc.integer({ min: -9_000, max: 0 }),
    label,
  }),
  fc.record({
    kind: fc.constant('guests' as const),
    extraAdultMinor: minor,
    children: fc.array(fc.record({ toAge: fc.integer({ min: 0, max: 17 }), minor }), { maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('bounds' as const),
    minMinor: minor,
    maxMinor: fc.integer({ min: 400_000, max: 900_000 }),
  }),
  fc.record({ kind: fc.constant('rounding' as const), toMinor: fc.constantFrom(1, 7, 100, 5_000) }),
);

const included = fc.boolean();
export const anyTax: fc.Arbitrary<TaxRule> = fc.oneof(
  fc.record({ kind: fc.constant('percent' as const), percent: fc.integer({ min: 0, max: 2_800 }), label, included }),
  fc.record({
    kind: fc.constant('percent' as const),
    percent: fc.integer({ min: 0, max: 2_800 }),
    label,
    included,
    from: minor,
    to: fc.integer({ min: 400_000, max: 900_000 }),
  }),
  fc.record({ kind: fc.constant('per_night' as const), minor, label, included }),
  fc.record({
    kind: fc.constant('per_person_night' as const),
    minor,
    label,
    included,
    fromAge: fc.constantFrom(0, 12, 18),
    maxNights: fc.integer({ min: 1, max: 9 }),
  }),
  fc.record({ kind: fc.constant('per_stay' as const), minor, label, included }),
);

export const anyWish: fc.Arbitrary<StayWish> = fc
  .record({
    lead: fc.integer({ min: 0, max: 100 }),
    nights: fc.integer({ min: 1, max: 9 }),
    adults: fc.integer({ min: 1, max: 6 }),
    childAges: fc.array(fc.integer({ min: 0, max: 17 }), { maxLength: 4 }),
    rooms: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ lead, nights, adults, childAges, rooms }) =>
    wishOf(dayOf(dayNumber(TODAY) + lead), nights, { adults, childAges, rooms }),
  );

export const anyType: fc.Arbitrary<RoomFacts> = fc
  .record({
    maxAdults: fc.integer({ min: 1, max: 4 }),
    maxChildren: fc.integer({ min: 0, max: 3 }),
    more: fc.integer({ min: 0, max: 3 }),
    base: fc.integer({ min: 1, max: 4 }),
  })
  .map(({ maxAdults, maxChildren, more, base }) => {
    const maxGuests = maxAdults + Math.min(more, maxChildren);
    return { maxAdults, maxChildren, maxGuests, baseGuests: Math.min(base, maxGuests) };
  });
