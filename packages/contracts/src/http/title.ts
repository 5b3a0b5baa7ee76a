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
