import { holdBookings } from '@docket/domain/booking/hold';
import { reactions } from '@docket/domain/reactions';
import { refundBookings } from '@docket/domain/booking/refund';
import { refuseUndecided } from '@docket/domain/booking/refuse-undecided';
import type { Ctx, CtxWith } from '@docket/domain/spine/ctx';
import { allDone, gather, type Done } from '@docket/domain/spine/gather';
import { offerSeats } from '@docket/domain/waiting-list/offer';
import { DONE, type DeathNotice, type JobHandler } from '@docket/queue/consumer';
import type { BookingSettings } from '@docket/runtime/settings/booking';
import type { WaitingListSettings } from '@docket/runtime/settings/waiting-list';

/** Bookings decided in one transaction at most: locks are held that long. */
const BATCH = 64;

/** `booking.place`: jobs that come together are decided together. */
export function createPlaceHandler(ctx: CtxWith<BookingSettings>): JobHandler<'booking.place'> {
  const decide = gather<string, Done>({
    max: BATCH,
    lanes: 3,
    run: async (bookingIds) => {
      await holdBookings(ctx, { bookingIds });
      return allDone(bookingIds);
    },
  });
  return async function place({ bookingIds }) {
    await Promise.all(bookingIds.map(decide));
    return DONE;
  };
}

/** `booking.place` is dead: whoever waits for a decision is told that there will be none. */
export function createPlaceNotice(ctx: Ctx): DeathNotice<'booking.place'> {
  return ({ bookingIds }) => refuseUndecided(ctx, { bookingIds });
}

/** `booking.refund`: what was paid for bookings that were taken back is owed. */
export function createRefundHandler(ctx: Ctx): JobHandler<'booking.refund'> {
  return async function refund(payload) {
    await refundBookings(ctx, payload);
    return DONE;
  };
}

/** `waitinglist.offer`: jobs of one show that come together are one, and no show stops another. */
export function createOfferHandler(ctx: CtxWith<WaitingListSettings>): JobHandler<'waitinglist.offer'> {
  const offer = gather<string, { readonly error: unknown }>({
    max: BATCH,
    lanes: 1,
    run: async (showIds) => {
      const errors = new Map<string, unknown>();
      for (const showId of new Set(showIds))
        await offerSeats(ctx, { showId }, reactions).catch((error: unknown) => void errors.set(showId, error));
      return new Map(showIds.map((showId) => [showId, { error: errors.get(showId) }]));
    },
  });
  return async function offerTo({ showId }) {
    const { error } = await offer(showId);
    if (error !== undefined) throw error instanceof Error ? error : new Error(String(error));
    return DONE;
  };
}
