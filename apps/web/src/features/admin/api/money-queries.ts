import {
  getPayment,
  getPaymentTimeline,
  listPayments,
  listProviderHealth,
  listRefunds,
} from '@docket/contracts/http/payment';
import type { PaymentStatus, RefundStatus } from '@docket/contracts/payment/status';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';

/** Figures of the moment are asked for this often, in ms, while their page is in front. */
const LIVE_MS = 3_000;

/** All of it changes together. */
export const MONEY = ['admin', 'money'] as const;

export function paymentsQuery(status: PaymentStatus | null) {
  return infiniteQueryOptions({
    queryKey: [...MONEY, 'payments', status],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listPayments, {
        query: { ...(status === null ? {} : { status }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function adminPaymentQuery(paymentId: string) {
  return queryOptions({
    queryKey: [...MONEY, 'payment', paymentId],
    queryFn: ({ signal }) => docket.call(getPayment, { params: { paymentId }, signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function timelineQuery(paymentId: string) {
  return queryOptions({
    queryKey: [...MONEY, 'timeline', paymentId],
    queryFn: ({ signal }) => docket.call(getPaymentTimeline, { params: { paymentId }, signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function refundsQuery(status: RefundStatus | null) {
  return infiniteQueryOptions({
    queryKey: [...MONEY, 'refunds', status],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listRefunds, {
        query: { ...(status === null ? {} : { status }), ...(pageParam === null ? {} : { cursor: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.meta.nextCursor,
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}

export function providerHealthQuery() {
  return queryOptions({
    queryKey: [...MONEY, 'providers'],
    queryFn: ({ signal }) => docket.call(listProviderHealth, { signal }),
    refetchInterval: LIVE_MS,
    staleTime: 0,
  });
}
