import type { Delivery } from '../../payment/payable.ts';
import { release } from '../../reservation/end.ts';
import type { HoldReactions } from '../../reservation/subject.ts';
import type { Tx } from '../../spine/emit.ts';
import type { BookingReactions } from '../reactions.ts';
import { bookingUpdated, type BookingRow } from '../rows.ts';
import { setStatus } from '../status.ts';
import { tellSeats } from '../tell-seats.ts';
import { attempt } from '../../spine/attempt.ts';
import { buyLate } from './late.ts';
import { lockPaidFor, type PaidFor } from './lock.ts';
import { sellAll } from './sell-all.ts';
import { setPaid } from './set-paid.ts';

type Paid = { readonly id: string; readonly paymentId: string };
export type PaidReactions = HoldReactions & BookingReactions;

/** The money goes back: `note` says why, to the buyer. */
function refund(reason: Extract<Delivery, { delivered: false }>['reason'], note: string): Delivery {
  return { delivered: false, reason, note };
}

const SHOW_CANCELLED = refund(
  'show_cancelled',
  'The show was cancelled. All you paid goes back to where it came from.',
);
const TOO_LATE = refund(
  'too_late',
  'Your payment came after the deadline, and your seats were gone by then. All you paid goes back to where it came from.',
);
const PAID_TWICE = refund(
  'paid_twice',
  'This booking was paid for before. This payment goes back to where it came from.',
);
const GIVEN_UP = refund(
  'booking_cancelled',
  'You had given this booking up. All you paid goes back to where it came from.',
);

/**
 * The money for a booking is there: it is confirmed, or the money goes back. Once it is past its time, the buyer has what `LATE_POLICY` finds. The row is locked
 * and each change of it is guarded by what it was, so money, sweeper and organiser are one after the other. Never throws for what a booking has become: money
 * that came is not turned away.
 */
export async function bookingPaid(tx: Tx, paid: Paid, reactions: PaidReactions): Promise<Delivery> {
  const booking = await lockPaidFor(tx, paid.id);
  if (booking === undefined) return TOO_LATE;
  switch (booking.status) {
    case 'CONFIRMED':
      return booking.paid_by === paid.paymentId ? { delivered: true, note: null } : PAID_TWICE;
    case 'CANCELLED':
      return booking.reason === 'show_cancelled' || booking.show_status === 'CANCELLED' ? SHOW_CANCELLED : GIVEN_UP;
    case 'QUEUED':
    case 'REFUSED':
      return TOO_LATE;
    case 'HELD':
    case 'AWAITING_PAYMENT':
    case 'EXPIRED':
      return deliver(tx, booking, paid, reactions);
    default:
      return booking.status satisfies never;
  }
}

async function deliver(tx: Tx, booking: PaidFor, paid: Paid, reactions: PaidReactions): Promise<Delivery> {
  if (booking.show_status === 'CANCELLED') {
    if (booking.status !== 'EXPIRED') await end(tx, booking, 'CANCELLED', reactions);
    return SHOW_CANCELLED;
  }
  const inTime = booking.status === 'EXPIRED' ? null : await attempt(tx, () => buyHeld(tx, booking, paid));
  if (inTime !== null) {
    await tell(tx, inTime, booking.seats, reactions);
    return { delivered: true, note: null };
  }
  const late = booking.begun ? null : await buyLate(tx, booking, paid, reactions);
  if (late === null) {
    if (booking.status !== 'EXPIRED') await end(tx, booking, 'EXPIRED', reactions);
    return TOO_LATE;
  }
  await tell(tx, late.booking, late.seats, reactions);
  return { delivered: true, note: late.note };
}

/** What it still has all of is its buyer's, also past its time. */
async function buyHeld(tx: Tx, booking: PaidFor, { paymentId }: Paid): Promise<BookingRow | null> {
  const { id, hold_id: holdId, allowances, seats, labels, lines } = booking;
  if (holdId === null) return null;
  if ((await sellAll(tx, [holdId, ...allowances], true)) !== 'confirmed') return null;
  return setPaid(tx, { id, paymentId, holdId, allowances, seats, labels, lines: lines ?? [] });
}

async function tell(tx: Tx, booking: BookingRow, seats: readonly number[], reactions: BookingReactions): Promise<void> {
  await reactions.bookings.confirmed(tx, [booking]);
  tx.emit(bookingUpdated(booking));
  await tellSeats(tx, [{ poolId: booking.show_id, units: seats }]);
}

async function end(
  tx: Tx,
  { id, hold_id: holdId, allowances }: PaidFor,
  status: 'CANCELLED' | 'EXPIRED',
  reactions: HoldReactions,
): Promise<void> {
  tx.emit(bookingUpdated(await setStatus(tx, id, status, status === 'CANCELLED' ? 'show_cancelled' : null)));
  await release(tx, [...(holdId === null ? [] : [holdId]), ...allowances], reactions);
}
