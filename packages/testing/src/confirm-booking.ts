import type { BookingDetail } from '@docket/contracts/http/booking';
import type { Db } from '@docket/db/client';
import { confirmLocked } from '@docket/domain/booking/confirm';
import { getBooking } from '@docket/domain/booking/get';
import type { BookingReactions } from '@docket/domain/booking/reactions';
import { lockBooking } from '@docket/domain/booking/status';
import { reactions } from '@docket/domain/reactions';
import { requireUser, type Actor, type Ctx } from '@docket/domain/spine/ctx';
import { change } from '@docket/domain/spine/emit';
import { testCtx } from './builders.ts';

/**
 * A held booking of the caller's becomes a sale without its payment, for tests of what comes after. Nothing outside of tests does that.
 * @throws DocketError booking_not_found, booking_expired, booking_closed, payment_in_progress, show_cancelled
 */
export async function confirmBooking(
  ctx: Ctx,
  input: { readonly id: string },
  told: BookingReactions,
): Promise<BookingDetail> {
  const { userId } = requireUser(ctx);
  await change(ctx, async (tx) => confirmLocked(tx, await lockBooking(tx, { id: input.id, userId }), told));
  return getBooking(ctx, input);
}

type Buyer = Pick<Extract<Actor, { kind: 'user' }>, 'userId' | 'username' | 'role'>;

/** As `confirmBooking`, of whoever holds it. */
export async function confirmForBuyer(db: Db, id: string): Promise<BookingDetail> {
  const { rows } = await db.pool.query<Buyer>(
    'SELECT u.id AS "userId", u.username, u.role FROM bookings b JOIN users u ON u.id = b.user_id WHERE b.id = $1',
    [id],
  );
  const [buyer] = rows;
  if (buyer === undefined) throw new Error(`there is no booking ${id}`);
  return confirmBooking(testCtx(db, { kind: 'user', sessionId: '', ...buyer }), { id }, reactions);
}
