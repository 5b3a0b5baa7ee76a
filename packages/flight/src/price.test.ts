import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flightPolicy } from './policy.ts';
import { familyMinor, priceFlights, taxesMinor } from './price.ts';
import type { AirportTax, FamilyFacts } from './shapes.ts';

const tax = fc.record({
  label: fc.constantFrom('A', 'B'),
  minor: fc.integer({ min: 0, max: 500_000 }),
  on: fc.constantFrom<AirportTax['on']>('domestic', 'international', 'all'),
  infants: fc.boolean(),
});
const leg = fc.record({
  label: fc.constant('BOM to DEL'),
  baseMinor: fc.integer({ min: 0, max: 50_000_000 }),
  isInternational: fc.boolean(),
  taxes: fc.array(tax, { maxLength: 4 }),
});
const fee = fc.option(fc.integer({ min: 0, max: 5_000_000 }), { nil: null });
const family: fc.Arbitrary<FamilyFacts> = fc.record({
  code: fc.constant('X'),
  name: fc.constant('X'),
  addPercent: fc.integer({ min: 0, max: 20_000 }),
  addMinor: fc.integer({ min: 0, max: 500_000 }),
  terms: fc.record({
    cabinBagKg: fc.constant(7),
    checkedBags: fc.constant(1),
    checkedBagKg: fc.constant(20),
    meal: fc.boolean(),
    seatChoice: fc.boolean(),
    changeFeeMinor: fee,
    refundFeeMinor: fee,
    untilHours: fc.integer({ min: 0, max: 72 }),
    childShare: fc.integer({ min: 0, max: 10_000 }),
    infantShare: fc.integer({ min: 0, max: 10_000 }),
  }),
});
const counts = fc.record({
  adult: fc.integer({ min: 1, max: 9 }),
  child: fc.integer({ min: 0, max: 8 }),
  infant: fc.integer({ min: 0, max: 9 }),
});

it('is what its steps add up to, to the last minor unit, and never less than nothing', () => {
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 6 }), family, counts, (legs, facts, party) => {
      const price = priceFlights(legs, facts, party, 'INR');
      let total = 0;
      for (const { kind, count, steps, eachMinor } of price.passengers) {
        expect(steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(eachMinor);
        expect(steps.every(({ amountMinor }) => Number.isSafeInteger(amountMinor))).toBe(true);
        expect(count).toBe(party[kind]);
        expect(eachMinor).toBeGreaterThanOrEqual(0);
        total += count * eachMinor;
      }
      expect(price.totalMinor).toBe(total);
      expect(price.faresMinor + price.taxesMinor).toBe(total);
      // What an adult pays leg by leg is what the whole costs: no rounding between them.
      const byLegs = legs.reduce(
        (sum, each) => sum + each.baseMinor + familyMinor(facts, each.baseMinor) + taxesMinor(each, 'adult'),
        0,
      );
      expect(price.passengers[0]?.eachMinor).toBe(byLegs);
    }),
  );
});

it('keeps no more than was paid, and less the earlier', () => {
  fc.assert(
    fc.property(fc.array(leg, { minLength: 1, maxLength: 6 }), family, counts, (legs, facts, party) => {
      const price = priceFlights(legs, facts, party, 'INR');
      const departure = { at: new Date('2027-03-12T03:00:00Z'), timezone: 'Asia/Kolkata' };
      const steps = flightPolicy(facts.terms, price, party.adult + party.child, departure);
      expect(steps.at(-1)).toMatchObject({ until: null, feeMinor: price.totalMinor });
      expect(steps[0]?.feeMinor).toBeLessThanOrEqual(price.faresMinor);
      expect(departure.at.getTime() - Date.parse(steps[0]?.until ?? '')).toBe(facts.terms.untilHours * 3_600_000);
    }),
  );
});
