import type { BookingReactions } from './booking/reactions.ts';
import { blockSeats } from './booking/house/block.ts';
import { rescheduleHouseSeats } from './booking/house/reschedule.ts';
import { houseSubject, returnToHouse } from './booking/house/return.ts';
import { endBookingsOfShow } from './booking/end-for-show.ts';
import { giveUpBookings } from './booking/give-up-all.ts';
import { bookingPayable } from './booking/payable.ts';
import { oweRefunds } from './booking/refund.ts';
import { allowanceSubject, bookingSubject } from './booking/subject.ts';
import { buyersOf, tellOfShow } from './booking/tell-holders.ts';
import { tellSeats } from './booking/tell-seats.ts';
import type { ShowReactions } from './catalog/show/reactions.ts';
import { contestRecords } from './contest/jury/records.ts';
import { staysFollow } from './front-desk/follow-trips.ts';
import { maintenanceSubject } from './front-desk/subject.ts';
import type { UserReactions } from './identity/user/reactions.ts';
import type { InboxReactions } from './inbox/reactions.ts';
import type { ProblemReactions } from './judge/package/reactions.ts';
import type { ScopeReactions } from './judge/scope/reactions.ts';
import { merchants } from './merchants.ts';
import { notices } from './notices.ts';
import { emptyPool, endAny } from './reservation/end.ts';
import { openSeatPool } from './reservation/kinds/seats.ts';
import { lookAtDisputes } from './payment/dispute/look-at-disputes.ts';
import { keepDiscussions } from './practice/discussion/keep.ts';
import { lookAgainAtCharges, lookAgainAtRefunds } from './payment/look-again.ts';
import type { PaymentReactions } from './payment/payable.ts';
import type { PaymentProviders } from './payment/providers.ts';
import type { SweepReactions } from './reservation/subject.ts';
import type { Ctx } from './spine/ctx.ts';
import { ticketsFollow } from './ticket/follow-bookings.ts';
import { giveUpTrips } from './trip/give-up-all.ts';
import { tripPayable } from './trip/payable.ts';
import type { TripReactions } from './trip/reactions.ts';
import { tripSubject } from './trip/subject.ts';
import type { OfferReactions } from './waiting-list/reactions.ts';
import type { PayoutProvider } from './wallet/payout-provider.ts';
import { lookAgainAtWithdrawals } from './wallet/look-again.ts';
import { depositPayable } from './wallet/deposit.ts';
import { closeWaitingList, waitersOf } from './waiting-list/close.ts';
import { keepForWaitingList, keptSeatsSubject, offerSubject } from './waiting-list/keep.ts';
import { leaveWaitingLists } from './waiting-list/leave.ts';
import { leaveRooms } from './waiting-room/leave.ts';
import { closeRoom, peopleInRoom } from './waiting-room/close.ts';
import { makeRooms } from './waiting-room/make-rooms.ts';

function userIdOf({ actor }: Pick<Ctx, 'actor'>): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

/**
 * What areas do in the transactions of areas below them, all of it. A verb that others follow says so with its type (`HoldReactions`,
 * `BookingReactions`, `ShowReactions`) and is given this list by whoever calls it; a kind or a transition that is missing here does not compile.
 */
export const reactions: UserReactions &
  ShowReactions &
  SweepReactions &
  BookingReactions &
  OfferReactions &
  ScopeReactions &
  ProblemReactions &
  TripReactions &
  PaymentReactions = {
  users: {
    signedIn: notices.signedIn,
    // In the order of locks, as below.
    async disabled(tx, userId) {
      await leaveRooms(tx, userId);
      await leaveWaitingLists(tx, userId, reactions);
      await giveUpBookings(tx, userId, reactions);
      await giveUpTrips(tx, userId, reactions);
    },
  },
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
    // In the order of locks: room, list, bookings, holds.
    async cancelled(tx, show) {
      await closeRoom(tx, show.showId);
      const waiters = await waitersOf(tx, show.showId);
      await closeWaitingList(tx, show.showId);
      const buyers = await buyersOf(tx, show.showId);
      const allowances = await endBookingsOfShow(tx, show.showId, reactions);
      // Neither the list nor the house wants any of it back.
      await emptyPool(tx, show.showId, { holdsEnded: tellSeats });
      await endAny(tx, allowances, reactions);
      tellOfShow(tx, show, buyers);
      await notices.showCancelled(tx, show, { buyers, waiters });
    },
    async moved(tx, show) {
      await rescheduleHouseSeats(tx, [show.showId]);
      const people = [
        await buyersOf(tx, show.showId),
        await waitersOf(tx, show.showId),
        await peopleInRoom(tx, show.showId),
      ];
      tellOfShow(tx, show, people.flat());
      await notices.showMoved(tx, show, people.flat());
    },
  },
  subjects: {
    booking: bookingSubject,
    allowance: allowanceSubject,
    offer: offerSubject,
    waitinglist: keptSeatsSubject,
    house: houseSubject,
    trip: tripSubject(() => reactions),
    maintenance: maintenanceSubject,
  },
  payables: {
    booking: bookingPayable(() => reactions),
    deposit: depositPayable,
    trip: tripPayable(() => reactions),
  },
  async holdsEnded(tx, ended) {
    await keepForWaitingList(tx, await returnToHouse(tx, ended));
    // After both, so that no screen shows seats free that are kept.
    await tellSeats(tx, ended);
  },
  offers: { made: notices.offered },
  trips: {
    async confirmed(tx, trip) {
      await staysFollow.confirmed(tx, trip);
      await notices.tripConfirmed(tx, trip);
    },
    async cancelled(tx, trip) {
      await staysFollow.cancelled(tx, trip);
      await notices.tripCancelled(tx, trip);
    },
  },
  scopes: contestRecords,
  problems: keepDiscussions,
  bookings: {
    async confirmed(tx, bookings) {
      await ticketsFollow.confirmed(tx, bookings);
      await notices.confirmed(tx, bookings);
      await merchants.confirmed(tx, bookings);
    },
    async takenBack(tx, bookings) {
      await ticketsFollow.takenBack(tx, bookings);
      await merchants.takenBack(tx, bookings);
      await oweRefunds(tx, bookings);
    },
    mayBeGivenBack: ticketsFollow.mayBeGivenBack,
  },
};

/**
 * What is done when a provider has called about charges, refunds, payouts or disputes, by the references under which it knows them: it is asked itself.
 * @param payouts undefined where nothing is paid out: then a call about a payout is about nothing of ours
 */
export function lookAgainWith(
  providers: PaymentProviders,
  payouts: PayoutProvider | undefined,
): InboxReactions['lookAgain'] {
  return {
    payment: (ctx, references) => lookAgainAtCharges(ctx, references, providers, reactions),
    refund: (ctx, references) => lookAgainAtRefunds(ctx, references, providers, reactions),
    payout: async (ctx, references) =>
      payouts === undefined
        ? new Map(references.map((reference) => [reference, 'unknown']))
        : lookAgainAtWithdrawals(ctx, references, payouts),
    dispute: (ctx, references) => lookAtDisputes(ctx, references, providers, reactions),
  };
}
