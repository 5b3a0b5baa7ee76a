import { RATINGS_CHANNEL } from '@docket/contracts/events/rating';
import {
  getContestRatings,
  getRatingDistribution,
  getRatingHistory,
  listRatings,
  type ContestRatings,
} from '@docket/contracts/http/rating';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../lib/docket.ts';
import { given } from '../../lib/given.ts';
import { again, type Merges } from '../../lib/live/merge.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../lib/live/use-live-query.ts';

/** A board moves several times a second, and ratings with it; whoever looks is told that often. */
const PROVISIONAL_MS = 10_000;

/** Read again when ratings were counted again: what all that shows them listens to, guests too. */
export function afterRatings<Data>() {
  const on: Merges<Data> = { 'ratings.changed': (held) => again(held) };
  return { channel: RATINGS_CHANNEL, guests: true, on } as const;
}

export function useRatings(q: string | undefined) {
  return useLiveInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ['ratings', 'list', q ?? ''],
      queryFn: ({ pageParam, signal }) =>
        docket.call(listRatings, { query: { limit: 50, ...given({ q, cursor: pageParam ?? undefined }) }, signal }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.meta.nextCursor,
      placeholderData: keepPreviousData,
    }),
    afterRatings(),
  );
}

export function useDistribution() {
  return useLiveQuery(
    queryOptions({
      queryKey: ['ratings', 'distribution'],
      queryFn: ({ signal }) => docket.call(getRatingDistribution, { signal }),
    }),
    afterRatings(),
  );
}

export function useRatingHistory(username: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: ['ratings', 'history', username],
      queryFn: ({ signal }) => docket.call(getRatingHistory, { params: { username }, signal }),
    }),
    afterRatings(),
  );
}

/** What a contest does to ratings. @param enabled false: it is not rated, and nobody is asked */
export function useContestRatings(slug: string, view: 'public' | 'jury', enabled: boolean) {
  return useLiveQuery(
    {
      ...queryOptions({
        queryKey: ['ratings', 'contest', slug, view],
        queryFn: ({ signal }) => docket.call(getContestRatings, { params: { id: slug }, query: { view }, signal }),
        // What is final comes by the channel when it is another; where nothing is rated there is nothing to wait for.
        refetchInterval: ({ state: { data } }) =>
          data?.state === 'final' || data?.state === 'none' ? false : PROVISIONAL_MS,
      }),
      enabled,
    },
    afterRatings<ContestRatings>(),
  );
}
