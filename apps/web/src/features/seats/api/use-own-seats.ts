import { isBookingOpen, type BookingDetail } from '@docket/contracts/http/booking';
import { useMemo } from 'react';
import { sizeOf } from '../../../lib/seat-names.ts';
import { useSession } from '../../../lib/session.ts';
import { useBookingsOfShow } from '../../booking/api/use-bookings.ts';

export type OwnSeatsOfShow = {
  readonly labels: readonly string[];
  /** How many seats and places they are. */
  readonly count: number;
  /** Still to be confirmed. */
  readonly open: readonly BookingDetail[];
  readonly confirmed: readonly BookingDetail[];
};

/** What whoever looks has of a show already. */
export function useOwnSeats(showId: string): OwnSeatsOfShow {
  const current = useSession();
  const { data } = useBookingsOfShow(showId, current !== undefined);
  return useMemo(() => {
    const ofShow = (data?.data ?? []).filter((booking) => booking.showId === showId);
    const open = ofShow.filter((booking) => isBookingOpen(booking.status));
    const confirmed = ofShow.filter((booking) => booking.status === 'CONFIRMED');
    const held = open.filter((booking) => booking.status !== 'QUEUED');
    const own = [...held, ...confirmed];
    const count = own.reduce((sum, booking) => sum + sizeOf(booking), 0);
    return { labels: own.flatMap((booking) => booking.seats), count, open, confirmed };
  }, [data, showId]);
}
