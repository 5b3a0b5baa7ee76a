import type { StayPrice } from '@docket/contracts/hotel/stay';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nightsIn, segmentsOf, storyOf } from './price-story.ts';

const step = fc.record({
  kind: fc.constantFrom('season', 'weekday', 'length', 'promotion', 'rounding', 'something_new'),
  label: fc.constantFrom('High season +20 %', 'Weekend +12 %', '3 nights −5 %', 'Rounded'),
  amountMinor: fc.integer({ min: -9_000, max: 20_000 }),
  included: fc.constant(false),
});
const night = (at: number) =>
  fc.array(step, { maxLength: 5 }).map((more) => {
    const steps = [{ kind: 'base', label: 'Base', amountMinor: 200_000, included: false }, ...more];
    return {
      night: `2027-03-1${at}`,
      steps,
      priceMinor: steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    };
  });
const room = fc.tuple(night(1), night(2), night(3)).map((nights) => ({ adults: 2, childAges: [], nights }));
const price: fc.Arbitrary<StayPrice> = fc
  .record({
    rooms: fc.array(room, { minLength: 1, maxLength: 3 }),
    taxes: fc.array(
      fc.record({
        kind: fc.constantFrom('tax', 'fee'),
        label: fc.constantFrom('GST 12 %', 'City tax'),
        amountMinor: fc.nat({ max: 40_000 }),
        included: fc.boolean(),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ rooms, taxes }) => {
    const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);
    const roomsMinor = sum(rooms.flatMap(({ nights }) => nights.map(({ priceMinor }) => priceMinor)));
    const taxesMinor = sum(taxes.filter(({ included }) => !included).map(({ amountMinor }) => amountMinor));
    return { currency: 'INR', rooms, taxes, roomsMinor, taxesMinor, totalMinor: roomsMinor + taxesMinor };
  });

describe('how a price came about', () => {
  it('adds up to the total, whatever the rules are', () => {
    fc.assert(
      fc.property(price, (some) => {
        const added = storyOf(some).filter(({ included }) => !included);
        expect(added.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(some.totalMinor);
        expect(nightsIn(some).reduce((sum, { priceMinor }) => sum + priceMinor, 0)).toBe(some.roomsMinor);
      }),
    );
  });

  it('tells each rule once, the base first and taxes last', () => {
    fc.assert(
      fc.property(price, (some) => {
        const lines = storyOf(some);
        expect(lines[0]?.kind).toBe('base');
        expect(new Set(lines.map((line) => JSON.stringify([line.kind, line.label, line.included]))).size).toBe(
          lines.length,
        );
        const firstTax = lines.findIndex(({ kind }) => kind === 'tax' || kind === 'fee');
        if (firstTax >= 0)
          expect(lines.slice(firstTax).every(({ kind }) => kind === 'tax' || kind === 'fee')).toBe(true);
      }),
    );
  });

  it('is a bar of parts that make one', () => {
    fc.assert(
      fc.property(price, (some) => {
        const parts = segmentsOf(storyOf(some));
        expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
        expect(parts.every(({ share }) => share > 0)).toBe(true);
      }),
    );
    expect(segmentsOf([])).toEqual([]);
  });
});
