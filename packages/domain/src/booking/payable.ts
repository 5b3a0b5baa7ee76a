import type { Payable } from '../payment/payable.ts';
import { beginPaying } from './pay/begin.ts';
import { paymentFailed } from './pay/failed.ts';
import { lockPaidFor } from './pay/lock.ts';
import { bookingPaid, type PaidReactions } from './pay/paid.ts';

/** Bookings as things that people pay for. @param reactions what others do when a booking is confirmed or its seats are given back */
export function bookingPayable(reactions: () => PaidReactions): Payable {
  return {
    lock: async (tx, id) => void (await lockPaidFor(tx, id)),
    begin: beginPaying,
    failed: (tx, id) => paymentFailed(tx, id, reactions()),
    paid: (tx, paid) => bookingPaid(tx, paid, reactions()),
  };
}
