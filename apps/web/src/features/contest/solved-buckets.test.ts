import { expect, it } from 'vitest';
import { buckets } from './solved-buckets.ts';

it('counts into stretches that people count in, over the whole contest', () => {
  const { stepMs, counts } = buckets([0, 599_999, 600_000, 17_999_999], 18_000_000);
  expect(stepMs).toBe(600_000);
  expect(counts).toHaveLength(30);
  expect([counts[0], counts[1], counts[29]]).toEqual([2, 1, 1]);
});

it('has room for what came after the end, and for nothing at all', () => {
  expect(buckets([7_200_000], 60_000).counts.at(-1)).toBe(1);
  expect(buckets([], 60_000).counts).toEqual([0]);
});
