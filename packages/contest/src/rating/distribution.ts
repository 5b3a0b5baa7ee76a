/** How many ratings lie in `from` (inclusive) up to the next one's `from`. */
export type RatingBucket = { readonly from: number; readonly count: number };

/** Ratings in buckets of equal width, from the lowest to the highest that holds one, empty ones between them included. */
export function distribution(ratings: readonly number[], width = 100): RatingBucket[] {
  const counts = new Map<number, number>();
  let lowest = Infinity;
  let highest = -Infinity;
  for (const rating of ratings) {
    const bucket = Math.floor(rating / width);
    counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
    lowest = Math.min(lowest, bucket);
    highest = Math.max(highest, bucket);
  }
  const buckets: RatingBucket[] = [];
  for (let bucket = lowest; bucket <= highest; bucket += 1)
    buckets.push({ from: bucket * width, count: counts.get(bucket) ?? 0 });
  return buckets;
}

/** Share of the ratings that are lower, from 0 to 1; those that are equal count half. 0 of none. */
export function shareBelow(ratings: readonly number[], rating: number): number {
  if (ratings.length === 0) return 0;
  let below = 0;
  for (const other of ratings) below += other < rating ? 1 : other === rating ? 0.5 : 0;
  return below / ratings.length;
}
