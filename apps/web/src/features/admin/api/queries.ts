import { getInboxEvent, listInbox, type InboxStatus } from '@docket/contracts/http/inbox';
import { getMessageFigures, listMessages, type MessageState } from '@docket/contracts/http/messages';
import { getQueue, getQueueHistory, listWorkers } from '@docket/contracts/http/queue';
import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';

/** Figures of the moment are asked for this often, in ms, while their page is in front. */
const LIVE_MS = 2000;

export function queueQuery() {
  return queryOptions({
    queryKey: ['admin', 'queue'],
    queryFn: ({ signal }) => docket.call(getQueue, { signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

/** As it was noted every half minute. */
export function queueHistoryQuery(hours: number) {
  return queryOptions({
    queryKey: ['admin', 'queue', 'history', hours],
    queryFn: ({ signal }) => docket.call(getQueueHistory, { query: { hours }, signal }),
    refetchInterval: 30_000,
    staleTime: 10_000,
    placeholderData: keepPreviousData,
  });
}

export function workersQuery() {
  return queryOptions({
    queryKey: ['admin', 'workers'],
    queryFn: ({ signal }) => docket.call(listWorkers, { signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export const MESSAGES = ['admin', 'messages'] as const;

export function messageFiguresQuery() {
  return queryOptions({
    queryKey: [...MESSAGES, 'figures'],
    queryFn: ({ signal }) => docket.call(getMessageFigures, { signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function messagesQuery(state: MessageState) {
  return infiniteQueryOptions({
    queryKey: [...MESSAGES, 'list', state],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listMessages, { query: pageParam === null ? { state } : { state, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export const INBOX = ['admin', 'inbox'] as const;

/** As it stands in the address of the page. */
export type InboxFilter = { readonly q?: string; readonly provider?: string; readonly status?: InboxStatus };

export function inboxQuery({ q, provider, status }: InboxFilter) {
  const filter = given({ search: q, provider, status });
  return infiniteQueryOptions({
    queryKey: [...INBOX, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listInbox, { query: pageParam === null ? filter : { ...filter, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function inboxEventQuery(id: string) {
  return queryOptions({
    queryKey: [...INBOX, 'one', id],
    queryFn: ({ signal }) => docket.call(getInboxEvent, { params: { id }, signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}
