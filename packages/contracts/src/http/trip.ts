import { z } from 'zod';
import { cabin, fareFamily, flightPassenger, flightPrice, journey } from '../flight/flight.ts';
import { board, policyStep, ROOMS_MAX, STAY_NIGHTS_MAX, stayPrice } from '../hotel/stay.ts';
import { isOneLine, ONE_LINE } from '../text/one-line.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** Longest that `?wait=` waits, seconds. */
export const TRIP_WAIT_MAX = 10;
/** Parts of one order. */
export const TRIP_PARTS_MAX = 8;
/** Trips of one person that are not decided or not paid for: what they hold nobody else can buy. */
export const OPEN_TRIPS_MAX = 10;
/** Rooms times nights of one order, all parts together: as many as the largest stay has. Each is told with how its price came about, in every event of the trip. */
export const TRIP_ROOM_NIGHTS_MAX = ROOMS_MAX * STAY_NIGHTS_MAX;

/** As bookings of seats have it: `QUEUED` until a worker has decided, `HELD` until the deadline; the last four are final. */
export const tripStatus = z.enum([
  'QUEUED',
  'HELD',
  'AWAITING_PAYMENT',
  'CONFIRMED',
  'REFUSED',
  'EXPIRED',
  'CANCELLED',
]);
export type TripStatus = z.infer<typeof tripStatus>;

export const tripReason = z.enum([
  /** A night or a flight of it is sold out by now. */
  'sold_out',
  /** The quote was older than 15 minutes. */
  'quote_expired',
  /** It is sold no longer. */
  'not_offered',
  'failed',
]);

/** What became of a part where it takes place. */
const outcome = {
  /** `BEGUN` from check-in on; `NO_SHOW` and `WALKED` (the house had no room) were given back, with `refundMinor`. Of flights nothing is said: they stay `AGREED`. */
  state: z.enum(['AGREED', 'BEGUN', 'ENDED', 'NO_SHOW', 'WALKED']).default('AGREED'),
  refundMinor: z.int().nullable().default(null),
};

/** A stay as part of a trip: what was agreed, as it was agreed. */
export const stayPart = z.object({
  partId: uuid,
  kind: z.literal('stay'),
  property: z.object({
    propertyId: uuid,
    slug: z.string(),
    name: z.string(),
    address: z.string(),
    timezone: z.string(),
    lat: z.number(),
    lon: z.number(),
    checkInFrom: z.string(),
    checkOutUntil: z.string(),
  }),
  roomType: z.string(),
  plan: z.string(),
  board,
  arrival: z.string(),
  departure: z.string(),
  /** When it begins and ends, by the clocks of the place. */
  startsAt: timestamp,
  endsAt: timestamp,
  rooms: z.int(),
  adults: z.int(),
  childAges: z.array(z.int()),
  price: stayPrice,
  policy: z.array(policyStep),
  ...outcome,
});
export type StayPart = z.infer<typeof stayPart>;

/** Flights as part of a trip: all directions that were quoted together. */
export const flightPart = z.object({
  partId: uuid,
  kind: z.literal('flight'),
  /** Six letters and digits: under it the carriers find the booking. */
  locator: z.string(),
  directions: z.array(journey),
  cabin,
  family: fareFamily,
  passengers: z.array(flightPassenger),
  /** The first departure and the last arrival. */
  startsAt: timestamp,
  endsAt: timestamp,
  price: flightPrice,
  policy: z.array(policyStep),
  ...outcome,
});
export type FlightPart = z.infer<typeof flightPart>;

/** New kinds of parts come as more members of this. */
export const tripPart = z.discriminatedUnion('kind', [stayPart, flightPart]);
export type TripPart = z.infer<typeof tripPart>;

export const tripPartKind = z.enum(['stay', 'flight']);
export type TripPartKind = z.infer<typeof tripPartKind>;

const guestName = z.string().trim().min(1, 'must not be empty').max(100).refine(isOneLine, ONE_LINE);

