import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';

export type HeldSeats = {
  readonly bookingId: string;
  readonly userId: string;
  readonly showId: string;
  /** Seat numbers, ascending, and their labels in the same order. */
  readonly seats: readonly number[];
  readonly labels: readonly string[];
  /** Made for this booking, or handed over to it. */
  readonly holdId: string;
  readonly deadline: Date;
};

const bookStatement = prepare(
  'book_hold',
  `INSERT INTO bookings AS b (id, user_id, show_id, seats, labels, status, revision, hold_id, deadline, price_minor, currency, lines)
   SELECT $1, $2, s.id, $4, $5, 'HELD', 1, $6, $7, sum(z.price_minor), s.currency,
          jsonb_agg(jsonb_build_object('label', l.label, 'zone', l.zone, 'priceMinor', z.price_minor) ORDER BY l.seat)
     FROM shows s CROSS JOIN unnest($4::int[]) AS n(seat) JOIN hall_seats l ON l.hall_id = s.hall_id AND l.seat = n.seat
     JOIN show_zones z ON z.show_id = s.id AND z.zone = l.zone
    WHERE s.id = $3 GROUP BY s.id RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

/** Makes a booking of seats that are held already, at today's prices, and tells its user. */
export async function bookHold(tx: Tx, held: HeldSeats): Promise<void> {
  const rows = await bookStatement(tx.client, [
    held.bookingId,
    held.userId,
    held.showId,
    held.seats,
    held.labels,
    held.holdId,
    held.deadline,
  ]);
  tx.emit(...rows.map(bookingUpdated));
}
