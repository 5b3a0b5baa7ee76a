import { endHolds } from '../../reservation/end.ts';
import type { HoldReactions } from '../../reservation/subject.ts';
import type { Tx } from '../../spine/emit.ts';
import type { BookingRow } from '../rows.ts';
import { attempt } from '../../spine/attempt.ts';
import { otherSeats } from './other-seats.ts';
import { takeAgain } from './take-again.ts';
import type { PaidFor } from './lock.ts';

/** Which seats somebody is given whose money came too late, and what they are told. Null: there are none of these. */
type Way = {
  readonly seats: (tx: Tx, booking: PaidFor) => Promise<readonly number[] | null>;
  readonly note: (now: BookingRow, before: PaidFor) => string;
};

const WAYS = {
  same_seats: {
    seats: async (_tx, { seats }) => seats,
    note: () => 'Your payment came after the deadline. Your seats were still free, so they are yours.',
  },
  other_seats: {
    seats: otherSeats,
    note: (now, before) =>
      `Your payment came after the deadline, and ${before.labels.join(' ')} had gone to others. You have ${now.labels.join(' ')} instead, at the same price.`,
  },
} as const satisfies Record<string, Way>;

/** What is tried for money that came too late, in this order. Where none of it is to be had the money goes back. */
export const LATE_POLICY: readonly (keyof typeof WAYS)[] = ['same_seats', 'other_seats'];

export type Late = { readonly booking: BookingRow; readonly seats: readonly number[]; readonly note: string };

/**
 * Seats for money that came when the time of a booking was over, by `LATE_POLICY`. What the booking still had is given up first; what of it is not taken
 * again goes to those who wait. @returns null: nothing of it is to be had
 */
export async function buyLate(
  tx: Tx,
  booking: PaidFor,
  paid: { readonly paymentId: string },
  reactions: HoldReactions,
  policy = LATE_POLICY,
): Promise<Late | null> {
  const before = [...(booking.hold_id === null ? [] : [booking.hold_id]), ...booking.allowances];
  const ended = await endHolds(tx.client, before, 'RELEASED');
  const late = await firstOf(tx, booking, paid, policy);
  if (ended.length > 0) await reactions.holdsEnded(tx, ended);
  return late;
}

async function firstOf(
  tx: Tx,
  booking: PaidFor,
  { paymentId }: { readonly paymentId: string },
  policy: readonly (keyof typeof WAYS)[],
): Promise<Late | null> {
  for (const way of policy) {
    const seats = await WAYS[way].seats(tx, booking);
    if (seats === null) continue;
    const now = await attempt(tx, () => takeAgain(tx, booking, { paymentId, seats }));
    if (now !== null) return { booking: now, seats, note: WAYS[way].note(now, booking) };
  }
  return null;
}
