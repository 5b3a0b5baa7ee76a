import type { PlanSeat } from '@docket/contracts/catalog/seat';
import type { RouteQueryInput } from '@docket/contracts/http/route';
import { showChannel } from '@docket/contracts/events/booking';
import type { searchShows, ShowDetail } from '@docket/contracts/http/show';
import type { HallPlan } from '@docket/contracts/http/venue';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';

export type ShowFilter = Omit<RouteQueryInput<typeof searchShows>, 'cursor' | 'limit'>;

/** Seats come and go: lists are renewed while they are looked at. */
const FRESH_MS = 15_000;

export function citiesQuery() {
  return queryOptions({
    queryKey: ['catalog', 'cities'] as const,
    queryFn: ({ signal }) => docket.catalog.cities(signal),
    staleTime: 600_000,
  });
}

export function showsQuery(filter: ShowFilter, limit = 12) {
  return infiniteQueryOptions({
    queryKey: ['shows', 'list', filter, limit] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.catalog.shows({ ...filter, limit, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: FRESH_MS,
    refetchInterval: 2 * FRESH_MS,
  });
}

export function titleQuery(slug: string) {
  return queryOptions({
    queryKey: ['catalog', 'title', slug] as const,
    queryFn: ({ signal }) => docket.catalog.title(slug, signal),
    staleTime: 600_000,
  });
}

export function showQuery(id: string) {
  return queryOptions({
    queryKey: ['shows', 'one', id] as const,
    queryFn: ({ signal }) => docket.catalog.show(id, signal),
  });
}

/** Browsers keep plans for ever, also those of a server that told of seats by their labels alone. */
type KeptPlan = Omit<HallPlan, 'areas' | 'seats'> & {
  readonly areas?: HallPlan['areas'];
  readonly seats: readonly (Omit<PlanSeat, 'number'> & { readonly number?: string })[];
};

function completePlan({ areas = [], seats, ...plan }: KeptPlan): HallPlan {
  const numberOf = (label: string, row: string) => (label.startsWith(row) ? label.slice(row.length) : label);
  return {
    ...plan,
    areas,
    seats: seats.map((seat) => ({ ...seat, number: seat.number ?? numberOf(seat.label, seat.row) })),
  };
}

export function planQuery(hallId: string | undefined) {
  return queryOptions({
    queryKey: ['catalog', 'plan', hallId] as const,
    queryFn: async ({ signal }) => completePlan(await docket.catalog.hallPlan(hallId ?? '', signal)),
    enabled: hallId !== undefined,
    staleTime: Infinity,
  });
}

/** A show as it is, cancelled or moved while one looks at it. */
export function useShow(id: string) {
  return useLiveQuery(showQuery(id), changes(id));
}

/** An event says when it is now; what else the page shows of it the server says. */
const changes = (id: string): Live<ShowDetail> => ({
  on: { 'show.changed': (held, { data }) => (data.showId === id ? again({ ...held, status: data.status }) : held) },
  channel: showChannel(id),
});
