import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { release, takeBack } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import type { BookingReactions } from './reactions.ts';
import { bookingUpdated, MOVED_FROM } from './rows.ts';
import { lockBooking, setStatus, type LockedBooking } from './status.ts';

const movedStatement = prepare(
  'booking_was_moved',
  `SELECT ${MOVED_FROM} IS NOT NULL AND s.starts_at > clock_timestamp() AS moved FROM bookings b JOIN shows s ON s.id = b.show_id WHERE b.id = $1`,
).rows<{ moved: boolean }>();

/**
 * Gives up a booking of the caller's that is QUEUED or HELD, or CONFIRMED for a show that was moved since and has not begun; its seats are free
 * at once. One that was cancelled stays so.
 * @throws DocketError unauthenticated, booking_not_found, booking_confirmed, booking_closed (refused or expired)
 */
export async function cancelBooking(
  ctx: Ctx,
  input: { readonly id: string },
  reactions: HoldReactions & BookingReactions,
): Promise<void> {
  const user = requireUser(ctx);
  await change(ctx, async (tx) => {
    const booking = await lockBooking(tx, { id: input.id, userId: user.userId });
    switch (booking.status) {
      case 'CANCELLED':
        return;
      case 'CONFIRMED':
        return giveBack(tx, booking, reactions);
      case 'REFUSED':
      case 'EXPIRED':
        throw new DocketError(
          'booking_closed',
          'This booking has been refused or has expired; there is nothing to give up.',
        );
      case 'QUEUED':
      case 'HELD':
        tx.emit(bookingUpdated(await setStatus(tx, input.id, 'CANCELLED')));
        if (booking.hold_id !== null) await release(tx, [booking.hold_id, ...booking.allowances], reactions);
        return;
      default:
        booking.status satisfies never;
    }
  });
}

/** Nobody has to go at another time than the one they booked. @throws DocketError booking_confirmed when it is the same time */
async function giveBack(tx: Tx, booking: LockedBooking, reactions: HoldReactions & BookingReactions): Promise<void> {
  const [show] = await movedStatement(tx.client, [booking.id]);
  if (show?.moved !== true || booking.hold_id === null)
    throw new DocketError('booking_confirmed', 'This booking is paid for; it cannot be given up here.');
  await reactions.bookings.mayBeGivenBack(tx, booking.id);
  const cancelled = await setStatus(tx, booking.id, 'CANCELLED', 'show_moved');
  await reactions.bookings.takenBack(tx, [cancelled]);
  tx.emit(bookingUpdated(cancelled));
  await takeBack(tx, [booking.hold_id, ...booking.allowances], reactions);
}
