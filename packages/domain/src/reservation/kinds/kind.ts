/** What is asked of a pool, in the kernel's own terms: of each of the units (ascending) so many pieces. */
export type Wanted = { readonly units: readonly number[]; readonly quantity: number };

/**
 * A kind of resource: how a request of its own form becomes units, and how its pool is opened. Hold, confirm, release and
 * expire are the same for all of them.
 */
export type Kind<Request> = {
  /** @throws RangeError for a request that means nothing */
  readonly wanted: (request: Request) => Wanted;
};

/** Distinct and ascending, which is the order locks are taken in. @throws RangeError when there are none or one comes twice */
export function ascending(units: readonly number[]): number[] {
  const sorted = units.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new RangeError('nothing is asked for');
  if (sorted.some((unit, index) => unit === sorted[index + 1])) throw new RangeError('a unit is asked for twice');
  return sorted;
}
