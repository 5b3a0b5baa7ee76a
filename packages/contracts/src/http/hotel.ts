import { z } from 'zod';
import {
  amenity,
  board,
  policyStep,
  propertyKind,
  stayPrice,
  stayQuery,
  stayWish,
  type StayWish,
} from '../hotel/stay.ts';
import { inOrder } from '../pairs.ts';
import { calendarDay } from '../time/instant.ts';
import { route, timestamp, uuid } from './route.ts';

const params = z.object({ slug: z.string().max(120) });
const money = { currency: z.string().length(3) };

/** A property as lists show it. */
export const propertySummary = z.object({
  propertyId: uuid,
  slug: z.string(),
  name: z.string(),
  kind: propertyKind,
  /** 0: it has none. */
  stars: z.int().min(0).max(5),
  place: z.object({ slug: z.string(), name: z.string(), country: z.string() }),
  /** Part of the town. */
  area: z.string(),
  lat: z.number(),
  lon: z.number(),
  amenities: z.array(amenity),
});
export type PropertySummary = z.infer<typeof propertySummary>;

/** The cheapest way to stay at a property: everything that the whole party pays, taxes and fees included. */
export const cheapestOffer = z.object({
  planId: uuid,
  roomType: z.string(),
  plan: z.string(),
  board,
  ...money,
  totalMinor: z.int(),
  taxesMinor: z.int(),
  /** Until when it is given back for nothing; null where it never is. */
  freeUntil: timestamp.nullable(),
  /** Rooms of its type that are left in every night, so many at most are told. */
  left: z.int(),
});
export type CheapestOffer = z.infer<typeof cheapestOffer>;

export const hotelHit = propertySummary.extend({
  /** From the point that was given, or the middle of the place, metres; null for a rectangle without either. */
  distanceMetres: z.int().nullable(),
  offer: cheapestOffer,
});
export type HotelHit = z.infer<typeof hotelHit>;

/** Several with commas between them. */
const list = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .max(500)
    .default('')
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(item).max(40));

export const hotelSort = z.enum(['recommended', 'price', 'stars', 'distance']);

/** How many properties with offers carry a value, of those that match everything but the filter of that kind. */
const facet = z.array(z.object({ value: z.string(), count: z.int() }));

export const searchHotels = route({
  method: 'GET',
  path: '/hotels',
  access: 'public',
  status: 200,
  summary:
    'Properties that can be had for every night, with the cheapest total of each. Where: a `place`, a point with a radius, or a rectangle of the map (`box=west,south,east,north`, degrees)',
  query: z
    .object({
      place: z.string().max(80).optional(),
      lat: z.coerce.number().min(-90).max(90).optional(),
      lon: z.coerce.number().min(-180).max(180).optional(),
      radiusKm: z.coerce.number().min(0.1).max(200).default(25),
      box: z
        .string()
        .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3}$/, 'give west,south,east,north in degrees')
        .optional(),
      ...stayQuery,
      /** Words of the name. */
      q: z.string().trim().max(100).default(''),
      stars: list(
        z
          .string()
          .regex(/^[0-5]$/, 'is 0 to 5')
          .transform(Number),
      ),
      kinds: list(propertyKind),
      amenities: list(amenity),
      areas: list(z.string().max(80)),
      boards: list(board),
      freeCancellation: z.stringbool().default(false),
      /** Of the total, minor units of the currency of the answer, which filters do not change. */
      minTotal: z.coerce.number().int().min(0).optional(),
      maxTotal: z.coerce.number().int().min(0).optional(),
      sort: hotelSort.default('recommended'),
      offset: z.coerce.number().int().min(0).max(10_000).default(0),
      limit: z.coerce.number().int().min(1).max(100).default(20),
    })
    .check(inOrder('arrival', 'departure'))
    .refine(
      (query) =>
        query.place !== undefined || query.box !== undefined || (query.lat !== undefined && query.lon !== undefined),
      {
        path: ['place'],
        message: 'say where: a place, lat and lon, or a box',
      },
    ),
  response: z.object({
    data: z.array(hotelHit),
    meta: z.object({
      /** Properties with offers that match. */
      total: z.int(),
      /** Of these dates, and of the filters but for their own. */
      facets: z.object({
        stars: facet,
        kinds: facet,
        amenities: facet,
        areas: facet,
        boards: facet,
        freeCancellation: z.int(),
      }),
      /** Ten bands of equal width between the cheapest and the dearest, with how many properties fall in each. In the currency of most properties there, whatever the filters. */
      prices: z.object({ ...money, minMinor: z.int(), maxMinor: z.int(), bands: z.array(z.int()) }).nullable(),
      place: z.object({ slug: z.string(), name: z.string(), lat: z.number(), lon: z.number() }).nullable(),
    }),
  }),
  errors: ['invalid_request', 'place_not_found', 'stay_in_the_past', 'stay_beyond_horizon', 'stay_too_long'],
});

