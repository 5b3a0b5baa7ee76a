import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { planArea, planFront, planSeat, planZone, point } from '../catalog/seat.ts';
import { countryCode, timeZone } from '../lists.ts';
import { route, uuid } from './route.ts';

/** Words of an address: small letters, digits and dashes. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use small letters, digits and single dashes')
  .max(80);
const text = (max: number) => z.string().trim().min(1, 'must not be empty').max(max);

export const city = z.object({
  cityId: uuid,
  slug: z.string(),
  name: z.string(),
  /** ISO 3166-1 alpha-2. */
  country: z.string(),
  /** IANA name. */
  timezone: z.string(),
});
export type City = z.infer<typeof city>;

export const listCities = route({
  method: 'GET',
  path: '/cities',
  access: 'public',
  status: 200,
  summary: 'Cities, by name',
  response: z.object({ data: z.array(city) }),
  errors: [],
});

export const createCity = route({
  method: 'POST',
  path: '/cities',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary: 'Add a city; its time zone decides which day a show belongs to and cannot be changed',
  body: z.object({
    slug,
    name: text(100),
    country: countryCode,
    timezone: timeZone,
  }),
  example: { slug: 'pune', name: 'Pune', country: 'IN', timezone: 'Asia/Kolkata' },
  response: z.object({ cityId: uuid, slug: z.string() }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'slug_taken'],
});

export const changeCity = route({
  method: 'PATCH',
  path: '/cities/:slug',
  access: MANAGERS,
  status: 200,
  summary: 'Rename a city',
  params: z.object({ slug: z.string().max(80) }),
  body: z.object({ name: text(100) }),
  example: { name: 'Pune' },
  response: city,
  errors: ['city_not_found'],
});

export const venueHall = z.object({ hallId: uuid, name: z.string(), version: z.int(), capacity: z.int() });

export const venue = z.object({
  venueId: uuid,
  slug: z.string(),
  name: z.string(),
  address: z.string(),
  city: city.pick({ slug: true, name: true, timezone: true }),
  /** The newest version of each. */
  halls: z.array(venueHall),
});
export type Venue = z.infer<typeof venue>;

export const listVenues = route({
  method: 'GET',
  path: '/venues',
  access: 'public',
  status: 200,
  summary: 'Venues with their halls, by name',
  query: z.object({ city: z.string().max(80).optional() }),
  response: z.object({ data: z.array(venue) }),
  errors: ['invalid_request', 'city_not_found'],
});

export const createVenue = route({
  method: 'POST',
  path: '/venues',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary: 'Add a venue',
  body: z.object({
    /** Slug of the city. */
    city: z.string().max(80),
    slug,
    name: text(100),
    address: text(300),
  }),
  example: { city: 'pune', slug: 'city-hall', name: 'City Hall', address: '1 Station Road' },
  response: z.object({ venueId: uuid, slug: z.string() }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'city_not_found', 'slug_taken'],
});

export const changeVenue = route({
  method: 'PATCH',
  path: '/venues/:slug',
  access: MANAGERS,
  status: 200,
  summary: 'Change the name or address of a venue',
  params: z.object({ slug: z.string().max(80) }),
  body: z
    .object({ name: text(100), address: text(300) })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'say what to change'),
  example: { address: '1 Station Road' },
  response: venue,
  errors: ['venue_not_found'],
});

/** Seat maps as they travel: JSON, or a table under any of the names that browsers and spreadsheets have for one. What it is, its content says. */
const HALL_FILES = [
  'application/json',
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/csv',
  'application/vnd.ms-excel',
  'application/octet-stream',
] as const;

export const importHall = route({
  method: 'POST',
  path: '/halls/import',
  access: MANAGERS,
  status: 201,
  idempotent: true,
  summary: 'Import a hall with its seats (docs/halls.md); the same name in the same venue makes a new version',
  bodyType: HALL_FILES,
  query: z.object({
    /** Slug of the venue. Needed for a table; of JSON it overrides `venue`. */
    venue: z.string().max(80).optional(),
    /** Name of the hall. Needed for a table; of JSON it overrides `name`. */
    name: text(100).optional(),
  }),
  response: z.object({
    hallId: uuid,
    version: z.int(),
    capacity: z.int(),
    zones: z.array(z.object({ zone: z.string(), seats: z.int() })),
    /** This very hall was there already, and nothing was written. */
    unchanged: z.boolean(),
  }),
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'venue_not_found',
    'body_too_large',
    'unsupported_media_type',
    'hall_invalid',
  ],
});

/** A version of a hall: everything that is needed to draw it and to name its seats. Never changes. */
export const hallPlan = z.object({
  hallId: uuid,
  venue: z.object({ venueId: uuid, slug: z.string(), name: z.string() }),
  name: z.string(),
  version: z.int(),
  capacity: z.int(),
  front: planFront,
  zones: z.array(planZone),
  /** Where one would like to sit most. */
  best: point,
  seats: z.array(planSeat),
  /** Standing areas. Their places count in `capacity`. */
  areas: z.array(planArea),
});
export type HallPlan = z.infer<typeof hallPlan>;

export const getHallPlan = route({
  method: 'GET',
  path: '/halls/:id/plan',
  access: 'public',
  status: 200,
  cache: 'immutable',
  summary: 'The seats of a hall and what is drawn beside them; may be kept, because a version of a hall never changes',
  params: z.object({ id: uuid }),
  response: hallPlan,
  errors: ['hall_not_found'],
});

/** What was found out about a table from a spreadsheet. */
export const tableFile = z.object({
  encoding: z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252']),
  delimiter: z.enum([',', ';', '\t']),
  /** Some number has a comma before its decimals. */
  decimalComma: z.boolean(),
  /** Empty columns at the right that were left out. */
  emptyColumns: z.int(),
  /** By the letters that spreadsheets give them: what the file calls them, and what they were read as; null: as nothing. */
  columns: z.array(z.object({ column: z.string(), name: z.string(), field: z.string().nullable() })),
  /** The first of them, with their lines. */
  rows: z.array(z.object({ line: z.int(), cells: z.array(z.string()) })),
});
export type TableFile = z.infer<typeof tableFile>;

/** A hall as a file describes it, before it is imported. */
export const hallPreview = hallPlan.omit({ hallId: true, version: true, venue: true }).extend({
  /** What the file says; null where it says nothing. */
  name: z.string().nullable(),
  /** Slug. */
  venue: z.string().nullable(),
  /** How the file was read; null where it was JSON. */
  table: tableFile.nullable(),
});
export type HallPreview = z.infer<typeof hallPreview>;

export const previewHall = route({
  method: 'POST',
  path: '/halls/preview',
  access: MANAGERS,
  status: 200,
  idempotent: 'reads',
  summary: 'Check a seat map and see the hall it would make (docs/halls.md); nothing is stored',
  bodyType: HALL_FILES,
  response: hallPreview,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'body_too_large',
    'unsupported_media_type',
    'hall_invalid',
  ],
});
