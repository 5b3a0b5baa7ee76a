import { prepare } from '@docket/db/statement';
import { release } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Tx } from '../spine/emit.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';

const lockStatement = prepare(
  'open_bookings_of_user_lock',
  `SELECT b.id FROM bookings b WHERE b.user_id = $1 AND b.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT') ORDER BY b.id FOR UPDATE`,
);
const giveUpStatement = prepare(
  'open_bookings_of_user_end',
  `UPDATE bookings b SET status = 'CANCELLED', revision = b.revision + 1, updated_at = clock_timestamp()
    WHERE b.id = ANY ($1::uuid[]) AND b.status IN ('QUEUED', 'HELD', 'AWAITING_PAYMENT') RETURNING ${BOOKING_COLUMNS}, b.hold_id, b.allowances`,
).rows<BookingRow & { hold_id: string | null; allowances: string[] }>();

/** Gives up what somebody has asked for or holds and has not bought. Money that comes for it later goes back. */
export async function giveUpBookings(tx: Tx, userId: string, reactions: HoldReactions): Promise<void> {
  const locked = await lockStatement(tx.client, [userId]);
  if (locked.length === 0) return;
  const ended = await giveUpStatement(tx.client, [locked.map(({ id }) => id)]);
  tx.emit(...ended.map(bookingUpdated));
  await release(
    tx,
    ended.flatMap(({ hold_id, allowances }) => [...(hold_id === null ? [] : [hold_id]), ...allowances]),
    reactions,
  );
}