export const trip = z.object({
  tripId: uuid,
  userId: uuid,
  /** What people say on the phone: 6 letters and digits that are not taken for each other. */
  reference: z.string(),
  title: z.string(),
  status: tripStatus,
  /** Grows with every change: of two copies the one with the higher revision is newer. */
  revision: z.int(),
  reason: tripReason.nullable(),
  guest: z.object({ name: z.string(), phone: z.string().nullable() }),
  /** For the property: "late arrival". */
  requests: z.string().nullable(),
  parts: z.array(tripPart),
  totalMinor: z.int(),
  currency: z.string().length(3),
  /** What came back, or comes, of what was paid; null for one that was not given back. */
  refundMinor: z.int().nullable(),
  /** What is kept if it is given up now; null where it cannot be. */
  feeNowMinor: z.int().nullable(),
  /** A held one that is not paid for by then is given up. */
  deadline: timestamp.nullable(),
  /** Of its first and last part. */
  startsAt: timestamp,
  endsAt: timestamp,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Trip = z.infer<typeof trip>;

const params = z.object({ id: uuid });

function isDecided(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status !== 'QUEUED';
}

export const createTrip = route({
  method: 'POST',
  path: '/trips',
  access: 'user',
  status: 202,
  settled: { status: 200, when: isDecided },
  idempotent: true,
  summary:
    'Order what was quoted: all parts are held or none. With `wait` the answer comes when it is decided (200), or after that many seconds as it stands (202)',
  query: z.object({ wait: z.coerce.number().min(0).max(TRIP_WAIT_MAX).default(0) }),
  exact: true,
  body: z.object({
    parts: z
      .array(z.object({ kind: tripPartKind, quoteId: uuid }))
      .min(1)
      .max(TRIP_PARTS_MAX),
    guest: z.object({
      name: guestName,
      phone: z
        .string()
        .trim()
        .regex(/^\+?[0-9 ()-]{5,30}$/, 'write it as +91 98765 43210')
        .nullable()
        .default(null),
    }),
    requests: z.string().trim().max(500).nullable().default(null),
  }),
  example: {
    parts: [{ kind: 'stay', quoteId: '0190a0a0-0000-7000-8000-000000000001' }],
    guest: { name: 'Asha Rao', phone: '+91 98765 43210' },
    requests: 'We arrive after ten in the evening.',
  },
  response: trip,
  errors: [
    'quote_not_found',
    'quote_expired',
    'quote_used',
    'currencies_differ',
    'trip_too_large',
    'too_many_open_trips',
    'too_many_requests',
    'queue_full',
  ],
});

export const tripWhen = z.enum(['upcoming', 'past']);

export const listTrips = route({
  method: 'GET',
  path: '/trips',
  access: 'user',
  status: 200,
  summary:
    'The caller’s trips. `upcoming`: open, or confirmed and not over, the next first; `past`: the others, newest first. A page of large trips has fewer than `limit`',
  query: z.object({ ...pageQuery, when: tripWhen.default('upcoming') }),
  response: page(trip),
  errors: [],
});

export const getTrip = route({
  method: 'GET',
  path: '/trips/:id',
  access: { owner: 'trip', or: ['admin'] },
  status: 200,
  summary: 'One trip of the caller’s',
  params,
  response: trip,
  errors: ['trip_not_found'],
});

export const cancelTrip = route({
  method: 'DELETE',
  path: '/trips/:id',
  access: { owner: 'trip' },
  status: 200,
  summary:
    'Give up a trip. Of a confirmed one comes back what its terms say (`feeNowMinor` is kept); `fee` is what the caller was shown, and a higher one is refused. Repeating it changes nothing',
  params,
  query: z.object({ fee: z.coerce.number().int().min(0).optional() }),
  response: trip,
  errors: ['trip_not_found', 'trip_closed', 'trip_begun', 'trip_fee_changed', 'payment_in_progress'],
});

export const getTripCalendar = route({
  method: 'GET',
  path: '/trips/:id/calendar.ics',
  access: { owner: 'trip' },
  status: 200,
  summary: 'A confirmed trip as a calendar file (RFC 5545), an event for each part',
  params,
  answerType: 'text/calendar; charset=utf-8',
  errors: ['trip_not_found', 'trip_closed'],
});
