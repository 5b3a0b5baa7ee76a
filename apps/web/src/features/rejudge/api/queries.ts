import { getRejudge, listRejudges } from '@docket/contracts/http/rejudge';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

/** One that is under way is asked for this often, in ms. */
const LIVE_MS = 2000;

export const REJUDGE_LISTS = ['rejudges', 'list'] as const;

export function rejudgesQuery() {
  return infiniteQueryOptions({
    queryKey: REJUDGE_LISTS,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listRejudges, { query: pageParam === null ? {} : { cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

export function rejudgeKey(id: string) {
  return ['rejudges', 'one', id] as const;
}

/** Events hurry it along; while it judges it is also asked for, since an event may be lost and carries no changes. */
export function rejudgeQuery(id: string) {
  return queryOptions({
    queryKey: rejudgeKey(id),
    queryFn: ({ signal }) => docket.call(getRejudge, { params: { id }, signal }),
    refetchInterval: (query) => (query.state.data?.status === 'RUNNING' ? LIVE_MS : false),
    staleTime: 0,
  });
}
