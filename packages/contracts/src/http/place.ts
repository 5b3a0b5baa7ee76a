import { z } from 'zod';
import { route, uuid } from './route.ts';

export const place = z.object({
  placeId: uuid,
  slug: z.string(),
  name: z.string(),
  /** State or province, where it has one that people say. */
  region: z.string().nullable(),
  /** ISO 3166-1 alpha-2, and its name. */
  country: z.string(),
  countryName: z.string(),
  /** IANA name. */
  timezone: z.string(),
  /** WGS 84, degrees. */
  lat: z.number(),
  lon: z.number(),
  /** Properties that are open there. */
  properties: z.int(),
});
export type Place = z.infer<typeof place>;

export const suggestPlaces = route({
  method: 'GET',
  path: '/places',
  access: 'public',
  status: 200,
  summary:
    'Places whose name begins like `q`, or is like it, whatever its accents and capitals: the ones with most properties first',
  query: z.object({
    q: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  response: z.object({ data: z.array(place) }),
  errors: ['invalid_request'],
});

export const getPlace = route({
  method: 'GET',
  path: '/places/:slug',
  access: 'public',
  status: 200,
  summary: 'One place',
  params: z.object({ slug: z.string().max(80) }),
  response: place,
  errors: ['place_not_found'],
});
