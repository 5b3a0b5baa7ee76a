import { getShowSales } from '@docket/contracts/http/chart';
import type { Venue } from '@docket/contracts/http/venue';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

export const VENUES = ['catalog', 'venues'] as const;

export function venuesQuery() {
  return queryOptions({ queryKey: VENUES, queryFn: ({ signal }) => docket.catalog.venues({}, signal) });
}

export function titleSearchQuery(q: string) {
  return queryOptions({
    queryKey: ['catalog', 'titles', q] as const,
    queryFn: ({ signal }) => docket.catalog.titles({ limit: 50, ...(q.trim() === '' ? {} : { q }) }, signal),
  });
}

/** Shows to come, wherever they are, by the words of their titles. */
export function showSearchQuery(q: string) {
  return queryOptions({
    queryKey: ['shows', 'search', q] as const,
    queryFn: ({ signal }) => docket.catalog.shows({ limit: 20, ...(q === '' ? {} : { q }) }, signal),
    placeholderData: keepPreviousData,
  });
}

/** Titles as a manager goes through them. */
export function titlesQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['catalog', 'titles', 'managed', q] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.catalog.titles(
        { limit: 50, ...(q === '' ? {} : { q }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** What is still to come in a venue. */
export function programmeQuery(venue: string) {
  return infiniteQueryOptions({
    queryKey: ['shows', 'programme', venue] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.catalog.shows({ venue, limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 5_000,
    refetchInterval: 10_000,
  });
}

/** What of a show was sold, and what was paid for it. */
export function salesQuery(id: string) {
  return queryOptions({
    queryKey: ['shows', 'sales', id] as const,
    queryFn: ({ signal }) => docket.call(getShowSales, { params: { id }, signal }),
    refetchInterval: 30_000,
    staleTime: 5_000,
  });
}

/** What shows of a venue are paid in, or else those of its city; null where none is to come. */
export function currencyQuery({ slug, city }: Pick<Venue, 'slug'> & { readonly city: Pick<Venue['city'], 'slug'> }) {
  return queryOptions({
    queryKey: ['shows', 'currency', slug] as const,
    queryFn: async ({ signal }) => {
      for (const place of [{ venue: slug }, { city: city.slug }]) {
        const { data } = await docket.catalog.shows({ ...place, limit: 1 }, signal);
        const currency = data[0]?.shows[0]?.currency;
        if (currency !== undefined) return currency;
      }
      return null;
    },
  });
}
