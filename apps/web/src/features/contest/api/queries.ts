import { listClarifications } from '@docket/contracts/http/contest-desk';
import {
  type ContestBoard,
  getContest,
  getContestBoard,
  getContestProblem,
  getContestStatistics,
  listContestProblems,
  listContests,
  listContestSubmissions,
} from '@docket/contracts/http/contest';
import type { BoardView } from '@docket/contracts/contest/board';
import type { RouteQueryInput } from '@docket/contracts/http/route';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { KEPT } from '../../../lib/kept/kept.ts';
import { pace } from '../../../lib/live/connection.ts';
import { laterGhosts } from '../board-state.ts';

export type ContestFilter = Omit<RouteQueryInput<typeof listContests>, 'cursor' | 'limit'>;

export const CONTESTS = ['contests'] as const;
/** All that is known of one contest. */
export const contestKey = (slug: string) => [...CONTESTS, 'one', slug] as const;

export function contestsQuery(filter: ContestFilter, limit = 20) {
  return infiniteQueryOptions({
    queryKey: [...CONTESTS, 'list', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listContests, { query: { ...filter, limit, ...given({ cursor: pageParam ?? undefined }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
}

export function contestQuery(slug: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: [...contestKey(slug), 'detail'] as const,
    queryFn: ({ signal }) => docket.call(getContest, { params: { id: slug }, signal }),
    refetchInterval: pace(60_000, 10_000),
  });
}

export function contestProblemsQuery(slug: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: [...contestKey(slug), 'problems'] as const,
    queryFn: ({ signal }) => docket.call(listContestProblems, { params: { id: slug }, signal }),
  });
}

export function contestProblemQuery(slug: string, label: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: [...contestKey(slug), 'problem', label] as const,
    queryFn: ({ signal }) => docket.call(getContestProblem, { params: { id: slug, label }, signal }),
    staleTime: 5 * 60_000,
  });
}

export function boardQuery(slug: string, view: BoardView) {
  return queryOptions({
    queryKey: [...contestKey(slug), 'board', view] as const,
    queryFn: async ({ signal, client, queryKey }) => {
      const held = view === 'ghost' ? client.getQueryData<ContestBoard>(queryKey) : undefined;
      const from = held === undefined || held.until === null ? {} : { since: held.until, version: held.version };
      const read = await docket.call(getContestBoard, { params: { id: slug }, query: { view, ...from }, signal });
      return held === undefined ? read : laterGhosts(held, read);
    },
    // A ghost board moves with the own clock and has no channel.
    refetchInterval: view === 'ghost' ? 20_000 : pace(60_000, 5_000),
    staleTime: 0,
  });
}

/** A board as it is when a ceremony begins: what comes later would move under its steps. */
export function ceremonyQuery(slug: string, view: 'public' | 'jury') {
  return queryOptions({
    queryKey: ['ceremony', slug, view] as const,
    queryFn: ({ signal }) => docket.call(getContestBoard, { params: { id: slug }, query: { view }, signal }),
    staleTime: Infinity,
    gcTime: 0,
  });
}

export function contestSubmissionsQuery(slug: string, filter: { readonly label?: string } = {}, limit = 25) {
  return infiniteQueryOptions({
    queryKey: [...contestKey(slug), 'submissions', filter, limit] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listContestSubmissions, {
        params: { id: slug },
        query: { ...filter, limit, ...given({ cursor: pageParam ?? undefined }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
  });
}

export function clarificationsQuery(slug: string) {
  return infiniteQueryOptions({
    queryKey: [...contestKey(slug), 'clarifications'] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listClarifications, {
        params: { id: slug },
        query: { limit: 100, ...given({ cursor: pageParam ?? undefined }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    refetchInterval: pace(60_000, 10_000),
  });
}

export function statisticsQuery(slug: string, view: 'public' | 'jury') {
  return queryOptions({
    queryKey: [...contestKey(slug), 'statistics', view] as const,
    queryFn: ({ signal }) => docket.call(getContestStatistics, { params: { id: slug }, query: { view }, signal }),
    refetchInterval: 30_000,
  });
}
