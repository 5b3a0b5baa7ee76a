import { DocketError } from '@docket/contracts/errors';
import type { BookingDetail } from '@docket/contracts/http/bookings';
import { prepare } from '@docket/db/statement';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { dispatchEvents } from '../spine/outbox-events.ts';
import { readChange, type ChangeRow } from './change.ts';
import { bookingNotFound, getBooking } from './get.ts';

const confirmStatement = prepare('confirm_booking', 'SELECT * FROM confirm_booking($1, $2, $3)').rows<ChangeRow>();

/**
 * Confirms a held booking of the caller's before its deadline; one that is confirmed stays so.
 * @throws DocketError unauthenticated, booking_not_found, booking_expired, booking_closed
 */
export async function confirmBooking(ctx: Ctx, input: { readonly id: string }): Promise<BookingDetail> {
  const user = requireUser(ctx);
  const { outcome, events } = readChange(await confirmStatement(ctx.db.pool, [input.id, user.userId, false]));
  switch (outcome) {
    case 'confirmed':
    case 'already':
      dispatchEvents(ctx, events);
      return getBooking(ctx, input);
    case 'missing':
      throw bookingNotFound();
    case 'expired':
      throw new DocketError('booking_expired', 'The deadline has passed; book again if the seats are still free.');
    default:
      throw new DocketError('booking_closed', 'Only a held booking can be confirmed.');
  }
}
