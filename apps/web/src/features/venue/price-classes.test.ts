import { expect, test } from 'vitest';
import { priceClasses } from '@docket/contracts/catalog/price-class';
import { classesOf, NEW_CLASS } from './price-classes.ts';

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
