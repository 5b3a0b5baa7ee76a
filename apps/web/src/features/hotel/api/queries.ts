import { getHotel, getHotelCalendar, getStayQuote, listStayOffers, searchHotels } from '@docket/contracts/http/hotel';
import { getPlace, suggestPlaces } from '@docket/contracts/http/place';
import type { RouteQueryInput } from '@docket/contracts/http/route';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { stayQueryOf, type Stay } from '../stay-address.ts';

/** Rooms come and go: what is left is asked for again while it is looked at. */
const FRESH_MS = 30_000;

export type HotelSearch = Omit<RouteQueryInput<typeof searchHotels>, 'offset' | 'limit'>;

/** Places whose name is like what was typed; with nothing typed the ones with most properties. */
export function placesQuery(q: string) {
  return queryOptions({
    queryKey: ['hotels', 'places', q] as const,
    queryFn: async ({ signal }) => (await docket.call(suggestPlaces, { query: { q, limit: 8 }, signal })).data,
    placeholderData: keepPreviousData,
    staleTime: 600_000,
  });
}

export function placeQuery(slug: string) {
  return queryOptions({
    queryKey: ['hotels', 'place', slug] as const,
    queryFn: ({ signal }) => docket.call(getPlace, { params: { slug }, signal }),
    staleTime: 600_000,
  });
}

export function searchQuery(search: HotelSearch, limit = 20) {
  return infiniteQueryOptions({
    queryKey: ['hotels', 'search', search, limit] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(searchHotels, { query: { ...search, offset: pageParam, limit }, signal }),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => {
      const read = pages.reduce((sum, { data }) => sum + data.length, 0);
      return page.data.length > 0 && read < page.meta.total ? read : null;
    },
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
  });
}

export function propertyQuery(slug: string) {
  return queryOptions({
    queryKey: ['hotels', 'property', slug] as const,
    queryFn: ({ signal }) => docket.call(getHotel, { params: { slug }, signal }),
    staleTime: 300_000,
  });
}

export function offersQuery(slug: string, stay: Stay) {
  return queryOptions({
    queryKey: ['hotels', 'offers', slug, stay] as const,
    queryFn: async ({ signal }) =>
      (await docket.call(listStayOffers, { params: { slug }, query: stayQueryOf(stay), signal })).data,
    placeholderData: keepPreviousData,
    // Who comes back from a room that was taken meanwhile does not find it here once more.
    staleTime: 0,
    refetchInterval: 2 * FRESH_MS,
  });
}

/** Nights `[from, to)`. */
export function calendarQuery(slug: string, from: string, to: string) {
  return queryOptions({
    queryKey: ['hotels', 'calendar', slug, from, to] as const,
    queryFn: ({ signal }) => docket.call(getHotelCalendar, { params: { slug }, query: { from, to }, signal }),
    staleTime: FRESH_MS,
  });
}

export function quoteQuery(id: string) {
  return queryOptions({
    queryKey: ['hotels', 'quote', id] as const,
    queryFn: ({ signal }) => docket.call(getStayQuote, { params: { id }, signal }),
    // What was quoted does not change.
    staleTime: Infinity,
  });
}
