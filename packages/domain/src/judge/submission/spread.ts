/** How many people's best is in a bucket, as `figure_bucket` numbers them: eight to a doubling. */
export type Bucket = { readonly bucket: number; readonly people: number };

type Column = { readonly from: number; readonly to: number; readonly people: number };

const TO_A_DOUBLING = 8;
/** Columns of a chart at most. */
const MOST = 24;

/** Where a bucket begins: ms of times, KiB of memory. */
export function bucketStart(bucket: number): number {
  return bucket === 0 ? 0 : 2 ** (bucket / TO_A_DOUBLING);
}

/** The bucket of a figure, as `figure_bucket` says. */
export function bucketOf(figure: number): number {
  return Math.floor(TO_A_DOUBLING * Math.log2(Math.max(figure, 1)) + 1e-9);
}

/** Buckets as the columns of a chart, from the first in which there is somebody to the last; neighbours share a column where there are too many. */
export function columnsOf(buckets: readonly Bucket[]): Column[] {
  const held = buckets.filter(({ people }) => people > 0).toSorted((a, b) => a.bucket - b.bucket);
  const first = held[0]?.bucket ?? 0;
  const span = (held.at(-1)?.bucket ?? -1) - first + 1;
  const wide = Math.max(1, Math.ceil(span / MOST));
  const columns = Array.from({ length: Math.ceil(span / wide) }, (_, at) => ({
    from: bucketStart(first + at * wide),
    to: bucketStart(first + (at + 1) * wide),
    people: 0,
  }));
  for (const { bucket, people } of held) {
    const column = columns[Math.floor((bucket - first) / wide)];
    if (column !== undefined) column.people += people;
  }
  return columns;
}

/**
 * The share of the others that do worse, 0..1, for somebody who is counted in one of the buckets; those of the same bucket are half better and half
 * worse. Null without others.
 */
export function betterThan(buckets: readonly Bucket[], own: number): number | null {
  const others = buckets.reduce((sum, { people }) => sum + people, 0) - 1;
  if (others < 1) return null;
  const mine = bucketOf(own);
  const worse = buckets.reduce((sum, { bucket, people }) => sum + (bucket > mine ? people : 0), 0);
  const level = buckets.find(({ bucket }) => bucket === mine)?.people ?? 1;
  return Math.min(1, (worse + Math.max(0, level - 1) / 2) / others);
}
