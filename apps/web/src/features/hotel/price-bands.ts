/** Where a slider's handles stand: the first and last band that count, bands from 0; both handles at the ends set no limit. */
export type Bands = { readonly minMinor: number; readonly maxMinor: number; readonly bands: readonly number[] };

/** The amount at the left edge of a band; of `bands.length` the right edge of the last. Minor units, whole. */
export function edgeOf({ minMinor, maxMinor, bands }: Bands, index: number): number {
  const span = (maxMinor - minMinor) * index;
  return minMinor + (span - (span % bands.length)) / bands.length;
}

/** The edge that is nearest to an amount. */
export function indexOf(prices: Bands, amount: number | undefined, otherwise: number): number {
  if (amount === undefined) return otherwise;
  const edges = Array.from({ length: prices.bands.length + 1 }, (_, index) => edgeOf(prices, index));
  return edges.reduce(
    (best, edge, index) => (Math.abs(edge - amount) < Math.abs((edges[best] ?? 0) - amount) ? index : best),
    0,
  );
}

/** The limits that two handles set, of which the outermost set none. */
export function limitsOf(prices: Bands, low: number, high: number) {
  return {
    min: low <= 0 ? undefined : edgeOf(prices, low),
    max: high >= prices.bands.length ? undefined : edgeOf(prices, high),
  };
}
