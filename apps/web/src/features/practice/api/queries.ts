import { discussionChannel } from '@docket/contracts/events/discussion';
import { getThread, listReports, listThreads, type threadKinds } from '@docket/contracts/http/discussion';
import {
  getDaily,
  getEditorial,
  getHints,
  getOwnMarks,
  listFavourites,
  listSimilar,
} from '@docket/contracts/http/practice';
import { getStudyList, listStudyLists } from '@docket/contracts/http/study-list';
import { isFinal } from '@docket/contracts/judge/verdict';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { again } from '../../../lib/live/merge.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';

/** Everything that practising keeps, so that a change can have all of it read again. */
export const PRACTICE = ['practice'] as const;

export function hintsQuery(slug: string, shown: number) {
  return queryOptions({
    queryKey: [...PRACTICE, 'hints', slug, shown] as const,
    queryFn: ({ signal }) => docket.call(getHints, { params: { slug }, query: { shown }, signal }),
    staleTime: 60_000,
  });
}

/** Solving a problem opens it, so what was read before is another answer. */
export function editorialQuery(slug: string, { spoil, solved }: { readonly spoil: boolean; readonly solved: boolean }) {
  return queryOptions({
    queryKey: [...PRACTICE, 'editorial', slug, spoil, solved] as const,
    queryFn: ({ signal }) =>
      docket.call(getEditorial, { params: { slug }, query: { spoil: spoil ? 'true' : 'false' }, signal }),
  });
}

export function similarQuery(slug: string) {
  return queryOptions({
    queryKey: [...PRACTICE, 'similar', slug] as const,
    queryFn: ({ signal }) => docket.call(listSimilar, { params: { slug }, signal }),
    staleTime: 60_000,
  });
}

export function marksQuery(slug: string) {
  return queryOptions({
    queryKey: [...PRACTICE, 'marks', slug] as const,
    queryFn: ({ signal }) => docket.call(getOwnMarks, { params: { slug }, signal }),
  });
}

export function favouritesQuery() {
  return infiniteQueryOptions({
    queryKey: [...PRACTICE, 'favourites'] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listFavourites, {
        query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
  });
}

/** What a verdict changes, only the server knows. */
function afterVerdict<Data>(held: Data, { data }: EventEnvelope<'submission.updated'>) {
  return isFinal(data.status) ? again(held) : held;
}

/** The problem of the day, with the days in a row as verdicts come. */
export function useDaily() {
  return useLiveQuery(
    queryOptions({
      queryKey: [...PRACTICE, 'daily'] as const,
      queryFn: ({ signal }) => docket.call(getDaily, { signal }),
    }),
    { on: { 'submission.updated': afterVerdict } },
  );
}

/** Study lists, with how far one is as verdicts come. */
export function useStudyLists() {
  return useLiveQuery(
    queryOptions({
      queryKey: [...PRACTICE, 'lists'] as const,
      queryFn: ({ signal }) => docket.call(listStudyLists, { signal }),
    }),
    { on: { 'submission.updated': afterVerdict } },
  );
}

export function useStudyList(id: string) {
  return useLiveQuery(
    queryOptions({
      queryKey: [...PRACTICE, 'list', id] as const,
      queryFn: ({ signal }) => docket.call(getStudyList, { params: { id }, signal }),
    }),
    { on: { 'submission.updated': afterVerdict } },
  );
}

type ThreadFilter = { readonly kind?: (typeof threadKinds)[number] | undefined };

/** What is said about a problem, as it is said. */
export function useThreads(slug: string, problemId: string | undefined, filter: ThreadFilter) {
  return useLiveInfiniteQuery(
    infiniteQueryOptions({
      queryKey: [...PRACTICE, 'threads', slug, filter] as const,
      queryFn: ({ pageParam, signal }) =>
        docket.call(listThreads, {
          params: { slug },
          query: { ...given(filter), limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.meta.nextCursor,
    }),
    {
      ...(problemId === undefined ? {} : { channel: discussionChannel(problemId) }),
      guests: true,
      on: { 'discussion.changed': (held) => again(held) },
    },
  );
}

/** One discussion, as it goes on. */
export function useThread(id: string, spoil: boolean, problemId: string | undefined) {
  return useLiveInfiniteQuery(
    infiniteQueryOptions({
      queryKey: [...PRACTICE, 'thread', id, spoil] as const,
      placeholderData: keepPreviousData,
      queryFn: ({ pageParam, signal }) =>
        docket.call(getThread, {
          params: { id },
          query: { spoil: spoil ? 'true' : 'false', limit: 50, ...(pageParam === null ? {} : { cursor: pageParam }) },
          signal,
        }),
      initialPageParam: null as string | null,
      getNextPageParam: (page) => page.meta.nextCursor,
    }),
    {
      ...(problemId === undefined ? {} : { channel: discussionChannel(problemId) }),
      guests: true,
      on: { 'discussion.changed': (held, { data }) => (data.threadId === id ? again(held) : held) },
    },
  );
}

export function reportsQuery() {
  return infiniteQueryOptions({
    queryKey: [...PRACTICE, 'reports'] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listReports, {
        query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
  });
}
