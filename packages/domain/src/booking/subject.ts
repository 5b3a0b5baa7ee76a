import { prepare } from '@docket/db/statement';
import type { Subject } from '../reservation/subject.ts';
import { BOOKING_COLUMNS, bookingUpdated, type BookingRow } from './rows.ts';

/** A hold whose booking there is not may end as well: nobody else would end it. */
const lockStatement = prepare(
  'bookings_to_expire',
  `WITH locked AS MATERIALIZED (SELECT b.id FROM bookings b WHERE b.id = ANY ($1::uuid[]) ORDER BY b.id FOR UPDATE SKIP LOCKED)
   SELECT u.id FROM unnest($1::uuid[]) AS u(id)
    WHERE EXISTS (SELECT FROM locked l WHERE l.id = u.id) OR NOT EXISTS (SELECT FROM bookings b WHERE b.id = u.id)`,
).rows<{ id: string }>();
const expireStatement = prepare(
  'expire_bookings',
  `UPDATE bookings b SET status = 'EXPIRED', revision = b.revision + 1, updated_at = clock_timestamp()
     FROM unnest($1::uuid[], $2::uuid[]) AS e(id, hold_id) WHERE b.id = e.id AND b.hold_id = e.hold_id AND b.status IN ('HELD', 'AWAITING_PAYMENT')
   RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

/** A booking whose hold ran out is EXPIRED, and its user told. */
export const bookingSubject: Subject = {
  async lock(tx, ids) {
    return (await lockStatement(tx.client, [ids])).map(({ id }) => id);
  },
  async end(tx, holds) {
    const expired = await expireStatement(tx.client, [
      holds.map(({ subject }) => subject.id),
      holds.map(({ holdId }) => holdId),
    ]);
    tx.emit(...expired.map(bookingUpdated));
  },
};

/** What a booking has taken beside its seats is over when they are; it ends with its own hold. */
export const allowanceSubject: Subject = { lock: bookingSubject.lock, end: async () => undefined };
