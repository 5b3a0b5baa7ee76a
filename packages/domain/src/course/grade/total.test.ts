import fc from 'fast-check';
import { expect, it } from 'vitest';
import { totalOf, type Share } from './total.ts';

const shares = fc.array(
  fc.record({
    share: fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20),
    weight: fc.integer({ min: 1, max: 5 }),
  }),
  { maxLength: 7 },
);

/** Every choice of what is left out. */
function bestBySearch(all: readonly Share[], out: number): number {
  let best = -1;
  for (let chosen = 0; chosen < 2 ** all.length; chosen += 1) {
    const kept = all.filter((_, at) => (chosen & (1 << at)) === 0);
    if (all.length - kept.length !== out) continue;
    const weights = kept.reduce((sum, { weight }) => sum + weight, 0);
    best = Math.max(best, kept.reduce((sum, { share, weight }) => sum + share * weight, 0) / weights);
  }
  return best;
}

it('leaves out what makes the total the best, whatever things weigh', () => {
  fc.assert(
    fc.property(shares, fc.integer({ min: 0, max: 8 }), (all, drop) => {
      const { percent, dropped } = totalOf(all, drop);
      if (all.length === 0) return percent === null && dropped.size === 0;
      const out = Math.min(drop, all.length - 1);
      expect(dropped.size).toBe(out);
      expect(percent).toBeCloseTo(100 * bestBySearch(all, out), 1);
      return true;
    }),
    { numRuns: 400 },
  );
});

it('does not leave out the lowest share where another one pulls down more', () => {
  const { percent, dropped } = totalOf(
    [
      { share: 0.2, weight: 1 },
      { share: 0.4, weight: 8 },
      { share: 1, weight: 1 },
    ],
    1,
  );
  expect([...dropped]).toEqual([1]);
  expect(percent).toBe(60);
});
