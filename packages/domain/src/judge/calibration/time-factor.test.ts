import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MOST_TIME_FACTOR, timeFactorOf } from './time-factor.ts';

test.each([
  ['the reference itself', 100, 100, 1],
  ['a little slower is noise', 115, 100, 1],
  ['slower', 150, 100, 1.5],
  ['faster is never held to less', 40, 100, 1],
  ['out of all proportion', 10_000, 100, MOST_TIME_FACTOR],
])('%s', (_, measured, reference, factor) => {
  expect(timeFactorOf(measured, reference)).toBe(factor);
});

test('a factor in use outlives small changes, and gives way to large ones', () => {
  expect(timeFactorOf(156, 100, 1.5)).toBe(1.5);
  expect(timeFactorOf(144, 100, 1.5)).toBe(1.5);
  expect(timeFactorOf(170, 100, 1.5)).toBe(1.7);
  expect(timeFactorOf(100, 100, 1.5)).toBe(1);
});

test('a slower host never gets less than a faster one', () => {
  const ms = fc.double({ min: 1, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(ms, ms, ms, (a, b, reference) => {
      const [fast, slow] = [Math.min(a, b), Math.max(a, b)];
      expect(timeFactorOf(slow, reference)).toBeGreaterThanOrEqual(timeFactorOf(fast, reference));
      expect(timeFactorOf(slow, reference)).toBeGreaterThanOrEqual(1);
      expect(timeFactorOf(slow, reference)).toBeLessThanOrEqual(MOST_TIME_FACTOR);
    }),
  );
});
