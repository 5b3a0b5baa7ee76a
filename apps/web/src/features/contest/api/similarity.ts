import type { ContestDetail } from '@docket/contracts/http/contest';
import { getSimilarPair, listSimilarity, listSimilarPairs } from '@docket/contracts/http/contest-similarity';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { pace } from '../../../lib/live/connection.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { contestKey } from './queries.ts';

const similarityKey = (slug: string) => [...contestKey(slug), 'jury', 'similarity'] as const;

/** The last comparison of each problem, as they come to their end. */
export function useSimilarity({ slug, contestId, jury }: ContestDetail) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...similarityKey(slug), 'reports'],
      queryFn: ({ signal }) => docket.call(listSimilarity, { params: { id: slug }, signal }),
      refetchInterval: pace(30_000, 3_000),
    }),
    {
      ...(jury === null ? {} : { channel: jury.channel }),
      on: { 'similarity.changed': (held, { data }) => (data.contestId === contestId ? again(held) : held) },
    },
  );
}

/** Pairs of a comparison. Each look is kept in the records, so it is not read again by itself. */
export function similarPairsQuery(slug: string, reportId: string) {
  return infiniteQueryOptions({
    queryKey: [...similarityKey(slug), 'pairs', reportId],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listSimilarPairs, {
        params: { id: slug, reportId },
        query: { limit: 50, ...given({ cursor: pageParam ?? undefined }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: Infinity,
  });
}

export function similarPairQuery(slug: string, reportId: string, pairId: string) {
  return queryOptions({
    queryKey: [...similarityKey(slug), 'pair', reportId, pairId],
    queryFn: ({ signal }) => docket.call(getSimilarPair, { params: { id: slug, reportId, pairId }, signal }),
    staleTime: Infinity,
  });
}
