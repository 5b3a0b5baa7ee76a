import { isBookingOpen, type BookingDetail } from '@docket/contracts/http/booking';
import { useMemo } from 'react';
import { useSession } from '../../../lib/session.ts';
import { useBookingsOfShow } from '../../booking/api/use-bookings.ts';

export type OwnSeatsOfShow = {
  readonly labels: readonly string[];
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
    const held = open.filter((booking) => booking.status === 'HELD');
    return { labels: [...held, ...confirmed].flatMap((booking) => booking.seats), open, confirmed };
  }, [data, showId]);
}
