import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { page, pageQuery, route, uuid } from './route.ts';
import { slug } from './venue.ts';

export const titleKind = z.enum(['movie', 'event']);
export type TitleKind = z.infer<typeof titleKind>;

export const titleSummary = z.object({
  titleId: uuid,
  slug: z.string(),
  kind: titleKind,
  name: z.string(),
  language: z.string().nullable(),
  minutes: z.int(),
  tags: z.array(z.string()),
  /** Address of the uploaded poster; null: none, and clients draw one from the slug. Servers before 0.3 leave it out. */
  poster: z.string().nullable().optional(),
});
export type TitleSummary = z.infer<typeof titleSummary>;

export const titleDetail = titleSummary.extend({ description: z.string() });
export type TitleDetail = z.infer<typeof titleDetail>;

export const listTitles = route({
  method: 'GET',
  path: '/titles',
  access: 'public',
  status: 200,
  summary: 'Titles by name, or by how well they fit a search',
  query: z.object({
    ...pageQuery,
    /** Words of the name, language or tags, also their beginnings; accents and small typing mistakes are forgiven. */
    q: z.string().max(100).optional(),
    kind: titleKind.optional(),
  }),
  response: page(titleSummary),
  errors: ['invalid_request'],
});

export const getTitle = route({
  method: 'GET',
  path: '/titles/:slug',
  access: 'public',
  status: 200,
  summary: 'One title, by slug or id',
  params: z.object({ slug: z.string().max(80) }),
  response: titleDetail,
  errors: ['title_not_found'],
});

const titleBody = z.object({
  kind: titleKind,
  name: z.string().trim().min(1, 'must not be empty').max(150),
  language: z.string().trim().min(1).max(40),
  minutes: z
    .int()
    .min(1)
    .max(24 * 60),
  description: z.string().trim().max(10_000),
  tags: z.array(z.string().trim().min(1).max(40)).max(20),
});

export const changeTitle = route({
  method: 'PATCH',
  path: '/titles/:slug',
  access: MANAGERS,
  status: 200,
  summary: 'Change a title; its slug stays, because people have the address',
  params: z.object({ slug: z.string().max(80) }),
  body: titleBody
    .extend({ language: titleBody.shape.language.nullable() })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'say what to change'),
  example: { name: 'Night Train' },
  response: titleDetail,
  errors: ['title_not_found'],
});

/** A poster as it is uploaded: larger than any screen needs it, small enough to be kept in a row. */
export const POSTER = {
  bytes: 1024 * 1024,
  least: { width: 200, height: 300 },
  most: 2400,
  types: ['image/webp', 'image/jpeg', 'image/png'],
} as const;

export const putPoster = route({
  method: 'PUT',
  path: '/titles/:slug/poster',
  access: MANAGERS,
  status: 200,
  summary: 'Give a title a poster, two wide and three high',
  bodyType: POSTER.types,
  params: z.object({ slug: z.string().max(80) }),
  response: titleDetail,
  errors: ['title_not_found', 'image_invalid'],
});

export const removePoster = route({
  method: 'DELETE',
  path: '/titles/:slug/poster',
  access: MANAGERS,
  status: 204,
  summary: 'Take a poster away',
  params: z.object({ slug: z.string().max(80) }),
  errors: ['title_not_found'],
});

export const getPoster = route({
  method: 'GET',
  path: '/posters/:hash',
  access: 'public',
  status: 200,
  summary: 'A poster; another one has another address, so this may be kept',
  params: z.object({ hash: z.string().regex(/^[0-9a-f]{64}$/, 'this is not the hash of a poster') }),
  answerType: POSTER.types,
  errors: ['poster_not_found'],
});

export const createTitle = route({
  method: 'POST',
  path: '/titles',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary: 'Add a title',
  body: z.object({
    slug,
    kind: titleKind,
    name: z.string().trim().min(1, 'must not be empty').max(150),
    language: z.string().trim().min(1).max(40).optional(),
    minutes: z
      .int()
      .min(1)
      .max(24 * 60),
    description: z.string().trim().max(10_000).default(''),
    tags: z.array(z.string().trim().min(1).max(40)).max(20).default([]),
  }),
  example: {
    slug: 'night-train',
    kind: 'movie',
    name: 'Night Train',
    language: 'Hindi',
    minutes: 128,
    tags: ['thriller'],
  },
  response: z.object({ titleId: uuid, slug: z.string() }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'slug_taken'],
});
