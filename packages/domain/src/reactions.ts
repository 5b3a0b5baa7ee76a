import type { BookingReactions } from './booking/reactions.ts';
import { blockSeats } from './booking/house/block.ts';
import { houseSubject, returnToHouse } from './booking/house/return.ts';
import { bookingSubject } from './booking/subject.ts';
import { tellSeats } from './booking/tell-seats.ts';
import type { ShowReactions } from './catalog/show/reactions.ts';
import { openSeatPool } from './reservation/kinds/seats.ts';
import type { SweepReactions } from './reservation/subject.ts';
import type { Ctx } from './spine/ctx.ts';
import { ticketsFollow } from './ticket/follow-bookings.ts';
import { keepForWaitingList, keptSeatsSubject, offerSubject } from './waiting-list/keep.ts';
import { makeRooms } from './waiting-room/make-rooms.ts';

function userIdOf({ actor }: Pick<Ctx, 'actor'>): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

/**
 * What areas do in the transactions of areas below them, all of it. A verb that others follow says so with its type (`HoldReactions`,
 * `BookingReactions`, `ShowReactions`) and is given this list by whoever calls it; a kind or a transition that is missing here does not compile.
 */
export const reactions = {
  shows: {
    async putOn(ctx, tx, shows) {
      for (const show of shows) await openSeatPool(tx.client, show);
      for (const { showId, house } of shows)
        for (const wish of house) await blockSeats(ctx, tx, { ...wish, showId, userId: userIdOf(ctx) });
      await makeRooms(
        tx,
        shows.filter(({ waitingRoom }) => waitingRoom).map(({ showId }) => showId),
      );
    },
    waitingRoomWanted: makeRooms,
  },
  subjects: { booking: bookingSubject, offer: offerSubject, waitinglist: keptSeatsSubject, house: houseSubject },
  async holdsEnded(tx, ended) {
    await keepForWaitingList(tx, await returnToHouse(tx, ended));
    // After both, so that no screen shows seats free that are kept.
    await tellSeats(tx, ended);
  },
  bookings: ticketsFollow,
} as const satisfies ShowReactions & SweepReactions & BookingReactions;
