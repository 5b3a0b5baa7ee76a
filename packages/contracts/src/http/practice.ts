import { z } from 'zod';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';
import { difficulty, problemSummary } from './problem.ts';

const bySlug = z.object({ slug: z.string().min(1).max(100) });
const language = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z]{2,4})?$/, 'use a code such as en or pt-BR')
  .optional();

/** Characters of a note. */
export const NOTE_MAX = 20_000;

export const getHints = route({
  method: 'GET',
  path: '/problems/:slug/hints',
  access: 'public',
  status: 200,
  summary: 'The first hints of a problem, as many as are asked for, and how many there are',
  params: bySlug,
  query: z.object({
    /** How many: hints are taken one by one. */
    shown: z.coerce.number().int().min(0).max(100).default(0),
    language,
  }),
  response: z.object({
    total: z.int(),
    hints: z.array(
      z.object({
        number: z.int(),
        /** That `text` is in. */
        language: z.string(),
        /** Markdown with $TeX$, as statements are; HTML in it must be treated as untrusted. */
        text: z.string(),
      }),
    ),
  }),
  errors: ['problem_not_found', 'practice_closed'],
});

export const getEditorial = route({
  method: 'GET',
  path: '/problems/:slug/editorial',
  access: 'public',
  status: 200,
  summary: 'How a problem is solved. Whoever has not solved it gets it with `spoil=true` only',
  params: bySlug,
  query: z.object({ spoil: z.enum(['true', 'false']).default('false'), language }),
  response: z.object({
    /** The package has one. */
    there: z.boolean(),
    /** It is there, and the caller has not solved the problem and has not asked for it all the same. */
    guarded: z.boolean(),
    language: z.string().nullable(),
    /** Markdown with $TeX$, as statements are; null where there is none or it is guarded. */
    text: z.string().nullable(),
  }),
  errors: ['problem_not_found', 'practice_closed'],
});

export const listSimilar = route({
  method: 'GET',
  path: '/problems/:slug/similar',
  access: 'public',
  status: 200,
  summary: 'Problems that share tags with this one, those with the rarest first',
  params: bySlug,
  response: z.object({ data: z.array(problemSummary.extend({ shared: z.array(z.string()) })) }),
  errors: ['problem_not_found', 'practice_closed'],
});

const note = z.object({ text: z.string(), updatedAt: timestamp.nullable() });

export const getOwnMarks = route({
  method: 'GET',
  path: '/problems/:slug/mine',
  access: 'user',
  status: 200,
  summary: 'What the caller has noted about a problem: note, favourite, and in which own lists it is',
  params: bySlug,
  response: z.object({
    favourite: z.boolean(),
    note,
    lists: z.array(z.object({ listId: uuid, title: z.string(), has: z.boolean() })),
  }),
  errors: ['problem_not_found'],
});

export const saveNote = route({
  method: 'PUT',
  path: '/problems/:slug/note',
  access: 'user',
  status: 200,
  summary: 'Keep a note about a problem, for nobody else; an empty one is taken away',
  params: bySlug,
  body: z.object({ text: z.string().max(NOTE_MAX) }),
  example: { text: 'Two pointers. Mind the empty list.' },
  response: note,
  errors: ['problem_not_found', 'too_many_requests'],
});

export const addFavourite = route({
  method: 'PUT',
  path: '/problems/:slug/favourite',
  access: 'user',
  status: 204,
  summary: 'Make a problem a favourite',
  params: bySlug,
  errors: ['problem_not_found'],
});

export const removeFavourite = route({
  method: 'DELETE',
  path: '/problems/:slug/favourite',
  access: 'user',
  status: 204,
  summary: 'Make a problem no favourite any more',
  params: bySlug,
  errors: ['problem_not_found'],
});

export const listFavourites = route({
  method: 'GET',
  path: '/practice/favourites',
  access: 'user',
  status: 200,
  summary: 'The caller’s favourites, the latest first',
  query: z.object(pageQuery),
  response: page(problemSummary),
  errors: ['invalid_request'],
});

export const getNextUnsolved = route({
  method: 'GET',
  path: '/practice/next',
  access: 'public',
  status: 200,
  summary:
    'The next problem that the caller has not solved: of a study list in its order, otherwise the easier ones first',
  query: z.object({
    /** Slug or id of the problem to go on after; when nothing is left behind it, it begins at the front again. */
    after: z.string().max(100).optional(),
    list: uuid.optional(),
    difficulty: difficulty.optional(),
    tag: z.string().max(50).optional(),
  }),
  response: z.object({ problem: problemSummary.nullable() }),
  errors: ['study_list_not_found'],
});

export const getDaily = route({
  method: 'GET',
  path: '/practice/daily',
  access: 'public',
  status: 200,
  summary: 'The problem of the day, by the date in UTC, with the caller’s days in a row',
  response: z.object({
    /** Such as `2026-11-30`. */
    day: z.iso.date(),
    /** The next one comes then. */
    endsAt: timestamp,
    /** Null while nothing is published. */
    problem: problemSummary.nullable(),
    /** Of the caller; null when nobody is logged in. */
    mine: z
      .object({
        /** Today's was solved today. */
        solved: z.boolean(),
        /** Days in a row up to today, or up to yesterday while today's is open. */
        streak: z.int(),
        longest: z.int(),
        /** The last two weeks, the latest first: was it solved on its day? */
        days: z.array(z.object({ day: z.iso.date(), slug: z.string(), title: z.string(), solved: z.boolean() })),
      })
      .nullable(),
  }),
  errors: [],
});
