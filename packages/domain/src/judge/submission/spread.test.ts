import fc from 'fast-check';
import { expect, test } from 'vitest';
import { betterThan, bucketOf, bucketStart, columnsOf, type Bucket } from './spread.ts';

function spreadOf(figures: readonly number[]): Bucket[] {
  const counted = Map.groupBy(figures, bucketOf);
  return [...counted].map(([bucket, all]) => ({ bucket, people: all.length }));
}

const figures = fc.array(fc.double({ min: 0, max: 100_000, noNaN: true }), { minLength: 1, maxLength: 300 });

test('every figure is in a column, and the columns follow each other', () => {
  fc.assert(
    fc.property(figures, (all) => {
      const columns = columnsOf(spreadOf(all));
      expect(columns.length).toBeLessThanOrEqual(24);
      expect(columns.reduce((sum, { people }) => sum + people, 0)).toBe(all.length);
      for (const [at, { from, to, people }] of columns.entries()) {
        expect(to).toBeGreaterThan(from);
        expect(columns[at + 1]?.from ?? to).toBe(to);
        const inside = all.filter((figure) => figure >= from - 1e-4 && figure < to + 1e-4).length;
        expect(inside).toBeGreaterThanOrEqual(people);
      }
    }),
  );
});

test('a bucket begins where its figures do', () => {
  for (let bucket = 1; bucket < 200; bucket += 1) expect(bucketOf(bucketStart(bucket))).toBe(bucket);
});

test('one’s place is within a bucket of the true one', () => {
  fc.assert(
    fc.property(figures, (all) => {
      const [own = 0, ...others] = all;
      const share = betterThan(spreadOf(all), own);
      if (others.length === 0) expect(share).toBeNull();
      else {
        const worse = others.filter((other) => bucketOf(other) > bucketOf(own)).length / others.length;
        const level = others.filter((other) => bucketOf(other) === bucketOf(own)).length / others.length;
        expect(share).toBeCloseTo(worse + level / 2);
      }
    }),
  );
});

test('of nobody there is none', () => {
  expect(columnsOf([])).toEqual([]);
});
