import fc from 'fast-check';
import { expect, test } from 'vitest';
import { priceClass, type ClassRules } from '@docket/contracts/catalog/price-class';
import { classFaults, type Wish } from './classes.ts';
import { discountOf } from './discount.ts';

const child = (rules: ClassRules) =>
  priceClass.parse({ class: 'child', name: 'Child', prices: { stalls: 500 }, rules });
const seats = (...classes: string[]): Wish[] =>
  classes.map((each, at) => ({ label: `A${at + 1}`, zone: 'stalls', class: each }));

test('each rule refuses what breaks it, and nothing else', () => {
  const cases: readonly [ClassRules, readonly string[], number][] = [
    [{}, ['child', 'child'], 0],
    [{ perBooking: 1 }, ['child', 'full'], 0],
    [{ perBooking: 1 }, ['child', 'child'], 1],
    [{ perFullPrice: 2 }, ['full', 'child', 'child'], 0],
    [{ perFullPrice: 2 }, ['full', 'child', 'child', 'child'], 1],
    [{ perFullPrice: 1 }, ['child'], 1],
    [{ withVoucher: true }, ['child'], 1],
    [{ proof: 'Passport', share: 1 }, ['child'], 0],
  ];
  for (const [rules, wanted, faults] of cases)
    expect([rules, classFaults([child(rules)], seats(...wanted), null)]).toEqual([
      rules,
      Array(faults).fill(expect.any(String)),
    ]);
  expect(classFaults([child({ withVoucher: true })], seats('child'), { classes: ['child'] })).toEqual([]);
  expect(classFaults([child({ withVoucher: true })], seats('child'), { classes: [] })).toHaveLength(1);
  expect(classFaults([], seats('student'), null)).toEqual(['this show has no class "student"']);
  const upstairs = [{ label: 'Z1', zone: 'balcony', class: 'child' }];
  expect(classFaults([child({})], upstairs, null)).toEqual([expect.stringContaining('Z1')]);
});

test('a discount is never negative, and never more than what it is for costs', () => {
  const line = fc.record({ priceMinor: fc.nat({ max: 100_000_000 }), class: fc.constantFrom('full', 'child') });
  const voucher = fc.oneof(
    fc.record({ percent: fc.integer({ min: 1, max: 100 }), amountMinor: fc.constant(null) }),
    fc.record({ percent: fc.constant(null), amountMinor: fc.integer({ min: 1, max: 100_000_000 }) }),
    fc.constant({ percent: null, amountMinor: null }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 50 }), voucher, fc.constantFrom([], ['child']), (lines, terms, classes) => {
      const off = discountOf({ ...terms, classes }, lines);
      const most = lines
        .filter((each) => classes.length === 0 || each.class === 'child')
        .reduce((sum, each) => sum + each.priceMinor, 0);
      expect(Number.isSafeInteger(off)).toBe(true);
      expect(off).toBeGreaterThanOrEqual(0);
      expect(off).toBeLessThanOrEqual(most);
      if (terms.percent === 100) expect(off).toBe(most);
    }),
  );
  expect(discountOf({ percent: 33, amountMinor: null, classes: [] }, [{ priceMinor: 199, class: 'full' }])).toBe(65);
});
