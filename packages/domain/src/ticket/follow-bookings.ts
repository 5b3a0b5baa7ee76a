import { DocketError } from '@docket/contracts/errors';
import type { BookingReactions } from '../booking/reactions.ts';
import { prepare } from '@docket/db/statement';

const issueStatement = prepare('issue_tickets', 'SELECT issue_tickets($1)');
const voidStatement = prepare(
  'void_tickets',
  'UPDATE tickets SET voided_at = clock_timestamp() WHERE booking_id = ANY ($1::uuid[]) AND voided_at IS NULL',
);

// Locked, so that nobody is let in with one meanwhile.
const usedStatement = prepare(
  'used_tickets',
  `WITH mine AS (SELECT t.id FROM tickets t WHERE t.booking_id = $1 ORDER BY t.id FOR UPDATE)
   SELECT count(*)::int AS used FROM ticket_scans s JOIN mine ON mine.id = s.ticket_id WHERE s.outcome = 'admitted'`,
).rows<{ used: number }>();

/**
 * Tickets come with the confirmation of their booking and become void when it is taken back: in the same transaction, or none of it happens.
 * A seat that has a good ticket already undoes the confirmation.
 */
export const ticketsFollow: BookingReactions['bookings'] = {
  async confirmed(tx, bookings) {
    await issueStatement(tx.client, [bookings.map(({ id }) => id)]);
  },
  async takenBack(tx, bookings) {
    await voidStatement(tx.client, [bookings.map(({ id }) => id)]);
  },
  async mayBeGivenBack(tx, bookingId) {
    const [row] = await usedStatement(tx.client, [bookingId]);
    if (row !== undefined && row.used > 0)
      throw new DocketError('ticket_used', 'Somebody came in with a ticket of this booking; it cannot be given back.');
  },
};
