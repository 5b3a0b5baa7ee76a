import type { BookingReactions } from '../booking/reactions.ts';
import { prepare } from '@docket/db/statement';

const issueStatement = prepare('issue_tickets', 'SELECT issue_tickets($1)');
const voidStatement = prepare(
  'void_tickets',
  'UPDATE tickets SET voided_at = clock_timestamp() WHERE booking_id = ANY ($1::uuid[]) AND voided_at IS NULL',
);

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
};
