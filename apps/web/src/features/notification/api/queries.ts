import {
  countNotifications,
  listNotificationPreferences,
  listNotifications,
  readNotifications,
  setNotificationPreference,
  type Notification,
} from '@docket/contracts/http/notification';
import type { NotificationKindName } from '@docket/contracts/notification/kinds';
import type { RouteResponse } from '@docket/contracts/http/route';
import { infiniteQueryOptions, queryOptions, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { pace } from '../../../lib/live/connection.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { hasLine, mapLines } from '../../../lib/live/pages.ts';
import { useLiveInfiniteQuery, useLiveQuery } from '../../../lib/live/use-live-query.ts';
import { useAct } from '../../../lib/use-act.ts';

type Unread = RouteResponse<typeof countNotifications>;
type Page = RouteResponse<typeof listNotifications>;
type Pages = InfiniteData<Page, string | undefined>;

const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'] as const,
  queryFn: ({ signal }): Promise<Unread> => docket.call(countNotifications, { signal }),
  staleTime: 0,
  refetchInterval: pace(300_000, 30_000),
});

const unread: Live<Unread> = {
  // The same one may come twice, so it is counted again rather than counted up.
  on: { notification: (held) => again(held), 'notification.read': (_, { data }) => ({ unread: data.unread }) },
};

/** How many are not read. */
export function useUnread() {
  return useLiveQuery(unreadQuery, unread);
}

function listQuery(limit: number) {
  return infiniteQueryOptions({
    queryKey: ['notifications', 'list', limit] as const,
    queryFn: ({ signal, pageParam }): Promise<Page> =>
      docket.call(listNotifications, {
        query: { limit, ...(pageParam !== undefined && { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }: Page) => meta.nextCursor ?? undefined,
    staleTime: 0,
    refetchInterval: pace(300_000, 30_000),
  });
}

function put(held: Pages, told: Notification): Pages {
  const [first, ...others] = held.pages;
  if (first === undefined || hasLine(held, (line) => line.notificationId === told.notificationId)) return held;
  return { ...held, pages: [{ ...first, data: [told, ...first.data] }, ...others] };
}

const list: Live<Pages> = {
  on: {
    notification: (held, { data }) => put(held, data),
    'notification.read': (held, { at, data }) =>
      mapLines(held, (line) => {
        const read = data.ids.includes(line.notificationId) || (data.upTo !== null && line.notificationId <= data.upTo);
        return read && line.readAt === null ? { ...line, readAt: at } : line;
      }),
  },
};

/** What the caller was told, newest first, as it comes in. */
export function useNotifications(limit: number) {
  return useLiveInfiniteQuery(listQuery(limit), list);
}

/** Marks some as read, or all up to one. */
export function useRead() {
  const queryClient = useQueryClient();
  return useAct({
    act: (body: { readonly ids: string[] } | { readonly upTo: string }) => docket.call(readNotifications, { body }),
    onSuccess: (now) => {
      queryClient.setQueryData(unreadQuery.queryKey, now);
      return queryClient.invalidateQueries({ queryKey: ['notifications', 'list'] });
    },
  });
}

export function preferencesQuery() {
  return queryOptions({
    queryKey: ['notifications', 'preferences'] as const,
    queryFn: async ({ signal }) => (await docket.call(listNotificationPreferences, { signal })).data,
    staleTime: 0,
  });
}

export function useSetPreference() {
  const queryClient = useQueryClient();
  return useAct({
    act: ({ kind, mail }: { readonly kind: NotificationKindName; readonly mail: boolean }) =>
      docket.call(setNotificationPreference, { params: { kind }, body: { mail } }),
    onSuccess: (now) =>
      queryClient.setQueryData(preferencesQuery().queryKey, (held) =>
        held?.map((each) => (each.kind === now.kind ? now : each)),
      ),
  });
}
