import { getWallet, listWalletEntries, listWithdrawals, type Withdrawal } from '@docket/contracts/http/wallet';
import type { RouteResponse } from '@docket/contracts/http/route';
import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import type { Live } from '../../../lib/live/follow.ts';
import { again } from '../../../lib/live/merge.ts';
import { hasLine, mapLines } from '../../../lib/live/pages.ts';

export function walletQuery() {
  return queryOptions({
    queryKey: ['wallet', 'balances'] as const,
    queryFn: ({ signal }) => docket.call(getWallet, { signal }),
    staleTime: 0,
  });
}

export function entriesQuery(currency: string) {
  return infiniteQueryOptions({
    queryKey: ['wallet', 'entries', currency] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listWalletEntries, {
        query: { currency, limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

export function withdrawalsQuery() {
  return infiniteQueryOptions({
    queryKey: ['wallet', 'withdrawals'] as const,
    queryFn: ({ pageParam, signal }) =>
      docket.call(listWithdrawals, {
        query: { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    staleTime: 0,
  });
}

/** Events say that money moved, and not how much there is: that is read. */
export const walletLive: Live<RouteResponse<typeof getWallet>> = {
  on: { 'wallet.updated': (held) => again(held), 'withdrawal.updated': (held) => again(held) },
};

export const entriesLive: Live<InfiniteData<RouteResponse<typeof listWalletEntries>, string | null>> = {
  on: { 'wallet.updated': (held) => again(held), 'withdrawal.updated': (held) => again(held) },
};

function newer(held: Withdrawal, told: Withdrawal): Withdrawal {
  return told.withdrawalId === held.withdrawalId && told.revision > held.revision ? told : held;
}

export const withdrawalsLive: Live<InfiniteData<RouteResponse<typeof listWithdrawals>, string | null>> = {
  on: {
    'withdrawal.updated': (held, { data }) =>
      hasLine(held, (line) => line.withdrawalId === data.withdrawalId)
        ? mapLines(held, (line) => newer(line, data))
        : again(held),
  },
};
