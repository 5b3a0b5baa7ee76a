import { applyBookingEvent, applyShowEvent, mergeBooking } from '@docket/client/booking-state';
import type { BookingDetail, BookingWhen, listBookings } from '@docket/contracts/http/booking';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQueryClient, type InfiniteData } from '@tanstack/react-query';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { hasLine, mapLines } from '../../../lib/live/pages.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { bookingQuery, bookingsOfShowQuery, bookingsQuery } from './queries.ts';

type Page = RouteResponse<typeof listBookings>;

/** One of the two lists that the caller's bookings are in, as they move on. */
export function useBookings(when: BookingWhen, limit?: number) {
  return useLiveInfiniteQuery(bookingsQuery(when, limit), list);
}

/** The caller's latest bookings of one show, as they move on. */
export function useBookingsOfShow(showId: string, enabled: boolean) {
  return useLiveQuery({ ...bookingsOfShowQuery(showId), enabled }, ofShow(showId));
}

/** One booking as it moves on. */
export function useBooking(id: string) {
  const queryClient = useQueryClient();
  const query = useLiveQuery(bookingQuery(id), one);
  return {
    booking: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    /** Shows an answer of the API at once, unless it is older than what is shown. */
    takeIn: (booking: BookingDetail) =>
      queryClient.setQueryData<BookingDetail>(bookingQuery(id).queryKey, (held) =>
        held === undefined ? booking : mergeBooking(held, booking),
      ),
  };
}

const one: Live<BookingDetail> = {
  on: {
    'booking.updated': (held, { data }) => {
      const now = applyBookingEvent(held, data);
      // Other seats than it had: what people call them the server says.
      return now.seats.join() === held.seats.join() ? now : again(now);
    },
    'show.changed': (held, event) => applyShowEvent(held, event.data),
  },
  read: mergeBooking,
};

const list: Live<InfiniteData<Page, string | null>> = {
  on: {
    'booking.updated': (held, { data }) =>
      hasLine(held, (line) => line.bookingId === data.bookingId)
        ? mapLines(held, (line) => applyBookingEvent(line, data))
        : // An event does not say what the show is called; the server does.
          again(held),
    'show.changed': (held, { data }) =>
      hasLine(held, (line) => line.showId === data.showId)
        ? mapLines(held, (line) => applyShowEvent(line, data))
        : held,
  },
};

const ofShow = (showId: string): Live<Page> => ({
  on: {
    'booking.updated': (held, { data }) => {
      if (data.showId !== showId) return held;
      if (!held.data.some((line) => line.bookingId === data.bookingId)) return again(held);
      return { ...held, data: held.data.map((line) => applyBookingEvent(line, data)) };
    },
  },
});
