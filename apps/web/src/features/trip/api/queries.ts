import { getTrip, listTrips, type Trip, type tripWhen } from '@docket/contracts/http/trip';
import type { RouteResponse } from '@docket/contracts/http/route';
import { infiniteQueryOptions, queryOptions, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { KEPT } from '../../../lib/kept/kept.ts';
import { pace } from '../../../lib/live/connection.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { hasLine, mapLines } from '../../../lib/live/pages.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { isTripOpen, newerTrip } from '../trip-look.ts';

export type When = (typeof tripWhen.options)[number];
type Page = RouteResponse<typeof listTrips>;

/** One of the two lists that the caller's trips are in; what is over by the clock moves from one to the other without an event. */
function tripsQuery(when: When, limit = 20) {
  return infiniteQueryOptions({
    meta: KEPT,
    queryKey: ['trips', 'list', when, limit] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listTrips, { query: { when, limit, ...(pageParam === null ? {} : { cursor: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

/** Events hurry it along; until its end it is also asked for. Kept on the device: where one arrives there may be no network. */
export function tripQuery(id: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['trips', 'one', id] as const,
    queryFn: ({ signal }) => docket.call(getTrip, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => {
      if (data !== undefined && !isTripOpen(data.status)) return false;
      return data?.status === 'QUEUED' ? 2_500 : pace(15_000, 2_000)();
    },
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
}

const one: Live<Trip> = {
  on: { 'trip.updated': (held, { data }) => newerTrip(held, data) },
  read: newerTrip,
};

const list: Live<InfiniteData<Page, string | null>> = {
  on: {
    'trip.updated': (held, { data }) =>
      hasLine(held, (line) => line.tripId === data.tripId)
        ? mapLines(held, (line) => newerTrip(line, data))
        : // Where it stands in the list the server knows.
          again(held),
  },
};

/** One of the two lists that the caller's trips are in, as they move on. */
export function useTrips(when: When, limit?: number) {
  return useLiveInfiniteQuery(tripsQuery(when, limit), list);
}

/** One trip as it moves on. */
export function useTrip(id: string) {
  const queryClient = useQueryClient();
  const query = useLiveQuery(tripQuery(id), one);
  return {
    trip: query.data,
    error: query.error,
    retry: () => void query.refetch(),
    /** Shows an answer of the API at once, unless it is older than what is shown. */
    takeIn: (trip: Trip) =>
      queryClient.setQueryData<Trip>(tripQuery(id).queryKey, (held) =>
        held === undefined ? trip : newerTrip(held, trip),
      ),
  };
}
