import type { Booking } from '@docket/contracts/http/booking';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';
import { BOOKING_COLUMNS, type BookingRow } from '../rows.ts';

export type Bought = {
  readonly id: string;
  readonly paymentId: string;
  readonly holdId: string;
  readonly allowances: readonly string[];
  readonly seats: readonly number[];
  readonly labels: readonly string[];
  readonly lines: Booking['lines'];
};

const paidStatement = prepare(
  'booking_paid',
  `UPDATE bookings b SET status = 'CONFIRMED', paid_by = $2, hold_id = $3, allowances = $4, seats = $5, labels = $6, lines = $7,
          revision = b.revision + 1, updated_at = clock_timestamp()
    WHERE b.id = $1 AND b.status IN ('HELD', 'AWAITING_PAYMENT', 'EXPIRED')
      AND NOT EXISTS (SELECT FROM shows s WHERE s.id = b.show_id AND s.status = 'CANCELLED') RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

/** Confirms a booking that is locked, paid for and sold. @returns null for one that has come to another end, or whose show was cancelled */
export async function setPaid(tx: Tx, bought: Bought): Promise<BookingRow | null> {
  const { id, paymentId, holdId, allowances, seats, labels, lines } = bought;
  const values = [id, paymentId, holdId, allowances, seats, labels, JSON.stringify(lines)] as const;
  const [row] = await paidStatement(tx.client, [...values]);
  return row ?? null;
}
