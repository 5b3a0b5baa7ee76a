import type { BookingDetail } from '@docket/contracts/http/booking';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { serverClock } from '../../../lib/server-clock.ts';
import { ticketsQuery } from './queries.ts';

/** Whoever looks at bookings on the sofa has their tickets at the door: they are read along, for when there is no network. */
export function useKeepTickets(bookings: readonly BookingDetail[]): void {
  const queryClient = useQueryClient();
  const ids = bookings
    .filter(({ status, show }) => status === 'CONFIRMED' && Date.parse(show.endsAt) > serverClock.now())
    .slice(0, 20)
    .map(({ bookingId }) => bookingId)
    .join(' ');
  useEffect(() => {
    // One after another: nobody waits for them.
    const readAll = async () => {
      for (const id of ids.split(' ').filter(Boolean))
        await queryClient.prefetchQuery({ ...ticketsQuery(id), staleTime: 60_000 });
    };
    void readAll();
  }, [ids, queryClient]);
}
