import { isBookingOpen, listBookings, type BookingWhen } from '@docket/contracts/http/booking';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { KEPT } from '../../../lib/kept/kept.ts';
import { pace } from '../../../lib/live/connection.ts';

/** One of the two lists that the caller's bookings are in; what is over by the clock moves from one to the other without an event. */
export function bookingsQuery(when: BookingWhen, limit = 50) {
  return infiniteQueryOptions({
    meta: KEPT,
    queryKey: ['bookings', 'list', when, limit] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listBookings, {
        query: { when, limit, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

/** The caller's latest bookings, among which those of one show are; kept by show, whose page takes in what happens to them. */
export function bookingsOfShowQuery(showId: string) {
  return queryOptions({
    queryKey: ['bookings', 'show', showId] as const,
    queryFn: ({ signal }) => docket.call(listBookings, { query: { limit: 100 }, signal }),
    staleTime: 0,
  });
}

/** Events hurry it along; until its end it is also asked for. */
export function bookingQuery(id: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['bookings', 'one', id] as const,
    queryFn: ({ signal }) => docket.booking(id, signal),
    refetchInterval: ({ state: { data } }) => {
      if (data !== undefined && !isBookingOpen(data.status)) return false;
      return data?.status === 'QUEUED' ? 2_500 : pace(15_000, 2_000)();
    },
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
}

/** Tickets of a booking. Kept as long as the page is open, and on the device: at the door there may be no connection. */
export function ticketsQuery(bookingId: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['tickets', bookingId] as const,
    queryFn: ({ signal }) => docket.tickets.of(bookingId, signal),
    gcTime: Infinity,
    staleTime: 0,
  });
}
