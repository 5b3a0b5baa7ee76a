import { getRunTimes } from '@docket/contracts/http/chart';
import type { RouteQueryInput } from '@docket/contracts/http/route';
import { listSubmissions } from '@docket/contracts/http/submission';
import { isFinal } from '@docket/contracts/judge/verdict';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';

export type SubmissionFilter = Omit<RouteQueryInput<typeof listSubmissions>, 'cursor' | 'limit'>;

export const SUBMISSION_LISTS = ['submissions', 'list'] as const;

export function submissionsQuery(filter: SubmissionFilter, limit = 25) {
  return infiniteQueryOptions({
    queryKey: [...SUBMISSION_LISTS, filter, limit] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listSubmissions, {
        query: { ...filter, limit, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
  });
}

/** Events hurry it along; until the verdict it is also asked for, and while it waits for its place in the queue. */
export function submissionQuery(id: string) {
  return queryOptions({
    queryKey: ['submissions', 'one', id] as const,
    queryFn: ({ signal }) => docket.submission(id, signal),
    refetchInterval: ({ state: { data } }) => {
      if (data !== undefined && isFinal(data.status)) return false;
      return data?.status === 'QUEUED' ? 2_500 : pace(15_000, 2_000)();
    },
    refetchIntervalInBackground: true,
    staleTime: 0,
  });
}

/** How fast accepted submissions of a problem are in a language. */
export function runTimesQuery(problemSlug: string, language: string) {
  return queryOptions({
    queryKey: ['run-times', problemSlug, language] as const,
    queryFn: ({ signal }) => docket.call(getRunTimes, { params: { slug: problemSlug }, query: { language }, signal }),
    staleTime: 30_000,
  });
}
