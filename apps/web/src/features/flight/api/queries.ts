import { getFlightCalendar, getFlightQuote, searchFlights, suggestAirports } from '@docket/contracts/http/flight';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { flightQueryOf, type FlightParty, type FlightWish } from '../flight-address.ts';
import type { Cabin } from '@docket/contracts/flight/flight';

/** Seats come and go: what is left is asked for again while it is looked at. */
const FRESH_MS = 30_000;
/** Journeys of each direction; filters work on all of them. */
const JOURNEYS = 200;

/** Airports by their name, city or code; with nothing typed the busiest. */
export function airportsQuery(q: string) {
  return queryOptions({
    queryKey: ['flights', 'airports', q] as const,
    queryFn: async ({ signal }) => (await docket.call(suggestAirports, { query: { q, limit: 8 }, signal })).data,
    placeholderData: keepPreviousData,
    staleTime: 600_000,
  });
}

export function flightsQuery(wish: FlightWish) {
  return queryOptions({
    queryKey: ['flights', 'search', wish] as const,
    queryFn: ({ signal }) =>
      docket.call(searchFlights, {
        query: { ...flightQueryOf(wish), sort: 'recommended', limit: JOURNEYS },
        signal,
      }),
    staleTime: FRESH_MS,
    refetchInterval: 4 * FRESH_MS,
  });
}

type CheapestAsked = FlightParty & {
  readonly from: string;
  readonly to: string;
  readonly cabin: Cabin;
  /** Days, both included. */
  readonly first: string;
  readonly last: string;
};

/** What the cheapest way costs on each day. */
export function cheapestQuery(asked: CheapestAsked) {
  return queryOptions({
    queryKey: ['flights', 'calendar', asked] as const,
    queryFn: ({ signal }) => docket.call(getFlightCalendar, { query: asked, signal }),
    staleTime: 2 * FRESH_MS,
    // Days can be chosen without prices, so nobody is asked to try again.
    refetchInterval: ({ state }) => (state.status === 'error' ? 5_000 : false),
  });
}

export function flightQuoteQuery(id: string) {
  return queryOptions({
    queryKey: ['flights', 'quote', id] as const,
    queryFn: ({ signal }) => docket.call(getFlightQuote, { params: { id }, signal }),
    // What was quoted does not change.
    staleTime: Infinity,
  });
}
