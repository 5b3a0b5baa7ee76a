/** What somebody has of an assignment that counts. */
export type Share = {
  /** Of what could be got: 0 is nothing, 1 is all. */
  readonly share: number;
  /** Above 0. */
  readonly weight: number;
};

export type Total = {
  /** Percent; null: nothing counts. */
  readonly percent: number | null;
  /** Places in the list that are left out. */
  readonly dropped: ReadonlySet<number>;
};

/** More rounds than any list needs: each makes the mean larger, and there are as many means as choices. */
const ROUNDS = 100;

/**
 * The weighted mean of what counts, without the `drop` assignments without which it is the best; one stays at least. With weights those need not be the ones with the lowest
 * share (Kane and Kane, "Dropping Lowest Grades", Mathematics Magazine 79, 2006). Found by Dinkelbach's method for quotients: for a mean that was reached, leaving out those
 * that pull it down the most gives a better one, until it gives none.
 */
export function totalOf(shares: readonly Share[], drop: number): Total {
  const out = Math.min(drop, shares.length - 1);
  if (shares.length === 0) return { percent: null, dropped: new Set() };
  let dropped: ReadonlySet<number> = new Set();
  let mean = meanOf(shares, dropped);
  if (out > 0)
    for (let round = 0; round < ROUNDS; round += 1) {
      const pull = shares.map(({ share, weight }, at) => ({ at, by: weight * (share - mean) }));
      const next = new Set(
        pull
          .toSorted((a, b) => a.by - b.by || b.at - a.at)
          .slice(0, out)
          .map(({ at }) => at),
      );
      const better = meanOf(shares, next);
      if (dropped.size === out && better <= mean) break;
      dropped = next;
      mean = better;
    }
  return { percent: Math.round(mean * 10_000) / 100, dropped };
}

function meanOf(shares: readonly Share[], without: ReadonlySet<number>): number {
  let [sum, weights] = [0, 0];
  for (const [at, { share, weight }] of shares.entries()) {
    if (without.has(at)) continue;
    sum += share * weight;
    weights += weight;
  }
  return weights === 0 ? 0 : sum / weights;
}
