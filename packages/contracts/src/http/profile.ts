import { z } from 'zod';
import { profilePart } from '../profile/parts.ts';
import { difficulty } from './problem.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

const byName = { params: z.object({ username: z.string() }), access: 'public' } as const;

export const badge = z.object({
  id: z.string(),
  title: z.string(),
  /** What it is for. */
  text: z.string(),
  /** How much of what it takes there is, which is enough where the badge is earned; others are shown those alone. */
  have: z.int(),
  need: z.int(),
});
export type Badge = z.infer<typeof badge>;

/** What somebody has done. Parts that are kept from the caller are null. Nothing of contests whose results are not told is in any of it. */
export const profileRecord = z.object({
  /** Of published problems, the most frequent first, 30 at most. */
  tags: z.array(z.object({ tag: z.string(), solved: z.int() })).nullable(),
  /** Problems solved in each language, most first. */
  languages: z.array(z.object({ language: z.string(), solved: z.int() })).nullable(),
  /** What they solved last, of published problems. */
  recent: z.array(z.object({ slug: z.string(), title: z.string(), difficulty, solvedAt: timestamp })).nullable(),
  /** Null as well for whoever is not rated. */
  rating: z.object({ rating: z.int(), highest: z.int(), contests: z.int(), rank: z.int().nullable() }).nullable(),
  badges: z.array(badge),
});
export type ProfileRecord = z.infer<typeof profileRecord>;

export const getProfileRecord = route({
  ...byName,
  method: 'GET',
  path: '/profile/:username/record',
  status: 200,
  summary: 'What somebody has solved, by tag and language, and lately; their rating and badges',
  response: profileRecord,
  errors: ['user_not_found'],
});

export const profileContest = z.object({
  contestId: uuid,
  slug: z.string(),
  title: z.string(),
  endsAt: timestamp,
  /** As on the public board; null: unofficial. */
  place: z.int().nullable(),
  /** Rows that have a place. */
  ranked: z.int(),
  solved: z.int(),
});
export type ProfileContest = z.infer<typeof profileContest>;

export const listProfileContests = route({
  ...byName,
  method: 'GET',
  path: '/profile/:username/contests',
  status: 200,
  summary:
    'Listed contests that somebody took part in and whose results are told, the latest first; none where they keep them to themselves',
  query: z.object(pageQuery),
  response: page(profileContest),
  errors: ['user_not_found', 'invalid_request'],
});

export const changeProfile = route({
  method: 'PATCH',
  path: '/profile',
  access: 'user',
  status: 200,
  summary: 'Say which parts of your profile nobody else sees',
  body: z.object({
    hidden: z.array(profilePart).max(10),
  }),
  exact: true,
  example: { hidden: ['activity'] },
  response: z.object({ hidden: z.array(profilePart) }),
  errors: ['unauthenticated', 'invalid_request'],
});
