import type { RouteQueryInput } from '@docket/contracts/http/route';
import { listSubmissions } from '@docket/contracts/http/submissions';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

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

export function submissionKey(id: string) {
  return ['submissions', 'one', id] as const;
}
