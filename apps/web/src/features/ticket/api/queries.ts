import { queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

/** Kept as long as the page is open: at the door there may be no connection. */
export function ticketsQuery(bookingId: string) {
  return queryOptions({
    queryKey: ['tickets', bookingId] as const,
    queryFn: ({ signal }) => docket.tickets.of(bookingId, signal),
    gcTime: Infinity,
    staleTime: 0,
  });
}
