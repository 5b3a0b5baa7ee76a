import type { EventInput } from '@docket/contracts/events/envelope';
import {
  booking,
  bookingDetail,
  type Booking,
  type BookingDetail,
  type BookingPlaces,
} from '@docket/contracts/http/booking';
import type { SeatName } from '@docket/contracts/catalog/seat';
import { userChannel } from '@docket/contracts/events/envelope';
import type { NewEvent } from '../spine/emit.ts';
import type { Extras } from './price/extras.ts';

/** What a booking asks for in a standing area, with the numbers that its places have in the hall. */
export type StoredPlaces = BookingPlaces & { readonly first: number; readonly last: number };

/** A booking as `BOOKING_COLUMNS` reads it. */
export type BookingRow = {
  id: string;
  user_id: string;
  show_id: string;
  labels: string[];
  places: StoredPlaces[] | null;
  status: Booking['status'];
  revision: number;
  reason: Booking['reason'];
  alternatives: Booking['alternatives'] | null;
  price_minor: number | null;
  currency: string | null;
  lines: Booking['lines'] | null;
  extras: Extras | null;
  discount_minor: number | null;
  deadline: Date | null;
  /** Of the payment that confirmed it. */
  paid_by: string | null;
  /** How much of it goes back, of one that was taken back. */
  refund_percent: number | null;
  created_at: Date;
  updated_at: Date;
};

/** Of `bookings b`. Prices are far below what a double holds exactly. */
export const BOOKING_COLUMNS = `b.id, b.user_id, b.show_id, b.labels, b.places, b.status, b.revision, b.reason, b.alternatives, b.price_minor::float8 AS price_minor,
  b.currency, b.lines, b.extras, b.discount_minor::float8 AS discount_minor, b.deadline, b.paid_by, b.refund_percent, b.created_at, b.updated_at`;

function dataOf(row: BookingRow): EventInput<'booking.updated'> {
  return {
    bookingId: row.id,
    userId: row.user_id,
    kind: 'seats',
    showId: row.show_id,
    seats: row.labels,
    places: (row.places ?? []).map(({ area, name, count }) => ({ area, name, count })),
    status: row.status,
    revision: row.revision,
    reason: row.reason,
    alternatives: row.alternatives ?? [],
    priceMinor: row.price_minor,
    currency: row.currency,
    lines: row.lines ?? [],
    voucher: row.extras?.voucher?.code ?? null,
    discountMinor: row.discount_minor ?? 0,
    deadline: row.deadline?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toBooking(row: BookingRow): Booking {
  return booking.parse(dataOf(row));
}

/** To its user. */
export function bookingUpdated(row: BookingRow): NewEvent<'booking.updated'> {
  return { channel: userChannel(row.user_id), type: 'booking.updated', data: dataOf(row) };
}

/** A booking and its show. */
export type DetailRow = BookingRow & {
  title: string;
  hall: string;
  venue: string;
  city: string;
  timezone: string;
  starts_at: Date;
  ends_at: Date;
  show_status: 'ON_SALE' | 'CANCELLED';
  moved_from: Date | null;
  refund_minutes: number;
  show_refund_percent: number;
  named: SeatName[] | null;
};

/** When the show `s` was to begin when the booking `b` was made; null if that is when it does. */
export const MOVED_FROM = `(SELECT nullif(m.starts_at, s.starts_at) FROM show_moves m
   WHERE m.show_id = b.show_id AND m.moved_at > b.created_at ORDER BY m.moved_at LIMIT 1)`;

/** Seats `b.seats` of the hall of the show `s` as people find them, in the order of their numbers. */
const NAMED_SEATS = `(SELECT jsonb_agg(jsonb_build_object('label', l.label, 'section', l.section, 'row', l."row", 'number', l.number, 'kind', l.kind) ORDER BY l.seat)
  FROM unnest(b.seats) AS n(seat) JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = n.seat)`;

export const DETAIL_COLUMNS = `${BOOKING_COLUMNS}, t.name AS title, h.name AS hall, v.name AS venue, c.name AS city,
  c.timezone, s.starts_at, s.ends_at, s.status AS show_status, s.refund_minutes, s.refund_percent AS show_refund_percent, ${MOVED_FROM} AS moved_from, ${NAMED_SEATS} AS named`;

export const DETAIL_FROM = `bookings b JOIN shows s ON s.id = b.show_id JOIN titles t ON t.id = s.title_id JOIN halls h ON h.id = s.hall_id
  JOIN venues v ON v.id = h.venue_id JOIN cities c ON c.id = s.city_id`;

export function toDetail(row: DetailRow): BookingDetail {
  return bookingDetail.parse({
    ...dataOf(row),
    show: {
      title: row.title,
      hall: row.hall,
      venue: row.venue,
      city: row.city,
      timezone: row.timezone,
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      status: row.show_status,
      movedFrom: row.moved_from?.toISOString() ?? null,
    },
    refund: { minutes: row.refund_minutes, percent: row.show_refund_percent },
    named: row.named ?? [],
  });
}
