import fc from 'fast-check';
import { expect, it } from 'vitest';
import { edgeOf, indexOf, limitsOf } from './price-bands.ts';

const prices = fc
  .record({ minMinor: fc.integer({ min: 0, max: 1e9 }), span: fc.integer({ min: 100, max: 1e9 }) })
  .map(({ minMinor, span }) => ({ minMinor, maxMinor: minMinor + span, bands: Array.from({ length: 10 }, () => 1) }));

it('edges are whole, in order, and reach from the cheapest to the dearest', () => {
  fc.assert(
    fc.property(prices, (some) => {
      const edges = Array.from({ length: 11 }, (_, index) => edgeOf(some, index));
      expect(edges.every(Number.isInteger)).toBe(true);
      expect(edges).toEqual(edges.toSorted((a, b) => a - b));
      expect([edges[0], edges[10]]).toEqual([some.minMinor, some.maxMinor]);
    }),
  );
});

it('a limit stands where its handle was left', () => {
  fc.assert(
    fc.property(prices, fc.integer({ min: 1, max: 9 }), (some, index) => {
      expect(indexOf(some, limitsOf(some, index, 10).min, 0)).toBe(index);
      expect(indexOf(some, limitsOf(some, 0, index).max, 10)).toBe(index);
    }),
  );
});

it('handles at the ends set no limit', () => {
  const some = { minMinor: 100, maxMinor: 1_100, bands: [1, 0, 0, 0, 0, 0, 0, 0, 0, 1] };
  expect(limitsOf(some, 0, 10)).toEqual({ min: undefined, max: undefined });
  expect(limitsOf(some, 2, 9)).toEqual({ min: 300, max: 1_000 });
});
