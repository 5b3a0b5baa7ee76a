import type { BookingRow } from './booking/rows.ts';
import { nameShows } from './catalog/show/name-shows.ts';
import { publish, wantedOf, type Published } from './outgoing-webhooks/publish.ts';
import type { Tx } from './spine/emit.ts';

type Told = Extract<Published, { readonly type: 'booking.confirmed' | 'booking.cancelled' }>;

async function tell(tx: Tx, type: Told['type'], bookings: readonly BookingRow[]): Promise<void> {
  if ((await wantedOf(tx, [type])).length === 0) return;
  const shows = await nameShows(
    tx,
    bookings.map((booking) => booking.show_id),
  );
  await publish(
    tx,
    bookings.flatMap((booking): Told[] => {
      const show = shows.get(booking.show_id);
      if (show === undefined) return [];
      const data = {
        bookingId: booking.id,
        showId: booking.show_id,
        ...show,
        seats: booking.labels,
        status: type === 'booking.confirmed' ? ('CONFIRMED' as const) : ('CANCELLED' as const),
        reason: booking.reason,
        priceMinor: booking.price_minor,
        currency: booking.currency,
        discountMinor: booking.discount_minor ?? 0,
        refundPercent: booking.refund_percent,
        revision: booking.revision,
        createdAt: booking.created_at.toISOString(),
        updatedAt: booking.updated_at.toISOString(),
      };
      return [{ type, key: booking.id, at: booking.updated_at, data }];
    }),
  );
}

/** Of what happens to bookings, what merchants are called about: in the same transaction, or none of it happens. Payments tell of themselves. */
export const merchants = {
  confirmed: (tx: Tx, bookings: readonly BookingRow[]): Promise<void> => tell(tx, 'booking.confirmed', bookings),
  takenBack: (tx: Tx, bookings: readonly BookingRow[]): Promise<void> => tell(tx, 'booking.cancelled', bookings),
};
