import { holdBookings } from '@docket/domain/booking/hold';
import type { CtxWith } from '@docket/domain/spine/ctx';
import { gather } from '@docket/domain/spine/gather';
import { offerSeats } from '@docket/domain/waiting-list/offer';
import type { BookingSettings } from '@docket/runtime/settings/booking';
import type { WaitingListSettings } from '@docket/runtime/settings/waiting-list';
import { DONE, type JobHandler } from '@docket/queue/consumer';

/** Bookings decided in one transaction at most: locks are held that long. */
const BATCH = 64;

/** `booking.place`: jobs that come together are decided together. */
export function createPlaceHandler(ctx: CtxWith<BookingSettings>): JobHandler<'booking.place'> {
  const decide = gather<string, true>({
    max: BATCH,
    lanes: 2,
    run: async (bookingIds) => {
      await holdBookings(ctx, { bookingIds });
      return bookingIds.map(() => true as const);
    },
  });
  return async function place({ bookingIds }) {
    await Promise.all(bookingIds.map(decide));
    return DONE;
  };
}

/** `waitinglist.offer`: jobs of one show that come together are one. */
export function createOfferHandler(ctx: CtxWith<WaitingListSettings>): JobHandler<'waitinglist.offer'> {
  const offer = gather<string, true>({
    max: BATCH,
    lanes: 1,
    run: async (showIds) => {
      for (const showId of new Set(showIds)) await offerSeats(ctx, { showId });
      return showIds.map(() => true as const);
    },
  });
  return async function offerTo({ showId }) {
    await offer(showId);
    return DONE;
  };
}
