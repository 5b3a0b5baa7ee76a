import { ratingBands, type RatingBand } from '@docket/contracts/contest/rating-bands';

export type PlotPoint = { readonly at: number; readonly rating: number };

export type Plot = {
  /** Where the points are: from the left in percent, from the top as a share of the height. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Bands in sight, from the highest down, each from `top` to `bottom` as shares of the height. */
  readonly bands: readonly { readonly band: RatingBand; readonly top: number; readonly bottom: number }[];
  /** Ratings at the lower and the upper edge. */
  readonly low: number;
  readonly high: number;
};

/** Room above and below the line. */
const MARGIN = 60;
/** Room left and right of it, in percent. */
const SIDE = 3;

/** A line of ratings over time, with the bands behind it. Ends of the same moment lie side by side, evenly. */
export function plotOf(points: readonly PlotPoint[]): Plot {
  const ratings = points.map(({ rating }) => rating);
  const low = Math.min(...ratings) - MARGIN;
  const high = Math.max(...ratings) + MARGIN;
  const first = points[0]?.at ?? 0;
  const span = (points.at(-1)?.at ?? 0) - first;
  const share = (rating: number) => (high - rating) / (high - low);
  const within = (value: number) => Math.min(1, Math.max(0, value));
  return {
    points: points.map(({ at, rating }, index) => {
      const along = points.length === 1 ? 0.5 : span > 0 ? (at - first) / span : index / (points.length - 1);
      return { x: SIDE + along * (100 - 2 * SIDE), y: share(rating) };
    }),
    bands: ratingBands
      .map((band, index) => ({
        band,
        bottom: index === 0 ? 1 : within(share(band.from)),
        top: within(share(ratingBands[index + 1]?.from ?? Infinity)),
      }))
      .filter(({ top, bottom }) => bottom > top)
      .toReversed(),
    low,
    high,
  };
}
