import { DocketError } from '@docket/contracts/errors';
import type { BookingDetail } from '@docket/contracts/http/booking';
import type { ConfirmOutcome } from '../reservation/confirm.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { getBooking } from './get.ts';
import type { BookingReactions } from './reactions.ts';
import { sellAll } from './pay/sell-all.ts';
import { bookingUpdated } from './rows.ts';
import { lockBooking, paymentInProgress, setConfirmed, type LockedBooking } from './status.ts';
import { tellSeats } from './tell-seats.ts';

type Input = { readonly id: string };

/**
 * Confirms a held booking of the caller’s that costs nothing, before its deadline; one that is confirmed stays so. One with a price is confirmed by its payment.
 * @throws DocketError unauthenticated, booking_not_found, booking_not_free, booking_expired, booking_closed, payment_in_progress, show_cancelled
 */
export async function takeFreeBooking(ctx: Ctx, input: Input, reactions: BookingReactions): Promise<BookingDetail> {
  const user = requireUser(ctx);
  await change(ctx, async (tx) => {
    const booking = await lockBooking(tx, { id: input.id, userId: user.userId });
    if (booking.price_minor !== null && booking.price_minor > 0)
      throw new DocketError('booking_not_free', 'This booking has a price; it is confirmed by its payment.');
    await confirmLocked(tx, booking, reactions);
  });
  return getBooking(ctx, input);
}

/** Makes a sale of a booking that its caller has locked. @throws DocketError booking_expired, booking_closed, payment_in_progress, show_cancelled */
export async function confirmLocked(tx: Tx, booking: LockedBooking, reactions: BookingReactions): Promise<void> {
  const outcome = await sell(tx, booking);
  switch (outcome) {
    case 'confirmed': {
      const confirmed = await setConfirmed(tx, booking.id);
      if (confirmed === undefined)
        throw new DocketError('show_cancelled', 'This show was cancelled; nothing of it is sold.');
      await reactions.bookings.confirmed(tx, [confirmed]);
      tx.emit(bookingUpdated(confirmed));
      await tellSeats(tx, [{ poolId: booking.show_id, units: booking.seats }]);
      return;
    }
    case 'already':
      return;
    case 'expired':
      throw new DocketError('booking_expired', 'The deadline has passed; book again if the seats are still free.');
    case 'released':
    case 'returned':
    case 'missing':
      throw new DocketError('booking_closed', 'Only a held booking can be confirmed.');
    default:
      outcome satisfies never;
  }
}

/** Makes its hold a sale; a booking without a hold that counts has nothing to sell. */
async function sell(tx: Tx, booking: LockedBooking): Promise<ConfirmOutcome> {
  switch (booking.status) {
    case 'CONFIRMED':
      return 'already';
    case 'EXPIRED':
      return 'expired';
    case 'HELD':
      return booking.hold_id === null ? 'missing' : sellAll(tx, [booking.hold_id, ...booking.allowances]);
    case 'AWAITING_PAYMENT':
      throw paymentInProgress();
    case 'QUEUED':
    case 'REFUSED':
    case 'CANCELLED':
      return 'missing';
    default:
      return booking.status satisfies never;
  }
}
