import { z } from 'zod';
import {
  airport,
  airportCode,
  cabin,
  DIRECTIONS_MAX,
  fareFamily,
  FLIGHT_SEATS_MAX,
  flightPassenger,
  flightPrice,
  journey,
  LEGS_MAX,
  passengerKind,
} from '../flight/flight.ts';
import { policyStep } from '../hotel/stay.ts';
import { calendarDay } from '../time/instant.ts';
import { route, timestamp, uuid } from './route.ts';

export const suggestAirports = route({
  method: 'GET',
  path: '/airports',
  access: 'public',
  status: 200,
  summary:
    'Airports whose code is `q`, or whose name or city begins like it, whatever its accents and capitals: the busiest first',
  query: z.object({
    q: z.string().trim().max(100).default(''),
    limit: z.coerce.number().int().min(1).max(20).default(8),
  }),
  response: z.object({ data: z.array(airport) }),
  errors: ['invalid_request'],
});

const count = (low: number, high: number) => z.coerce.number().int().min(low).max(high);

/** Who flies. */
const party = {
  adults: count(0, FLIGHT_SEATS_MAX).default(1),
  children: count(0, FLIGHT_SEATS_MAX - 1).default(0),
  infants: count(0, FLIGHT_SEATS_MAX).default(0),
};

/** What every search asks for. */
const wish = {
  from: airportCode,
  to: airportCode,
  ...party,
  cabin: cabin.default('economy'),
  /** Changes of planes at most. */
  stops: count(0, LEGS_MAX - 1).default(LEGS_MAX - 1),
};

export const flightSort = z.enum(['recommended', 'price', 'duration', 'departure', 'arrival']);

/** A fare of a journey, for the whole party and in this direction. */
export const journeyFare = z.object({
  /** Code of its family. */
  family: z.string(),
  totalMinor: z.int(),
  taxesMinor: z.int(),
});

export const flightHit = journey.extend({
  /** Families that it is sold in, the cheapest first. */
  fares: z.array(journeyFare).min(1),
  /** Seats left at this price; never told above 9. */
  seatsLeft: z.int(),
});
export type FlightHit = z.infer<typeof flightHit>;

export const flightDirection = z.object({
  from: airport,
  to: airport,
  day: z.string(),
  journeys: z.array(flightHit),
  /** Journeys there are that no other beats, of which `journeys` are the first. */
  total: z.int(),
});

/** `BLR-DEL-2027-03-20` */
const furtherDirection = z
  .string()
  .regex(/^[A-Za-z]{3}-[A-Za-z]{3}-\d{4}-\d{2}-\d{2}$/, 'write it as BLR-DEL-2027-03-20')
  .transform((text) => ({ from: text.slice(0, 3), to: text.slice(4, 7), depart: text.slice(8) }))
  .pipe(z.object({ from: airportCode, to: airportCode, depart: calendarDay }));

export const searchFlights = route({
  method: 'GET',
  path: '/flights',
  access: 'public',
  status: 200,
  summary:
    'Ways to fly on a day that no other beats in departure, arrival, price and changes, for each direction: one way, `return`, or several (`onward=BLR-DEL-2027-03-20,…`). Prices are those of the whole party; days are those of the airport of departure',
  query: z
    .object({
      ...wish,
      depart: calendarDay,
      return: calendarDay.optional(),
      onward: z
        .string()
        .max(200)
        .default('')
        .transform((text) => (text === '' ? [] : text.split(',')))
        .pipe(z.array(furtherDirection).max(DIRECTIONS_MAX - 1)),
      sort: flightSort.default('recommended'),
      limit: count(1, 200).default(50),
    })
    .refine((query) => query.return === undefined || query.onward.length === 0, {
      path: ['onward'],
      message: 'give either return or onward',
    }),
  response: z.object({
    data: z.array(flightDirection),
    meta: z.object({
      currency: z.string().length(3),
      /** What the families of the cabin include. */
      families: z.array(fareFamily),
    }),
  }),
  errors: [
    'invalid_request',
    'airport_not_found',
    'same_airport',
    'party_refused',
    'flight_in_the_past',
    'flight_beyond_horizon',
    'directions_out_of_order',
    'flights_unavailable',
  ],
});

/** Days of one calendar. */
export const FLIGHT_CALENDAR_DAYS_MAX = 62;

export const getFlightCalendar = route({
  method: 'GET',
  path: '/flights/calendar',
  access: 'public',
  status: 200,
  summary: `What the cheapest way costs on each day from \`first\` to \`last\`, both included, at most ${FLIGHT_CALENDAR_DAYS_MAX} days, for the whole party`,
  query: z.object({ ...wish, first: calendarDay, last: calendarDay }),
  response: z.object({
    currency: z.string().length(3),
    data: z.array(
      z.object({
        day: z.string(),
        /** Null: nothing is sold on that day. */
        totalMinor: z.int().nullable(),
        stops: z.int().nullable(),
      }),
    ),
  }),
  errors: [
    'invalid_request',
    'airport_not_found',
    'same_airport',
    'party_refused',
    'calendar_too_long',
    'flights_unavailable',
  ],
});

/** How long a quote of flights is honoured, seconds. */
export const FLIGHT_QUOTE_SECONDS = 900;

const name = z.string().trim().min(1, 'must not be empty').max(60);

export const flightQuote = z.object({
  quoteId: uuid,
  directions: z.array(journey),
  cabin,
  family: fareFamily,
  passengers: z.array(flightPassenger),
  price: flightPrice,
  /** What is kept of the total if it is given up, by time. */
  policy: z.array(policyStep),
  /** Nothing is held by a quote; until then the price is. */
  expiresAt: timestamp,
});
export type FlightQuote = z.infer<typeof flightQuote>;

export const quoteFlights = route({
  method: 'POST',
  path: '/flights/quotes',
  access: 'user',
  status: 201,
  idempotent: 'fresh',
  summary:
    'What flights cost for these passengers, all of it, and how that comes about. The price is honoured for 15 minutes; seats are held by a trip',
  exact: true,
  body: z.object({
    directions: z
      .array(z.object({ flightIds: z.array(uuid).min(1).max(LEGS_MAX) }))
      .min(1)
      .max(DIRECTIONS_MAX),
    cabin: cabin.default('economy'),
    /** Code of a family of the cabin. */
    family: z.string().max(20),
    passengers: z
      .array(z.object({ kind: passengerKind, surname: name, given: name, bornOn: calendarDay }))
      .min(1)
      .max(2 * FLIGHT_SEATS_MAX),
  }),
  example: {
    directions: [{ flightIds: ['0190a0a0-0000-7000-8000-000000000001'] }],
    cabin: 'economy',
    family: 'CLASSIC',
    passengers: [{ kind: 'adult', surname: 'Rao', given: 'Asha', bornOn: '1990-05-17' }],
  },
  response: flightQuote,
  errors: [
    'flight_not_found',
    'fare_family_not_found',
    'flights_do_not_connect',
    'connection_too_short',
    'directions_out_of_order',
    'flight_in_the_past',
    'flight_sold_out',
    'party_refused',
    'passport_name',
    'too_many_requests',
  ],
});

export const getFlightQuote = route({
  method: 'GET',
  path: '/flights/quotes/:id',
  access: 'user',
  status: 200,
  summary: 'A quote of flights of the caller’s',
  params: z.object({ id: uuid }),
  response: flightQuote,
  errors: ['quote_not_found'],
});
