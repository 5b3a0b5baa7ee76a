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
import { given } from '../../../lib/given.ts';

/** Figures of the moment are asked for this often, in ms, while their page is in front. */
export const LIVE_MS = 3_000;

/** All of it changes together. */
export const MONEY = ['admin', 'money'] as const;

export type PaymentFilter = {
  readonly status?: PaymentStatus;
  /** Of those by transfer, the one with this reference. */
  readonly reference?: string;
  readonly user?: string;
};

export function paymentsQuery({ status, reference, user }: PaymentFilter) {
  return infiniteQueryOptions({
    queryKey: [...MONEY, 'payments', status, reference, user],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listPayments, {
        query: given({ status, transferReference: reference, userId: user, cursor: pageParam ?? undefined }),
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

/** @param provider of these alone */
export function refundsQuery(status: RefundStatus | null, provider: string | null) {
  return infiniteQueryOptions({
    queryKey: [...MONEY, 'refunds', status, provider],
    queryFn: ({ pageParam, signal }) =>
      docket.call(listRefunds, {
        query: {
          ...(status === null ? {} : { status }),
          ...(provider === null ? {} : { provider }),
          ...(pageParam === null ? {} : { cursor: pageParam }),
        },
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