export const roomType = z.object({
  roomTypeId: uuid,
  name: z.string(),
  beds: z.string(),
  sizeSqm: z.int().nullable(),
  maxAdults: z.int(),
  maxChildren: z.int(),
  /** Adults and children together. */
  maxGuests: z.int(),
  amenities: z.array(amenity),
});
export type RoomType = z.infer<typeof roomType>;

export const property = propertySummary.extend({
  address: z.string(),
  /** IANA name. */
  timezone: z.string(),
  ...money,
  description: z.string(),
  /** Clocks of the place, `15:00`. */
  checkInFrom: z.string(),
  checkOutUntil: z.string(),
  /** Children up to this age share a bed and cost nothing; −1: none do. */
  childFreeAge: z.int(),
  roomTypes: z.array(roomType),
});
export type Property = z.infer<typeof property>;

export const getHotel = route({
  method: 'GET',
  path: '/hotels/:slug',
  access: 'public',
  status: 200,
  summary: 'A property with its types of rooms',
  params,
  response: property,
  errors: ['property_not_found'],
});

/** Why a plan cannot be had for a stay, and what would do. */
export const notOffered = z.object({
  code: z.enum([
    'sold_out',
    'closed',
    'closed_to_arrival',
    'closed_to_departure',
    'min_stay',
    'max_stay',
    'advance_purchase',
    'too_many_guests',
    'beyond_horizon',
    'price_unsound',
  ]),
  /** For people: "At least 2 nights when you arrive on a Friday". */
  reason: z.string(),
});

/** A plan of a room type for a stay: what it costs and how that comes about, or why it cannot be had. */
export const stayOffer = z.object({
  roomTypeId: uuid,
  planId: uuid,
  plan: z.string(),
  board,
  /** Rooms left in every night of the stay. */
  left: z.int(),
  price: stayPrice.nullable(),
  policy: z.array(policyStep),
  refused: notOffered.nullable(),
});
export type StayOffer = z.infer<typeof stayOffer>;

export const listStayOffers = route({
  method: 'GET',
  path: '/hotels/:slug/offers',
  access: 'public',
  status: 200,
  summary:
    'Every plan of every type of room for a stay, cheapest first, with how its price comes about, or why it cannot be had',
  params,
  query: z.object(stayQuery).check(inOrder('arrival', 'departure')),
  response: z.object({ data: z.array(stayOffer) }),
  errors: ['property_not_found', 'stay_in_the_past', 'stay_beyond_horizon', 'stay_too_long'],
});

export const getHotelCalendar = route({
  method: 'GET',
  path: '/hotels/:slug/calendar',
  access: 'public',
  status: 200,
  summary:
    'What the cheapest room costs in each night for two adults, without taxes, and which nights are sold out or closed',
  params,
  query: z.object({ from: calendarDay, to: calendarDay }).check(inOrder('from', 'to')),
  response: z.object({
    ...money,
    data: z.array(
      z.object({
        night: z.string(),
        /** Null: nothing to be had. */
        priceMinor: z.int().nullable(),
        /** Shortest stay that begins on it, nights. */
        minStay: z.int(),
        arrival: z.boolean(),
        departure: z.boolean(),
      }),
    ),
  }),
  errors: ['property_not_found', 'stay_too_long'],
});

/** How long a quote is honoured, seconds. */
export const QUOTE_SECONDS = 900;

export const stayQuote = z.object({
  quoteId: uuid,
  property: propertySummary
    .pick({ propertyId: true, slug: true, name: true, place: true })
    .extend({ timezone: z.string() }),
  roomType: z.string(),
  plan: z.string(),
  board,
  stay: z.object({
    arrival: z.string(),
    departure: z.string(),
    adults: z.int(),
    childAges: z.array(z.int()),
    rooms: z.int(),
  }),
  price: stayPrice,
  policy: z.array(policyStep),
  /** Nothing is held by a quote; until then the price is. */
  expiresAt: timestamp,
});
export type StayQuote = z.infer<typeof stayQuote>;

export const quoteStay = route({
  method: 'POST',
  path: '/hotels/quotes',
  access: 'user',
  status: 201,
  idempotent: 'fresh',
  summary:
    'What a stay costs, all of it, and how that comes about. The price is honoured for 15 minutes; rooms are held by a trip',
  exact: true,
  body: stayWish.safeExtend({ planId: uuid }),
  example: {
    planId: '0190a0a0-0000-7000-8000-000000000001',
    arrival: '2027-03-12',
    departure: '2027-03-14',
    adults: 2,
    childAges: [5],
    rooms: 1,
  },
  response: stayQuote,
  errors: [
    'plan_not_found',
    'stay_in_the_past',
    'stay_beyond_horizon',
    'stay_too_long',
    'stay_not_offered',
    'too_many_requests',
  ],
});

export type QuoteWish = StayWish & { readonly planId: string };

export const getStayQuote = route({
  method: 'GET',
  path: '/hotels/quotes/:id',
  access: 'user',
  status: 200,
  summary: 'A quote of the caller’s',
  params: z.object({ id: uuid }),
  response: stayQuote,
  errors: ['quote_not_found'],
});
