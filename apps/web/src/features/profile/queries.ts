import { RATINGS_CHANNEL } from '@docket/contracts/events/rating';
import { getOwnProfile, getProfile } from '@docket/contracts/http/identity';
import { getProfileRecord, listProfileContests } from '@docket/contracts/http/profile';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { isFinal } from '@docket/contracts/judge/verdict';
import { docket } from '../../lib/docket.ts';
import { given } from '../../lib/given.ts';
import { again, type Merges } from '../../lib/live/merge.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../lib/live/use-live-query.ts';

export const profileKey = (username: string) => ['profile', 'of', username] as const;

function profileQuery(username: string) {
  return queryOptions({
    queryKey: [...profileKey(username), 'facts'],
    queryFn: ({ signal }) => docket.call(getProfile, { params: { username }, signal }),
  });
}

/** Read again with one's own verdicts as they come, and when ratings were counted again. */
function live<Data>() {
  const on: Merges<Data> = {
    'submission.updated': (held, { data }) => (isFinal(data.status) ? again(held) : held),
    'ratings.changed': (held) => again(held),
  };
  return { channel: RATINGS_CHANNEL, guests: true, on } as const;
}

/** Somebody's profile, as far as whoever looks may see it. */
export function useProfile(username: string) {
  return useLiveQuery(profileQuery(username), live());
}

/** What somebody has done: tags, languages, what they solved last, rating and badges. */
export function useProfileRecord(username: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...profileKey(username), 'record'],
      queryFn: ({ signal }) => docket.call(getProfileRecord, { params: { username }, signal }),
    }),
    live(),
  );
}

export function useProfileContests(username: string) {
  return useLiveInfiniteQuery(
    infiniteQueryOptions({
      queryKey: [...profileKey(username), 'contests'],
      queryFn: ({ pageParam, signal }) =>
        docket.call(listProfileContests, {
          params: { username },
          query: { limit: 10, ...given({ cursor: pageParam ?? undefined }) },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.meta.nextCursor,
    }),
    live(),
  );
}

export function ownProfileQuery() {
  return queryOptions({
    queryKey: ['profile', 'own'],
    queryFn: ({ signal }) => docket.call(getOwnProfile, { signal }),
  });
}
