import { getBreak, getBreakFigures, listBreaks, listStatements } from '@docket/contracts/http/reconciliation';
import type { AgeBucket, BreakStatus, BreakType } from '@docket/contracts/reconciliation/break';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';

/** Figures of the moment are asked for this often, in ms, while their page is in front. */
const LIVE_MS = 5_000;

/** All of it changes together. */
export const BREAKS = ['admin', 'breaks'] as const;

export type BreakFilter = {
  readonly status?: BreakStatus | undefined;
  readonly type?: BreakType | undefined;
  readonly age?: AgeBucket | undefined;
};

export function breaksQuery(filter: BreakFilter) {
  return infiniteQueryOptions({
    queryKey: [...BREAKS, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listBreaks, { query: given({ ...filter, cursor: pageParam ?? undefined }), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function breakFiguresQuery() {
  return queryOptions({
    queryKey: [...BREAKS, 'figures'],
    queryFn: ({ signal }) => docket.call(getBreakFigures, { signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function breakQuery(id: string) {
  return queryOptions({
    queryKey: [...BREAKS, 'one', id],
    queryFn: ({ signal }) => docket.call(getBreak, { params: { id }, signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function bankStatementsQuery() {
  return infiniteQueryOptions({
    queryKey: [...BREAKS, 'statements'],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listStatements, { query: given({ limit: 10, cursor: pageParam ?? undefined }), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}
