/**
 * Constants of Elo-MMR (Ebtekar and Liu, "Elo-MMR: A Rating System for Massive Multiplayer Competitions", WWW 2021), on the usual scale on which 400 points
 * are a factor of ten in the odds.
 */
export type RatingParameters = {
  /** What is believed of somebody who has not played: mean and standard deviation. */
  readonly mu: number;
  readonly sigma: number;
  /** Where the deviation of those who play often comes to rest. Below `beta`. */
  readonly sigmaLimit: number;
  /** Standard deviation of one day's performance around the skill. */
  readonly beta: number;
  /** The paper's rho: how fast old performances lose their say of their own and become part of the belief. */
  readonly rho: number;
  /** Performances that are kept for each player; older ones become part of the belief. */
  readonly history: number;
};

export const RATING_PARAMETERS: RatingParameters = {
  mu: 1500,
  sigma: 350,
  sigmaLimit: 80,
  beta: 200,
  rho: 1,
  history: 32,
};

/** Squared drift of the skill from one contest to the next, for which `sigmaLimit` is at rest: what a contest teaches is what is forgotten before the next. */
export function driftOf({ sigmaLimit, beta }: RatingParameters): number {
  return 1 / (1 / sigmaLimit ** 2 - 1 / beta ** 2) - sigmaLimit ** 2;
}

/** Scale of a logistic distribution with this standard deviation. */
export function logisticScale(deviation: number): number {
  return (Math.sqrt(3) / Math.PI) * deviation;
}
