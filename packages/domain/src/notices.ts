import type { ShowChanged } from '@docket/contracts/events/booking';
import type { BookingRow } from './booking/rows.ts';
import { nameShows } from './catalog/show/name-shows.ts';
import type { NewSignIn } from './identity/user/reactions.ts';
import { notify, type Told } from './notification/notify.ts';
import type { Tx } from './spine/emit.ts';
import { timezoneOfPart } from './trip/parts.ts';
import { titleOf, type TripRow } from './trip/rows.ts';
import type { EntryRow } from './waiting-list/rows.ts';

/** Of what happens in the areas, what people are told: in the same transaction, or none of it happens. */
export const notices = {
  signedIn: async (tx: Tx, { userId, at, ...signIn }: NewSignIn): Promise<void> =>
    notify(tx, [{ userId, kind: 'signed_in', key: signIn.sessionId, data: { ...signIn, at: at.toISOString() } }]),

  confirmed: async (tx: Tx, bookings: readonly BookingRow[]): Promise<void> => {
    const shows = await nameShows(
      tx,
      bookings.map((booking) => booking.show_id),
    );
    await notify(
      tx,
      bookings.flatMap((booking): Told[] => {
        const show = shows.get(booking.show_id);
        if (show === undefined) return [];
        const data = { bookingId: booking.id, ...show, seats: booking.labels };
        return [{ userId: booking.user_id, kind: 'booking_confirmed', key: booking.id, data }];
      }),
    );
  },

  tripConfirmed: async (tx: Tx, trip: TripRow): Promise<void> => {
    const [first] = trip.parts;
    const data = {
      tripId: trip.id,
      title: titleOf(trip.parts),
      reference: trip.reference,
      startsAt: trip.starts_at.toISOString(),
      timezone: first === undefined ? 'UTC' : timezoneOfPart(first),
    };
    await notify(tx, [{ userId: trip.user_id, kind: 'trip_confirmed', key: trip.id, data }]);
  },

  tripCancelled: async (tx: Tx, trip: TripRow): Promise<void> => {
    const data = {
      tripId: trip.id,
      title: titleOf(trip.parts),
      reference: trip.reference,
      refundMinor: trip.refund_minor ?? 0,
      currency: trip.currency,
    };
    await notify(tx, [{ userId: trip.user_id, kind: 'trip_cancelled', key: trip.id, data }]);
  },

  /** @param people those who had seats of it, and those who waited for some */
  showCancelled: async (
    tx: Tx,
    { showId }: ShowChanged,
    people: { readonly buyers: readonly string[]; readonly waiters: readonly string[] },
  ): Promise<void> => {
    const show = (await nameShows(tx, [showId])).get(showId);
    if (show === undefined) return;
    const buyers = new Set(people.buyers);
    const told = [...new Set([...people.buyers, ...people.waiters])].map((userId): Told => {
      const data = { showId, ...show, hadSeats: buyers.has(userId) };
      return { userId, kind: 'show_cancelled', key: showId, data };
    });
    await notify(tx, told);
  },

  showMoved: async (tx: Tx, { showId, startsAt, movedFrom }: ShowChanged, userIds: Iterable<string>): Promise<void> => {
    const show = (await nameShows(tx, [showId])).get(showId);
    if (show === undefined || movedFrom === null) return;
    const data = { showId, ...show, startsAt, movedFrom };
    const told = [...new Set(userIds)].map((userId): Told => ({
      userId,
      kind: 'show_moved',
      key: `${showId}:${movedFrom}:${startsAt}`,
      data,
    }));
    await notify(tx, told);
  },

  /** @param entries of a waiting list, that have changed */
  offered: async (tx: Tx, entries: readonly EntryRow[]): Promise<void> => {
    const now = entries.filter(({ status }) => status === 'OFFERED');
    if (now.length === 0) return;
    const shows = await nameShows(
      tx,
      now.map((entry) => entry.show_id),
    );
    await notify(
      tx,
      now.flatMap((entry): Told[] => {
        const show = shows.get(entry.show_id);
        if (show === undefined || entry.deadline === null) return [];
        const data = { showId: entry.show_id, ...show, seats: entry.labels, deadline: entry.deadline.toISOString() };
        return [{ userId: entry.user_id, kind: 'seats_offered', key: `${entry.id}:${entry.revision}`, data }];
      }),
    );
  },
};
