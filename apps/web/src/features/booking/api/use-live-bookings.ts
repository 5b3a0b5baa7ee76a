import { applyBookingEvent } from '@docket/client/booking-state';
import type { Booking, listBookings } from '@docket/contracts/http/bookings';
import type { RouteResponse } from '@docket/contracts/http/route';
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { docket } from '../../../lib/docket.ts';
import { BOOKING_LISTS, BOOKINGS_OF_SHOW } from './queries.ts';

type Page = RouteResponse<typeof listBookings>;
type Pages = InfiniteData<Page, string | null>;

/** Keeps the lists of bookings on a page in step with the events. */
export function useLiveBookings(loggedIn = true): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!loggedIn) return undefined;
    return docket.realtime.listen({
      event: (event) => {
        if (event.type === 'booking.updated') takeIn(queryClient, event.data);
      },
      resync: (recovered) => {
        if (recovered) return;
        for (const queryKey of [BOOKING_LISTS, BOOKINGS_OF_SHOW]) void queryClient.invalidateQueries({ queryKey });
      },
    });
  }, [queryClient, loggedIn]);
}

function takeIn(queryClient: QueryClient, booking: Booking): void {
  const held = (page: Page) => page.data.some((line) => line.bookingId === booking.bookingId);
  const renewed = (page: Page): Page => ({ ...page, data: page.data.map((line) => applyBookingEvent(line, booking)) });
  for (const [key, pages] of queryClient.getQueriesData<Pages>({ queryKey: BOOKING_LISTS })) {
    if (pages === undefined) continue;
    if (pages.pages.some(held)) queryClient.setQueryData<Pages>(key, { ...pages, pages: pages.pages.map(renewed) });
    // An event does not say which show it is about; the server does.
    else void queryClient.invalidateQueries({ queryKey: key, exact: true });
  }
  const ofShow = [...BOOKINGS_OF_SHOW, booking.showId];
  const page = queryClient.getQueryData<Page>(ofShow);
  if (page !== undefined && held(page)) queryClient.setQueryData<Page>(ofShow, renewed(page));
  else void queryClient.invalidateQueries({ queryKey: ofShow, exact: true });
}
