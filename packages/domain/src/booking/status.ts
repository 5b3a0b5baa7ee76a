import { prepare } from '@docket/db/statement';
import { DocketError } from '@docket/contracts/errors';
import type { Tx } from '../spine/emit.ts';
import { bookingNotFound } from './get.ts';
import { BOOKING_COLUMNS, type BookingRow } from './rows.ts';

/** With the numbers of its seats, ascending, and the hold they are in. */
export type LockedBooking = BookingRow & { seats: number[]; hold_id: string | null; allowances: string[] };

const lockStatement = prepare(
  'booking_lock',
  `SELECT ${BOOKING_COLUMNS}, b.seats, b.hold_id, b.allowances FROM bookings b WHERE b.id = $1 AND b.user_id = $2 FOR UPDATE`,
).rows<LockedBooking>();
const statusStatement = prepare(
  'booking_status',
  `UPDATE bookings b SET status = $2, reason = coalesce($3, b.reason), revision = b.revision + 1, updated_at = clock_timestamp() WHERE b.id = $1
   RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();
const confirmedStatement = prepare(
  'booking_confirmed',
  `UPDATE bookings b SET status = 'CONFIRMED', revision = b.revision + 1, updated_at = clock_timestamp()
    WHERE b.id = $1 AND NOT EXISTS (SELECT FROM shows s WHERE s.id = b.show_id AND s.status = 'CANCELLED') RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

export function paymentInProgress(): DocketError {
  return new DocketError(
    'payment_in_progress',
    'An attempt to pay for it is under way; give that up first, or wait until it has ended.',
  );
}

/** Locks a booking of a user's, before its hold and seats, as everywhere. @throws DocketError booking_not_found */
export async function lockBooking(
  tx: Tx,
  input: { readonly id: string; readonly userId: string },
): Promise<LockedBooking> {
  const [row] = await lockStatement(tx.client, [input.id, input.userId]);
  if (row === undefined) throw bookingNotFound();
  return row;
}

/**
 * Gives up or refuses a booking that is locked, which is one revision more.
 * @param reason why it was ended by others than its buyer
 * @returns it as it is then
 */
export async function setStatus(
  tx: Tx,
  id: string,
  status: Exclude<BookingRow['status'], 'CONFIRMED'>,
  reason: BookingRow['reason'] = null,
): Promise<BookingRow> {
  const [row] = await statusStatement(tx.client, [id, status, reason]);
  if (row === undefined) throw new Error(`the booking ${id} is gone, though it was locked`);
  return row;
}

/** Confirms a booking that is locked and sold. @returns undefined for one of a show that was cancelled, which nobody can buy any more */
export async function setConfirmed(tx: Tx, id: string): Promise<BookingRow | undefined> {
  const [row] = await confirmedStatement(tx.client, [id]);
  return row;
}
