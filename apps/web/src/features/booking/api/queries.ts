import { getFeatures } from '@docket/contracts/http/features';
import { listBookings, type BookingDetail, type BookingWhen } from '@docket/contracts/http/bookings';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

export const BOOKING_LISTS = ['bookings', 'list'] as const;
export const BOOKINGS_OF_SHOW = ['bookings', 'show'] as const;

/** One of the two lists that the caller's bookings are in; what is over by the clock moves from one to the other without an event. */
export function bookingsQuery(when: BookingWhen, limit = 50) {
  return infiniteQueryOptions({
    queryKey: [...BOOKING_LISTS, when, limit] as const,
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

/** The caller's latest bookings of one show. */
export function bookingsOfShowQuery(showId: string) {
  return queryOptions({
    queryKey: [...BOOKINGS_OF_SHOW, showId] as const,
    queryFn: ({ signal }) => docket.call(listBookings, { query: { limit: 100 }, signal }),
    select: (page): BookingDetail[] => page.data.filter((booking) => booking.showId === showId),
    staleTime: 0,
  });
}

export function featuresQuery() {
  return queryOptions({
    queryKey: ['features'] as const,
    queryFn: ({ signal }) => docket.call(getFeatures, { signal }),
    staleTime: Infinity,
  });
}

export function bookingKey(id: string) {
  return ['bookings', 'one', id] as const;
}
