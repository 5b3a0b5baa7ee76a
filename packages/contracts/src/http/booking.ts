import { z } from 'zod';
import { FULL_PRICE, priceClassId } from '../catalog/price-class.ts';
import { refundTerms } from '../catalog/refund-terms.ts';
import { seatName } from '../catalog/seat.ts';
import { showStatus } from '../catalog/show-status.ts';
import { voucherCode } from './voucher.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** Longest that `?wait=` waits, seconds. */
export const BOOKING_WAIT_MAX = 10;
/** Seats one request may name; a show's own limit per person is usually lower. */
export const BOOKING_SEATS_MAX = 50;

/** `QUEUED` until a worker has decided; `HELD` until the deadline; `AWAITING_PAYMENT` while an attempt to pay is under way; the others are final. */
export const bookingStatus = z.enum([
  'QUEUED',
  'HELD',
  'AWAITING_PAYMENT',
  'REFUSED',
  'CONFIRMED',
  'EXPIRED',
  'CANCELLED',
]);
export type BookingStatus = z.infer<typeof bookingStatus>;

/** Why a booking was refused, or was cancelled for another reason than that its buyer thought better of it. */
export const bookingReason = z.enum([
  'seats_taken',
  /** A standing area has not so many places left. */
  'area_full',
  'sold_out',
  'limit_reached',
  'show_cancelled',
  'show_started',
  'sale_not_open',
  /** Given back by its buyer, because the show was moved to another time. */
  'show_moved',
  /** So many seats as may go at the price of a class are gone. */
  'class_sold_out',
  /** The show has other classes by now than when it was asked for. */
  'class_not_allowed',
  /** Others were quicker. */
  'voucher_used_up',
  /** The buyer has used it as often as one may. */
  'voucher_used',
  'voucher_invalid',
  'unknown_units',
  'pool_not_found',
  /** It could not be decided, time and again, by a fault of ours. */
  'failed',
]);
export type BookingReason = z.infer<typeof bookingReason>;

/** So many places of a standing area. */
export const bookingPlaces = z.object({ area: z.string(), name: z.string(), count: z.int() });
export type BookingPlaces = z.infer<typeof bookingPlaces>;

export const bookingLine = z.object({
  /** Of the seat. */
  label: z.string(),
  zone: z.string(),
  priceMinor: z.int(),
  /** Price class; `full` for the full price. */
  class: z.string().default(FULL_PRICE),
});

