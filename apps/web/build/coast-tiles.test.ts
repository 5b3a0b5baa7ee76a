import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clipped } from './coast-tiles.ts';

const area = (ring: readonly (readonly [number, number])[]) =>
  ring.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = ring[(index + 1) % ring.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0) / 2;

const ring = fc.array(
  fc.tuple(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true })),
  { minLength: 3, maxLength: 12 },
);

it('both sides of a cut are as large as the whole, and lie on their sides', () => {
  fc.assert(
    fc.property(ring, fc.constantFrom(0, 1), fc.double({ min: -9, max: 9, noNaN: true }), (some, axis, at) => {
      const [low, high] = [clipped(some, axis, at, -1), clipped(some, axis, at, 1)];
      expect(area(low) + area(high)).toBeCloseTo(area(some), 6);
      expect(low.every((point) => point[axis] <= at)).toBe(true);
      expect(high.every((point) => point[axis] >= at)).toBe(true);
    }),
  );
});

it('what is wholly on one side stays as it is', () => {
  const square = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ] as const;
  expect(clipped(square, 0, 2, -1)).toEqual(square);
  expect(clipped(square, 0, 2, 1)).toEqual([]);
});
