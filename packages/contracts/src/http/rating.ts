import { z } from 'zod';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

export const ratedPerson = z.object({
  userId: uuid,
  username: z.string(),
  /** From 1; those of the same rating share a rank. */
  rank: z.int(),
  rating: z.int(),
  highest: z.int(),
  contests: z.int(),
  /** End of the last rated contest. */
  lastAt: timestamp,
});
export type RatedPerson = z.infer<typeof ratedPerson>;

export const listRatings = route({
  method: 'GET',
  path: '/ratings',
  access: 'public',
  status: 200,
  summary: 'Ratings, the highest first',
  query: z.object({
    ...pageQuery,
    /** How usernames begin. */
    q: z.string().max(32).optional(),
  }),
  response: page(ratedPerson),
  errors: ['invalid_request'],
});

export const ratingDistribution = z.object({
  people: z.int(),
  /** From the lowest to the highest that holds anybody; each up to the next one's `from`. */
  buckets: z.array(z.object({ from: z.int(), people: z.int() })),
  /** Width of a bucket. */
  width: z.int(),
  /** Of the caller; null: not rated, or nobody is logged in. `above`: the share of the others that is lower (0..1; those that are equal count half; null without others). */
  own: z.object({ rating: z.int(), rank: z.int(), above: z.number().nullable() }).nullable(),
});
export type RatingDistribution = z.infer<typeof ratingDistribution>;

export const getRatingDistribution = route({
  method: 'GET',
  path: '/ratings/distribution',
  access: 'public',
  status: 200,
  summary: 'How many people have which rating, and where the caller stands',
  response: ratingDistribution,
  errors: [],
});

export const ratedContest = z.object({
  /** Null: it is in no list, or the person tells nobody of their contests. */
  contest: z.object({ contestId: uuid, slug: z.string(), title: z.string() }).nullable(),
  endedAt: timestamp,
  /** Among the rated, and how many these were; null where the contest is. */
  place: z.int().nullable(),
  people: z.int().nullable(),
  /** Null: the first rated contest. */
  before: z.int().nullable(),
  after: z.int(),
  /** The rating at which that place is the most likely. */
  performance: z.int(),
});
export type RatedContestRow = z.infer<typeof ratedContest>;

export const getRatingHistory = route({
  method: 'GET',
  path: '/profile/:username/ratings',
  access: 'public',
  status: 200,
  summary: 'Somebody’s rated contests, the earliest first; none where they keep them to themselves',
  params: z.object({ username: z.string() }),
  response: z.object({ data: z.array(ratedContest) }),
  errors: ['user_not_found'],
});

export const contestRatings = z.object({
  /** `none`: it is not rated. `provisional`: as if the board stayed as it is. `final`: it changed ratings so, or nobody's (fewer than two were rated). */
  state: z.enum(['none', 'provisional', 'final']),
  /** By place. Whoever tells nobody of their rating is left out, but for oneself. */
  data: z.array(
    z.object({
      /** As on the board. */
      participant: uuid,
      /** Among the rated. */
      place: z.int(),
      before: z.int().nullable(),
      after: z.int(),
      performance: z.int(),
    }),
  ),
});
export type ContestRatings = z.infer<typeof contestRatings>;

export const getContestRatings = route({
  method: 'GET',
  path: '/contest/:id/ratings',
  access: 'public',
  status: 200,
  summary: 'What a contest does to ratings: provisional while it is not final, from the board that the caller asks for',
  params: z.object({ id: z.string().min(1).max(100) }),
  query: z.object({ view: z.enum(['public', 'jury']).default('public') }),
  response: contestRatings,
  errors: ['contest_not_found', 'contest_not_jury'],
});
