import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { bookingNotFound } from './get.ts';
import { BOOKING_COLUMNS, type BookingRow } from './rows.ts';

/** With the numbers of its seats, ascending, and the hold they are in. */
export type LockedBooking = BookingRow & { seats: number[]; hold_id: string | null };

const lockStatement = prepare(
  'booking_lock',
  `SELECT ${BOOKING_COLUMNS}, b.seats, b.hold_id FROM bookings b WHERE b.id = $1 AND b.user_id = $2 FOR UPDATE`,
).rows<LockedBooking>();
const statusStatement = prepare(
  'booking_status',
  `UPDATE bookings b SET status = $2, revision = b.revision + 1, updated_at = clock_timestamp() WHERE b.id = $1 RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

/** Locks a booking of a user's, before its hold and seats, as everywhere. @throws DocketError booking_not_found */
export async function lockBooking(
  tx: Tx,
  input: { readonly id: string; readonly userId: string },
): Promise<LockedBooking> {
  const [row] = await lockStatement(tx.client, [input.id, input.userId]);
  if (row === undefined) throw bookingNotFound();
  return row;
}

/** Changes the status of a booking that is locked, which is one revision more. @returns it as it is then */
export async function setStatus(tx: Tx, id: string, status: BookingRow['status']): Promise<BookingRow> {
  const [row] = await statusStatement(tx.client, [id, status]);
  if (row === undefined) throw new Error(`the booking ${id} is gone, though it was locked`);
  return row;
}
