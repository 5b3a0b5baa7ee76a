import { searchFlights } from '@docket/contracts/http/flight';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../hotel/days.ts';
import { chosenIn, chosenText, fieldsOf, flightQueryOf, flyersIn, wishIn, type FlightWish } from './flight-address.ts';

const CODES = ['BOM', 'DEL', 'BLR', 'DXB', 'NRT', 'HNL', 'LHR'] as const;

const party = fc
  .record({ adults: fc.integer({ min: 1, max: 9 }), rest: fc.nat({ max: 8 }), laps: fc.nat({ max: 9 }) })
  .map(({ adults, rest, laps }) => ({
    adults,
    children: Math.min(rest, 9 - adults),
    infants: Math.min(laps, adults),
  }));

/** Each direction begins where the one before ended, some days later. */
const wish: fc.Arbitrary<FlightWish> = fc
  .record({
    way: fc.constantFrom('one', 'return', 'cities'),
    stops: fc.uniqueArray(fc.constantFrom(...CODES), { minLength: 3, maxLength: 7 }),
    days: fc.array(fc.nat({ max: 20 }), { minLength: 6, maxLength: 6 }),
    party,
    cabin: fc.constantFrom('economy', 'premium_economy', 'business', 'first'),
  })
  .map(({ way, stops, days, party: people, cabin }) => {
    const dates = days.map((_, index) =>
      addDays(
        '2027-01-01',
        days.slice(0, index + 1).reduce((a, b) => a + b, 0),
      ),
    );
    const legs = stops.slice(1).map((to, index) => ({ from: stops[index] ?? '', to, depart: dates[index] ?? '' }));
    const [first] = legs;
    if (first === undefined) throw new Error('there are three places at least');
    const directions =
      way === 'cities'
        ? legs
        : way === 'one'
          ? [first]
          : [first, { from: first.to, to: first.from, depart: dates[1] ?? '' }];
    return { directions, isReturn: way === 'return', ...people, cabin };
  });

describe('a search in an address', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(wish, (one) => {
        expect(wishIn(fieldsOf(one))).toEqual(one);
      }),
    );
  });

  it('is asked for as the contract has it', () => {
    fc.assert(
      fc.property(wish, (one) => {
        const { from, to, depart, return: back, onward, ...asked } = searchFlights.query.parse(flightQueryOf(one));
        const first = { from, to, depart };
        expect(back === undefined ? [first, ...onward] : [first, { from: to, to: from, depart: back }]).toEqual(
          one.directions,
        );
        expect(asked).toMatchObject({
          adults: one.adults,
          children: one.children,
          infants: one.infants,
          cabin: one.cabin,
        });
      }),
    );
  });

  it('is none where it does not say from where to where and when', () => {
    const whole = { from: 'BOM', to: 'DEL', depart: '2027-01-15' };
    expect(wishIn(whole)).toBeDefined();
    for (const field of ['from', 'to', 'depart'] as const) {
      const { [field]: _, ...rest } = whole;
      expect(wishIn(rest)).toBeUndefined();
    }
    expect(wishIn({ ...whole, to: 'BOM' })).toBeUndefined();
    expect(wishIn({ ...whole, from: 'Mumbai' })).toBeUndefined();
    // A way back before the way out is none.
    expect(wishIn({ ...whole, return: '2027-01-14' })?.directions).toHaveLength(1);
  });

  it('never has more people than seats and laps', () => {
    fc.assert(
      fc.property(fc.record({ adults: fc.string(), children: fc.string(), infants: fc.string() }), (fields) => {
        const { adults, children, infants } = flyersIn(fields);
        expect(adults).toBeGreaterThanOrEqual(1);
        expect(adults + children).toBeLessThanOrEqual(9);
        expect(infants).toBeLessThanOrEqual(adults);
      }),
    );
    expect(flyersIn({ adults: '5', children: '9', infants: '9' })).toEqual({ adults: 5, children: 4, infants: 5 });
    expect(flyersIn({ adults: '0' })).toEqual({ adults: 1, children: 0, infants: 0 });
  });
});

describe('what was chosen', () => {
  it('is read as it was written', () => {
    const ids = ['a,b', 'c'];
    expect(chosenIn(chosenText(ids))).toEqual(ids);
    expect(chosenText([])).toBeUndefined();
    expect(chosenIn(undefined)).toEqual([]);
  });
});
