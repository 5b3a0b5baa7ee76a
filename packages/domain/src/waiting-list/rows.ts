import { userChannel, type EventInput } from '@docket/contracts/events/envelope';
import type { WaitingEntry } from '@docket/contracts/http/waiting-list';
import type { NewEvent } from '../spine/emit.ts';

/** An entry as `ENTRY_COLUMNS` reads it. */
export type EntryRow = {
  id: string;
  show_id: string;
  user_id: string;
  quantity: number;
  zone: string | null;
  accessible: boolean;
  /** Passed every gate when it was made. */
  admitted: boolean;
  status: WaitingEntry['status'];
  revision: number;
  hold_id: string | null;
  /** Numbers of the seats on offer, ascending; none before there were any. */
  seats: number[];
  labels: string[];
  deadline: Date | null;
  booking_id: string | null;
  created_at: Date;
  updated_at: Date;
  price_minor: number | null;
  currency: string | null;
};

/** Of `waiting_list w`, with what the seats on offer cost together. */
export const ENTRY_COLUMNS = `w.id, w.show_id, w.user_id, w.quantity, w.zone, w.accessible, w.admitted, w.status, w.revision, w.hold_id, w.seats, w.labels, w.deadline, w.booking_id,
  w.created_at, w.updated_at,
  (SELECT sum(z.price_minor)::float8 FROM shows s CROSS JOIN unnest(w.seats) AS n(seat) JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = n.seat
     JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone WHERE s.id = w.show_id) AS price_minor,
  (SELECT s.currency FROM shows s WHERE s.id = w.show_id AND cardinality(w.seats) > 0) AS currency`;

/** As events and answers show it. */
export function toEntry(row: EntryRow): EventInput<'offer.updated'> {
  return {
    entryId: row.id,
    userId: row.user_id,
    showId: row.show_id,
    quantity: row.quantity,
    zone: row.zone,
    accessible: row.accessible,
    status: row.status,
    revision: row.revision,
    seats: row.labels,
    priceMinor: row.price_minor,
    currency: row.currency,
    deadline: row.status === 'OFFERED' ? (row.deadline?.toISOString() ?? null) : null,
    bookingId: row.booking_id,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** To its user. */
export function offerUpdated(row: EntryRow): NewEvent<'offer.updated'> {
  return { channel: userChannel(row.user_id), type: 'offer.updated', data: toEntry(row) };
}
