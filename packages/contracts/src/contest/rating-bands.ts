/** Ratings in words, from the lowest up. `from` is inclusive; the first one has all that is below the second. */
export const ratingBands = [
  { name: 'novice', title: 'Novice', from: 0 },
  { name: 'apprentice', title: 'Apprentice', from: 1_000 },
  { name: 'journeyman', title: 'Journeyman', from: 1_250 },
  { name: 'expert', title: 'Expert', from: 1_500 },
  { name: 'adept', title: 'Adept', from: 1_750 },
  { name: 'master', title: 'Master', from: 2_000 },
  { name: 'grandmaster', title: 'Grandmaster', from: 2_300 },
] as const;
export type RatingBand = (typeof ratingBands)[number];

/** The band of a rating, as it is shown. */
export function bandOf(rating: number): RatingBand {
  return ratingBands.findLast(({ from }) => rating >= from) ?? ratingBands[0];
}
