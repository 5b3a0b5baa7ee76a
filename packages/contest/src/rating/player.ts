import { driftOf, logisticScale, type RatingParameters } from './parameters.ts';
import { rootOf } from './root.ts';

/** What is known of a player, as plain data: it is kept after each contest, so that ratings can be folded again from any of them. */
export type RatedPlayer = {
  /** Rated contests so far. */
  readonly contests: number;
  /** The most likely skill. */
  readonly mu: number;
  readonly sigma: number;
  /** The part of the belief that is a normal distribution: its mean, and one over its variance. */
  readonly prior: { readonly mean: number; readonly weight: number };
  /** Performances that still speak for themselves, oldest first. */
  readonly performances: readonly { readonly value: number; readonly weight: number }[];
};

export function newPlayer({ mu, sigma }: RatingParameters): RatedPlayer {
  return { contests: 0, mu, sigma, prior: { mean: mu, weight: 1 / sigma ** 2 }, performances: [] };
}

/**
 * What people are shown: a bound that the skill is above with some confidence, `mu - 2 sigma`, moved up by as much as never goes away. It rises for newcomers
 * as more is known of them, and is `mu` for those who play often.
 */
export function displayedRating({ mu, sigma }: RatedPlayer, { sigmaLimit }: RatingParameters): number {
  return Math.round(mu - 2 * (sigma - sigmaLimit));
}

/** The time between two contests: beliefs widen, and part of what performances say goes over into the normal distribution around the present skill. */
export function diffuse(player: RatedPlayer, parameters: RatingParameters): RatedPlayer {
  const kept = 1 / (1 + driftOf(parameters) / player.sigma ** 2);
  const own = kept ** parameters.rho;
  const faded = player.performances.slice(0, Math.max(0, player.performances.length - (parameters.history - 1)));
  const total = player.prior.weight + player.performances.reduce((sum, { weight }) => sum + weight, 0);
  const forgotten = faded.reduce((sum, { weight }) => sum + weight * own, 0);
  const stays = own * player.prior.weight;
  const comes = (1 - own) * total + forgotten;
  const weight = stays + comes;
  return {
    contests: player.contests,
    mu: player.mu,
    sigma: player.sigma / Math.sqrt(kept),
    prior: { mean: (stays * player.prior.mean + comes * player.mu) / weight, weight: kept * weight },
    performances: player.performances
      .slice(faded.length)
      .map((performance) => ({ ...performance, weight: kept * own * performance.weight })),
  };
}

/** The belief after one more performance. What one performance can move is bounded: far from the skill it pulls no harder. */
export function learn(player: RatedPlayer, performance: number, { beta }: RatingParameters): RatedPlayer {
  const performances = [...player.performances, { value: performance, weight: 1 / beta ** 2 }];
  const scale = logisticScale(beta);
  const { mean, weight: priorWeight } = player.prior;
  const slopes = (x: number): { value: number; slope: number } => {
    let value = priorWeight * (x - mean);
    let slope = priorWeight;
    for (const { value: at, weight } of performances) {
      const pull = Math.tanh((x - at) / (2 * scale));
      const strength = (weight * beta ** 2) / scale;
      value += strength * pull;
      slope += (strength * (1 - pull * pull)) / (2 * scale);
    }
    return { value, slope };
  };
  const points = [mean, ...performances.map(({ value }) => value)];
  const mu = rootOf(slopes, Math.min(...points), Math.max(...points), player.mu);
  const known = performances.reduce((sum, { weight }) => sum + weight, priorWeight);
  return { contests: player.contests + 1, mu, sigma: 1 / Math.sqrt(known), prior: player.prior, performances };
}
