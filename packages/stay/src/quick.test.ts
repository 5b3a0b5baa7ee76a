import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayNumber } from './day.ts';
import { anyRule, anyTax, anyType, anyWish, GOA, TODAY } from './fixtures.ts';
import { priceStay } from './price.ts';
import { quickRules, QuickStay } from './quick.ts';
import { refusal } from './refusal.ts';
import { isRefused } from './refused.ts';
import { putInRooms } from './rooms.ts';
import type { NightOverride } from './shapes.ts';

const today = dayNumber(TODAY);

const anyOverride: fc.Arbitrary<NightOverride> = fc.record({
  priceMinor: fc.option(fc.integer({ min: 0, max: 800_000 })),
  closed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
  closedToArrival: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  closedToDeparture: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  minStay: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 2 }),
  maxStay: fc.option(fc.integer({ min: 4, max: 9 }), { freq: 2 }),
});
const anyOverrides = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 110 }), anyOverride), { maxLength: 60 })
  .map((nights) => new Map(nights.map(([day, override]) => [today + day, override])));

it('comes to the total of the whole derivation, or to none where that does', () => {
  let priced = 0;
  fc.assert(
    fc.property(
      fc.array(anyRule, { maxLength: 12 }),
      fc.oneof(fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 50_000_000_000 })),
      fc.array(anyTax, { maxLength: 5 }),
      anyWish,
      anyType,
      anyOverrides,
      fc.integer({ min: -1, max: 17 }),
      fc.integer({ min: 0, max: 1_000 }),
      (rules, baseMinor, taxes, wish, type, overrides, childFreeAge, sold) => {
        const soldShareOf = (night: number): number => ((sold + night * 7) % 101) / 100;
        const property = { ...GOA, taxes, childFreeAge };
        const whole = priceStay({ baseMinor, rules }, type, property, wish, overrides, { today: TODAY, soldShareOf });
        const quick = new QuickStay(wish).price(
          { baseMinor, rules: quickRules(rules) },
          type,
          property,
          overrides,
          today,
          soldShareOf,
        );
        expect(quick).toEqual(isRefused(whole) ? null : { totalMinor: whole.totalMinor, taxesMinor: whole.taxesMinor });
        if (!isRefused(whole)) priced += 1;
      },
    ),
    { numRuns: 5_000 },
  );
  expect(priced).toBeGreaterThan(1_000);
});

it('refuses what is refused, and nothing else', () => {
  const seen = { yes: 0, no: 0 };
  fc.assert(
    fc.property(
      fc.record(
        {
          closed: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
          minStay: fc.integer({ min: 1, max: 4 }),
          maxStay: fc.integer({ min: 3, max: 9 }),
          minAdvanceDays: fc.integer({ min: 0, max: 20 }),
          maxAdvanceDays: fc.integer({ min: 20, max: 110 }),
          arrivalDays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 4 }),
        },
        { requiredKeys: [] },
      ),
      anyOverrides,
      anyType,
      anyWish,
      fc.oneof(fc.integer({ min: -20, max: 5 }), fc.integer({ min: -400, max: 5 })),
      (restrictions, overrides, type, wish, earlier) => {
        // Far before, so that some are beyond the horizon.
        const now = today + earlier;
        const asked = {
          restrictions,
          overrides,
          type,
          wish,
          today: new Date(now * 86_400_000).toISOString().slice(0, 10),
        };
        const quick = new QuickStay(wish);
        const isNo = refusal(asked) !== null;
        expect(quick.isRefused(restrictions, overrides, type, now)).toBe(isNo);
        expect(quick.occupants(type)).toEqual(putInRooms(wish, type));
        seen[isNo ? 'no' : 'yes'] += 1;
      },
    ),
    { numRuns: 5_000 },
  );
  expect(Math.min(seen.yes, seen.no)).toBeGreaterThan(150);
});
