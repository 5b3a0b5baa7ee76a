import {
  hashKey,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
  type InfiniteData,
  type QueryClient,
  type QueryKey,
  type UndefinedInitialDataInfiniteOptions,
  type UndefinedInitialDataOptions,
  type UseInfiniteQueryResult,
  type UseQueryResult,
} from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { docket } from '../docket.ts';
import { useSession } from '../session.ts';
import { useConnection } from './connection.ts';
import { follow, settle, type Live } from './follow.ts';

/**
 * A query whose data is kept in step with events while it is on the screen. It takes no `select`, whose results would
 * go through `settle` as if they had been read.
 */
export function useLiveQuery<Data, Key extends QueryKey>(
  query: UndefinedInitialDataOptions<Data, Error, Data, Key>,
  live: Live<Data>,
): UseQueryResult<Data> {
  return useQuery({ ...query, ...useLive(query, live) });
}

/** As `useLiveQuery`, for lists that are read page by page. */
export function useLiveInfiniteQuery<Page, Key extends QueryKey, Cursor>(
  query: UndefinedInitialDataInfiniteOptions<Page, Error, InfiniteData<Page>, Key, Cursor>,
  live: Live<InfiniteData<Page, Cursor>>,
): UseInfiniteQueryResult<InfiniteData<Page>> {
  return useInfiniteQuery({ ...query, ...useLive(query, live) });
}

/**
 * As `useLiveQuery`, for what draws by itself: every state goes to `take`, and its component is only drawn anew for
 * an error.
 */
export function useLiveFeed<Data, Key extends QueryKey>(
  query: UndefinedInitialDataOptions<Data, Error, Data, Key>,
  live: Live<Data>,
  take: (data: Data) => void,
): Pick<UseQueryResult<Data>, 'error' | 'refetch'> {
  const queryClient = useQueryClient();
  const hash = hashKey(query.queryKey);
  const result = useQuery({ ...query, ...useLive(query, live), notifyOnChangeProps: ['error', 'refetch'] });
  useEffect(() => {
    const cache = queryClient.getQueryCache();
    const hand = () => {
      const data = cache.get<Data>(hash)?.state.data;
      if (data !== undefined) take(data);
    };
    hand();
    return cache.subscribe((change) => {
      if (change.type === 'updated' && change.action.type === 'success' && change.query.queryHash === hash) hand();
    });
  }, [queryClient, hash, take]);
  return result;
}

type Followed = { readonly queryKey: QueryKey; readonly enabled?: unknown };

/** Follows the events, and says what that asks of the query's options. */
function useLive<Data>({ queryKey, enabled }: Followed, live: Live<Data>) {
  const queryClient = useQueryClient();
  const newest = useRef(live);
  useEffect(() => {
    newest.current = live;
  });
  const loggedIn = useSession() !== undefined;
  const listens = enabled !== false && (loggedIn || (live.guests === true && live.channel !== undefined));
  // Drawn anew when the connection comes or goes, so that the pace of reading is chosen again.
  useConnection();
  useEffect(
    () => (listens ? follow(docket.realtime, queryClient, queryKey, () => newest.current, live.channel) : undefined),
    // The key is made anew with each drawing; its hash is what it says.
    [queryClient, hashKey(queryKey), live.channel, listens],
  );
  return {
    // Nobody listened while it was off the screen.
    refetchOnMount: 'always' as const,
    structuralSharing: (held: unknown, read: unknown) =>
      settleUntyped(queryClient, queryKey, newest.current, held, read),
  };
}

/** The query's own option is untyped; what it hands over is what the query holds and has read. */
function settleUntyped<Data>(
  queryClient: QueryClient,
  queryKey: QueryKey,
  live: Live<Data>,
  held: unknown,
  read: unknown,
): unknown {
  return settle(queryClient, queryKey, live, held as Data | undefined, read as Data);
}
