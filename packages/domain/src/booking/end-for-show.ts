import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import type { BookingReactions } from './reactions.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';

const lockStatement = prepare(
  'bookings_of_show_lock',
  `SELECT b.id, b.status FROM bookings b
    WHERE (b.show_id = $1 AND b.status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED')) OR b.id IN (SELECT q.id FROM bookings q WHERE q.status = 'QUEUED' AND q.show_id = $1)
    ORDER BY b.id FOR UPDATE`,
).rows<{ status: BookingRow['status'] }>();
const endStatement = prepare(
  'bookings_of_show_end',
  `UPDATE bookings b SET status = CASE b.status WHEN 'QUEUED' THEN 'REFUSED' ELSE 'CANCELLED' END, reason = 'show_cancelled',
          refund_percent = CASE WHEN b.status = 'CONFIRMED' AND b.paid_by IS NOT NULL THEN 100 END,
          revision = b.revision + 1, updated_at = clock_timestamp()
    WHERE b.id = ANY ($1::uuid[]) AND b.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT', 'CONFIRMED') RETURNING ${BOOKING_COLUMNS}, b.allowances`,
).rows<BookingRow & { allowances: string[] }>();

/**
 * Ends every booking of a show that was cancelled: what is QUEUED is refused, what is HELD, paid for or CONFIRMED is cancelled by the organiser, and each
 * buyer is told. What was paid goes back whole; money that is still on its way finds the booking cancelled.
 * @returns what they had taken beside seats: these holds, and those of the seats, are the caller's to end afterwards
 */
export async function endBookingsOfShow(tx: Tx, showId: string, reactions: BookingReactions): Promise<string[]> {
  const locked = await lockStatement(tx.client, [showId]);
  if (locked.length === 0) return [];
  const ended = await endStatement(tx.client, [locked.map(({ id }) => id)]);
  const bought = new Set(locked.filter(({ status }) => status === 'CONFIRMED').map(({ id }) => id));
  await reactions.bookings.takenBack(
    tx,
    ended.filter(({ id }) => bought.has(id)),
  );
  tx.emit(...ended.map(bookingUpdated));
  return ended.flatMap(({ allowances }) => allowances);
}
