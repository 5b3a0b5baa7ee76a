import { getFlightSeats, listBoardingPasses, listFlightTickets } from '@docket/contracts/http/flight-check-in';
import { queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { KEPT } from '../../../lib/kept/kept.ts';

/** E-tickets do not change. Kept on the device: who is on the way may have no network. */
export function flightTicketsQuery(tripId: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['trips', 'flight-tickets', tripId] as const,
    queryFn: async ({ signal }) => (await docket.call(listFlightTickets, { params: { id: tripId }, signal })).data,
    staleTime: Infinity,
  });
}

/** Boarding passes, and when each flight can be checked in. Kept on the device: at the gate there may be no network. */
export function boardingPassesQuery(tripId: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['trips', 'boarding-passes', tripId] as const,
    queryFn: ({ signal }) => docket.call(listBoardingPasses, { params: { id: tripId }, signal }),
    staleTime: 60_000,
  });
}

export function flightSeatsQuery(tripId: string, flightId: string) {
  return queryOptions({
    queryKey: ['trips', 'flight-seats', tripId, flightId] as const,
    queryFn: ({ signal }) => docket.call(getFlightSeats, { params: { id: tripId, flightId }, signal }),
    staleTime: 0,
    refetchInterval: 20_000,
  });
}
