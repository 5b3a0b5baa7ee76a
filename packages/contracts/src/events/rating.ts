import { z } from 'zod';

/** Ratings were counted again, because a contest became final or its results are others now. To everybody, on `RATINGS_CHANNEL`. */
export const ratingsChanged = z.object({
  /** People whose ratings or histories may be others. */
  people: z.int(),
});

/** The channel on which changes of ratings are told: there is one, whose id is that of the fold's row. */
export const RATING_FOLD_ID = '00000000-0000-4000-8000-000000000049';
export const RATINGS_CHANNEL = `ratings:${RATING_FOLD_ID}`;
