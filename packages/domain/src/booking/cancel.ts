import { percentBack } from '@docket/contracts/catalog/refund-terms';
import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { release, takeBack } from '../reservation/end.ts';
import type { HoldReactions } from '../reservation/subject.ts';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import type { BookingReactions } from './reactions.ts';
import { BOOKING_COLUMNS, bookingUpdated, MOVED_FROM, type BookingRow } from './rows.ts';
import { lockBooking, paymentInProgress, setStatus, type LockedBooking } from './status.ts';

const termsStatement = prepare(
  'booking_refund_terms',
  `SELECT s.starts_at, ${MOVED_FROM} AS moved_from, s.refund_minutes, s.refund_percent, clock_timestamp() AS now
     FROM bookings b JOIN shows s ON s.id = b.show_id WHERE b.id = $1`,
).rows<{ moved_from: Date | null; now: Date }>();
const takeBackStatement = prepare(
  'booking_take_back',
  `UPDATE bookings b SET status = 'CANCELLED', reason = $2, refund_percent = CASE WHEN b.paid_by IS NOT NULL THEN $3::int END,
          revision = b.revision + 1, updated_at = clock_timestamp()
    WHERE b.id = $1 AND b.status = 'CONFIRMED' RETURNING ${BOOKING_COLUMNS}`,
).rows<BookingRow>();

/**
 * Gives up a booking of the caller's that is QUEUED or HELD, or CONFIRMED as far as the terms of its show or a move of it allow; its seats are free
 * at once, and what goes back of the money is owed with it. One that was cancelled stays so.
 * @throws DocketError unauthenticated, booking_not_found, booking_confirmed, booking_closed (refused or expired), payment_in_progress, ticket_used
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
      case 'AWAITING_PAYMENT':
        // The provider may have the money already; whoever ends the attempt first knows.
        throw paymentInProgress();
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

/** Nobody has to go at another time than the one they booked; otherwise the show's terms count. @throws DocketError booking_confirmed from when on it cannot be given back */
async function giveBack(tx: Tx, booking: LockedBooking, reactions: HoldReactions & BookingReactions): Promise<void> {
  const [terms] = await termsStatement(tx.client, [booking.id]);
  const percent = terms === undefined ? null : percentOf(terms);
  if (percent === null || booking.hold_id === null)
    throw new DocketError('booking_confirmed', 'This booking is confirmed, and it is too late to give it back.');
  await reactions.bookings.mayBeGivenBack(tx, booking.id);
  const reason = terms?.moved_from == null ? null : 'show_moved';
  const [cancelled] = await takeBackStatement(tx.client, [booking.id, reason, percent]);
  if (cancelled === undefined)
    throw new Error(`the booking ${booking.id} is no longer confirmed, though it was locked`);
  await reactions.bookings.takenBack(tx, [cancelled]);
  tx.emit(bookingUpdated(cancelled));
  await takeBack(tx, [booking.hold_id, ...booking.allowances], reactions);
}

type Terms = {
  readonly starts_at: Date;
  readonly moved_from: Date | null;
  readonly refund_minutes: number;
  readonly refund_percent: number;
  readonly now: Date;
};

function percentOf(row: Terms): number | null {
  const show = { startsAt: row.starts_at.toISOString(), movedFrom: row.moved_from?.toISOString() ?? null };
  const refund = { minutes: row.refund_minutes, percent: row.refund_percent };
  return percentBack({ show, refund }, row.now.getTime());
}
