import { expect, test } from 'vitest';
import { domainViolations, objection } from './domain-areas.mjs';

const MAY_USE = { spine: [], seats: ['spine'], shop: ['spine', 'seats'] };

test('an area imports of itself and of those below it', () => {
  expect(objection('shop/sell.ts', './price.ts', MAY_USE)).toBeUndefined();
  expect(objection('shop/orders/sell.ts', '../../seats/take.ts', MAY_USE)).toBeUndefined();
  expect(objection('shop/sell.ts', '@docket/db/pool', MAY_USE)).toBeUndefined();
});

test('and neither of those above it nor of the files that know all', () => {
  expect(objection('seats/take.ts', '../shop/sell.ts', MAY_USE)).toBe('seats may not import shop (allowed: spine)');
  expect(objection('seats/take.ts', '../reactions.ts', MAY_USE)).toMatch('is above all areas');
  expect(objection('odd/take.ts', 'zod', MAY_USE)).toBe('there is no area odd in scripts/check/areas.mjs');
});

test('tests and the files above all areas put together what they like', () => {
  expect(objection('seats/take.int.test.ts', '../shop/sell.ts', MAY_USE)).toBeUndefined();
  expect(objection('seats/fixtures.ts', '../shop/sell.ts', MAY_USE)).toBeUndefined();
  expect(objection('reactions.ts', './shop/sell.ts', MAY_USE)).toBeUndefined();
});

test('the domain keeps to it', () => {
  expect(domainViolations(new URL('../..', import.meta.url).pathname)).toEqual([]);
});