/** A booking as answers and events show it. */
export const booking = z.object({
  bookingId: uuid,
  userId: uuid,
  kind: z.literal('seats'),
  showId: uuid,
  /** Labels, from the front and from left to right; once it is held, those of its places in standing areas as well. */
  seats: z.array(z.string()),
  /** How many places it asks for in standing areas. */
  places: z.array(bookingPlaces).default([]),
  status: bookingStatus,
  /** Grows with every change: of two copies the one with the higher revision is newer. */
  revision: z.int(),
  reason: bookingReason.nullable(),
  /** Free seats side by side, as many as were asked for, nearest first, when the seats were taken. */
  alternatives: z.array(z.array(z.string())),
  /** Minor units of `currency`, all seats together; null while nothing is held. */
  priceMinor: z.int().nullable(),
  /** ISO 4217. */
  currency: z.string().length(3).nullable(),
  lines: z.array(bookingLine),
  /** Code of the voucher it was made with. */
  voucher: z.string().nullable().default(null),
  /** What the voucher has taken off the sum of the lines, minor units. */
  discountMinor: z.int().default(0),
  /** A held booking that is not confirmed by then is given up; the first attempt to pay may put it off. */
  deadline: timestamp.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Booking = z.infer<typeof booking>;

/** A booking with what a person needs to recognise it. */
export const bookingDetail = booking.extend({
  show: z.object({
    title: z.string(),
    hall: z.string(),
    venue: z.string(),
    city: z.string(),
    /** IANA name of the city's time zone. */
    timezone: z.string(),
    startsAt: timestamp,
    endsAt: timestamp,
    status: showStatus,
    /** When the show was to begin when its seats were asked for; null unless it has been moved since. Then also a confirmed booking can be given back. */
    movedFrom: timestamp.nullable(),
  }),
  /** Until when it may be given back once it is confirmed, and what then comes back. */
  refund: refundTerms,
  /** What `seats` has as labels, for people. A show's hall never changes, so neither does this of seats; places come when they are held. */
  named: z.array(seatName),
});
export type BookingDetail = z.infer<typeof bookingDetail>;

/** What placing answers: id and status at once, everything when its outcome was waited for. */
export const bookingReceipt = booking.partial().required({ bookingId: true, status: true });
export type BookingReceipt = z.infer<typeof bookingReceipt>;

export function isBookingOpen(status: BookingStatus): boolean {
  return status === 'QUEUED' || status === 'HELD' || status === 'AWAITING_PAYMENT';
}

/** A seat by what it is known by; `section` may be left out where only one has such a row and number. Or by its label. */
export const seatRef = z.union([
  z.string().min(1).max(40),
  z.object({
    section: z.string().max(60).optional(),
    row: z.string().min(1).max(40),
    number: z.string().min(1).max(40),
  }),
]);
export type SeatRef = z.infer<typeof seatRef>;

function isDecided(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status !== 'QUEUED';
}

const params = z.object({ id: uuid });

export const createBooking = route({
  method: 'POST',
  path: '/bookings',
  access: 'user',
  status: 202,
  settled: { status: 200, when: isDecided },
  idempotent: true,
  summary:
    'Ask for seats of a show. With `wait` the answer comes when it is decided (200), or after that many seconds as it stands (202)',
  query: z.object({ wait: z.coerce.number().min(0).max(BOOKING_WAIT_MAX).default(0) }),
  exact: true,
  body: z
    .object({
      kind: z.literal('seats'),
      showId: uuid,
      /** Each by its label, such as `C12`, or by section, row and number. */
      seats: z.array(seatRef).max(BOOKING_SEATS_MAX).default([]),
      /** Places in standing areas, each area by its id; together with the seats all or nothing. */
      places: z
        .array(z.object({ area: z.string().min(1).max(60), count: z.int().min(1).max(BOOKING_SEATS_MAX) }))
        .max(50)
        .default([]),
      /** From the waiting room, for a show that is sold through one. */
      pass: z.string().max(2_000).optional(),
      /** Price class by label, such as `{ "C13": "child" }`; the others, and places, are at the full price. */
      classes: z.record(z.string().min(1).max(40), priceClassId).optional(),
      voucher: voucherCode.optional(),
    })
    .refine(({ seats, places }) => seats.length + places.length > 0, {
      path: ['seats'],
      message: 'name a seat, or a standing area and how many places in it',
    }),
  example: { kind: 'seats', showId: '0190a0a0-0000-7000-8000-000000000001', seats: ['C12', 'C13'] },
  response: bookingReceipt,
  errors: [
    'invalid_request',
    'unauthenticated',
    'show_not_found',
    'show_cancelled',
    'show_started',
    'sale_not_open',
    'pass_required',
    'pass_invalid',
    'pass_expired',
    'unknown_seat',
    'unknown_area',
    'duplicate_seats',
    'too_many_seats',
    'class_not_allowed',
    'voucher_invalid',
    'queue_full',
    'too_many_requests',
  ],
});

/**
 * `upcoming`: open, or confirmed for a show that has not ended. `past`: the others, which are over, were refused or given up. Every booking is one
 * or the other.
 */
export const bookingWhen = z.enum(['upcoming', 'past']);
export type BookingWhen = z.infer<typeof bookingWhen>;

export const listBookings = route({
  method: 'GET',
  path: '/bookings',
  access: 'user',
  status: 200,
  summary: 'The caller’s bookings, newest first; with `when=upcoming` those whose show is next come first',
  query: z.object({ ...pageQuery, status: bookingStatus.optional(), when: bookingWhen.optional() }),
  response: page(bookingDetail),
  errors: ['unauthenticated', 'invalid_request'],
});

export const getBooking = route({
  method: 'GET',
  path: '/bookings/:id',
  access: { owner: 'booking', or: ['admin'] },
  status: 200,
  summary: 'One booking of the caller’s',
  params,
  response: bookingDetail,
  errors: ['unauthenticated', 'booking_not_found'],
});

export const cancelBooking = route({
  method: 'DELETE',
  path: '/bookings/:id',
  access: { owner: 'booking' },
  status: 204,
  summary:
    'Give up a booking; its seats are free again at once. A confirmed one as long as its show’s terms (`refund`) or a move of the show allow it; what was paid for it then goes back as they say. Repeating it changes nothing',
  params,
  errors: [
    'unauthenticated',
    'booking_not_found',
    'booking_confirmed',
    'booking_closed',
    'payment_in_progress',
    'ticket_used',
  ],
});

export const takeFreeBooking = route({
  method: 'POST',
  path: '/bookings/:id/take',
  access: { owner: 'booking' },
  status: 200,
  idempotent: true,
  summary: 'Confirm a held booking that costs nothing, as with a voucher for all of it',
  params,
  response: bookingDetail,
  errors: [
    'unauthenticated',
    'booking_not_found',
    'booking_not_free',
    'booking_expired',
    'booking_closed',
    'payment_in_progress',
    'show_cancelled',
  ],
});
