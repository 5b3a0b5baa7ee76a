import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { dispatchEvents } from '../spine/outbox-events.ts';
import { readChange, type ChangeRow } from './change.ts';
import { bookingNotFound } from './get.ts';

const cancelStatement = prepare('cancel_booking', 'SELECT * FROM cancel_booking($1, $2)').rows<ChangeRow>();

/**
 * Gives up a booking of the caller's that is QUEUED or HELD; its seats are free at once. One that was cancelled stays so.
 * @throws DocketError unauthenticated, booking_not_found, booking_confirmed, booking_closed (refused or expired)
 */
export async function cancelBooking(ctx: Ctx, input: { readonly id: string }): Promise<void> {
  const user = requireUser(ctx);
  const { outcome, events } = readChange(await cancelStatement(ctx.db.pool, [input.id, user.userId]));
  switch (outcome) {
    case 'cancelled':
      dispatchEvents(ctx, events);
      return;
    case 'already':
      return;
    case 'missing':
      throw bookingNotFound();
    case 'confirmed':
      throw new DocketError('booking_confirmed', 'This booking is paid for; it cannot be given up here.');
    default:
      throw new DocketError(
        'booking_closed',
        'This booking has been refused or has expired; there is nothing to give up.',
      );
  }
}
