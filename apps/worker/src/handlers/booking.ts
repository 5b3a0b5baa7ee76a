import { holdBookings } from '@docket/domain/booking/hold';
import type { Ctx } from '@docket/domain/spine/ctx';
import { allDone, gather, type Done } from '@docket/domain/spine/gather';
import { offerSeats } from '@docket/domain/waiting-list/offer';
import { DONE, type JobHandler } from '@docket/queue/consumer';

/** Bookings decided in one transaction at most: locks are held that long. */
const BATCH = 64;

/** `booking.place`: jobs that come together are decided together. */
export function createPlaceHandler(ctx: Ctx, holdSeconds: number): JobHandler<'booking.place'> {
  const decide = gather<string, Done>({
    max: BATCH,
    lanes: 2,
    run: async (bookingIds) => {
      await holdBookings(ctx, { bookingIds, holdSeconds });
      return allDone(bookingIds);
    },
  });
  return async function place({ bookingIds }) {
    await Promise.all(bookingIds.map(decide));
    return DONE;
  };
}

/** `waitinglist.offer`: jobs of one show that come together are one. */
export function createOfferHandler(ctx: Ctx, offerSeconds: number): JobHandler<'waitinglist.offer'> {
  const offer = gather<string, Done>({
    max: BATCH,
    lanes: 1,
    run: async (showIds) => {
      for (const showId of new Set(showIds)) await offerSeats(ctx, { showId, offerSeconds });
      return allDone(showIds);
    },
  });
  return async function offerTo({ showId }) {
    await offer(showId);
    return DONE;
  };
}
