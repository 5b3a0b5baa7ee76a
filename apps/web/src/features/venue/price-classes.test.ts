import { expect, test } from 'vitest';
import { priceClasses } from '@docket/contracts/catalog/price-class';
import { classesOf, draftOfClass, NEW_CLASS, wrongInClasses } from './price-classes.ts';

test('a class is sent with the prices of all zones and the rules that are filled in', () => {
  const draft = { ...NEW_CLASS, name: 'Child (up to 12)', percent: '33', perFullPrice: '2', proof: 'Passport' };
  const sent = classesOf([draft], { stalls: '10.00', balcony: '1.99' }, 'EUR');
  expect(priceClasses.parse(sent)).toEqual([
    {
      class: 'child-up-to-12',
      name: 'Child (up to 12)',
      prices: { stalls: 330, balcony: 65 },
      rules: { perFullPrice: 2, proof: 'Passport' },
    },
  ]);
});

test('one without a name is refused by the contract', () => {
  expect(priceClasses.safeParse(classesOf([NEW_CLASS], {}, 'EUR')).success).toBe(false);
});

const FULL = [
  { zone: 'stalls', priceMinor: 1_000 },
  { zone: 'balcony', priceMinor: 199 },
];
const TYPED = { stalls: '10.00', balcony: '1.99' };

test('a class that is on sale is sent as it is where nothing was changed, also one that is no percentage', () => {
  const rules = { proof: 'Card', perBooking: 2, withVoucher: true };
  for (const prices of [
    { stalls: 330, balcony: 65 },
    { stalls: 500 },
    { stalls: 500, balcony: 150 },
    { stalls: 0, balcony: 0 },
  ]) {
    const held = { class: 'old-id', name: 'A name that makes another id', prices, rules };
    expect(classesOf([draftOfClass(held, FULL)], TYPED, 'EUR')).toEqual([held]);
  }
  const third = draftOfClass({ class: 'c', name: 'C', prices: { stalls: 330, balcony: 65 }, rules: {} }, FULL);
  expect(third.percent).toBe('33');
  expect(classesOf([{ ...third, percent: '50' }], TYPED, 'EUR')[0]?.prices).toEqual({ stalls: 500, balcony: 99 });
});

test('a new one without a percentage would be free, and is not sent', () => {
  expect(wrongInClasses([{ ...NEW_CLASS, percent: '' }])).toEqual({ 'classes.0.prices': 'A percentage, 0 to 100' });
  expect(wrongInClasses([NEW_CLASS])).toEqual({});
});
