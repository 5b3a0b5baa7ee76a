import { getPayout, listPayouts } from '@docket/contracts/http/payout';
import type { WithdrawalStatus } from '@docket/contracts/http/wallet';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';
import { LIVE_MS, MONEY } from './money-queries.ts';

export type PayoutFilter = { readonly status?: WithdrawalStatus; readonly user?: string };

export function payoutsQuery({ status, user }: PayoutFilter) {
  return infiniteQueryOptions({
    queryKey: [...MONEY, 'payouts', status, user],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listPayouts, { query: given({ status, userId: user, cursor: pageParam ?? undefined }), signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function payoutQuery(id: string) {
  return queryOptions({
    queryKey: [...MONEY, 'payout', id],
    queryFn: ({ signal }) => docket.call(getPayout, { params: { id }, signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}
