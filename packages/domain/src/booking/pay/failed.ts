import { extend } from '../../reservation/extend.ts';
import { release } from '../../reservation/end.ts';
import type { HoldReactions } from '../../reservation/subject.ts';
import type { Tx } from '../../spine/emit.ts';
import { bookingUpdated } from '../rows.ts';
import { setStatus } from '../status.ts';
import { lockPaidFor } from './lock.ts';

/**
 * An attempt to pay came to nothing: the booking is held for the time that is left, and another may begin. Without any left it has expired, and its
 * seats are free. One that does not wait for money is left as it is.
 */
export async function paymentFailed(tx: Tx, id: string, reactions: HoldReactions): Promise<void> {
  const booking = await lockPaidFor(tx, id);
  if (booking?.status !== 'AWAITING_PAYMENT' || booking.hold_id === null || booking.deadline === null) return;
  const isKept = booking.over === false && (await extend(tx, booking.hold_id, booking.deadline)) !== null;
  tx.emit(bookingUpdated(await setStatus(tx, id, isKept ? 'HELD' : 'EXPIRED')));
  if (!isKept) await release(tx, [booking.hold_id, ...booking.allowances], reactions);
}
