import { listLanguages } from '@docket/contracts/http/language';
import { getProblem, listProblems, listTags } from '@docket/contracts/http/problem';
import type { RouteQueryInput } from '@docket/contracts/http/route';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { KEPT } from '../../../lib/kept/kept.ts';

export type ProblemFilter = Omit<RouteQueryInput<typeof listProblems>, 'cursor' | 'limit'>;

export function problemsQuery(filter: ProblemFilter, limit = 30) {
  return infiniteQueryOptions({
    // Searches come and go; the list itself is where somebody without a network begins.
    ...(Object.keys(filter).length === 0 ? { meta: KEPT } : {}),
    queryKey: ['problems', 'list', filter, limit],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listProblems, {
        query: { ...filter, limit, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    placeholderData: keepPreviousData,
  });
}

export function problemQuery(slug: string) {
  return queryOptions({
    meta: KEPT,
    queryKey: ['problems', 'one', slug],
    queryFn: ({ signal }) => docket.call(getProblem, { params: { slug }, signal }),
  });
}

/** One version of it, as those who set it see it. */
export function problemVersionQuery(slug: string, version: number) {
  return queryOptions({
    queryKey: ['problems', 'one', slug, 'version', version],
    queryFn: ({ signal }) => docket.call(getProblem, { params: { slug }, query: { version }, signal }),
    staleTime: 0,
  });
}

/** The same with its statement in another language. */
export function problemInLanguageQuery(slug: string, language: string, version?: number) {
  return queryOptions({
    queryKey: ['problems', 'one', slug, language, version ?? null],
    queryFn: ({ signal }) => docket.call(getProblem, { params: { slug }, query: given({ language, version }), signal }),
    staleTime: 5 * 60_000,
  });
}

export function tagsQuery() {
  return queryOptions({
    queryKey: ['tags'],
    queryFn: ({ signal }) => docket.call(listTags, { signal }),
    staleTime: 5 * 60_000,
  });
}

export function languagesQuery() {
  return queryOptions({
    meta: KEPT,
    queryKey: ['languages'],
    queryFn: ({ signal }) => docket.call(listLanguages, { signal }),
    staleTime: 5 * 60_000,
  });
}
