import { DocketError } from '@docket/contracts/errors';
import { release } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { bookingUpdated } from './rows.ts';
import { lockBooking, setStatus } from './status.ts';

/**
 * Gives up a booking of the caller's that is QUEUED or HELD; its seats are free at once. One that was cancelled stays so.
 * @throws DocketError unauthenticated, booking_not_found, booking_confirmed, booking_closed (refused or expired)
 */
export async function cancelBooking(ctx: Ctx, input: { readonly id: string }, reactions: HoldReactions): Promise<void> {
  const user = requireUser(ctx);
  await change(ctx, async (tx) => {
    const booking = await lockBooking(tx, { id: input.id, userId: user.userId });
    switch (booking.status) {
      case 'CANCELLED':
        return;
      case 'CONFIRMED':
        throw new DocketError('booking_confirmed', 'This booking is paid for; it cannot be given up here.');
      case 'REFUSED':
      case 'EXPIRED':
        throw new DocketError(
          'booking_closed',
          'This booking has been refused or has expired; there is nothing to give up.',
        );
      case 'QUEUED':
      case 'HELD':
        tx.emit(bookingUpdated(await setStatus(tx, input.id, 'CANCELLED')));
        if (booking.hold_id !== null) await release(tx, [booking.hold_id], reactions);
        return;
      default:
        booking.status satisfies never;
    }
  });
}
