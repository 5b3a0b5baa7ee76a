import {
  getWebhookDelivery,
  getWebhookEndpoint,
  getWebhookSecret,
  listWebhookDeliveries,
  listWebhookEndpoints,
  type WebhookDelivery,
  type WebhookDeliveryStatus,
} from '@docket/contracts/http/outgoing-webhook';
import type { RouteResponse } from '@docket/contracts/http/route';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { docket } from '../../../lib/docket.ts';
import { given } from '../../../lib/given.ts';

/** All that is known of webhooks, to be read again after anything was changed. */
export const WEBHOOKS = ['webhooks'] as const;
/** While something is on its way its page looks again. */
const LOOK_MS = 2_000;
const STATE_MS = 5_000;

const isUnderWay = ({ status }: Pick<WebhookDelivery, 'status'>): boolean => status === 'PENDING';

export function endpointsQuery() {
  return queryOptions({
    queryKey: [...WEBHOOKS, 'endpoints'] as const,
    queryFn: ({ signal }) => docket.call(listWebhookEndpoints, { signal }),
    staleTime: 0,
  });
}

export function endpointQuery(id: string) {
  return queryOptions({
    queryKey: [...WEBHOOKS, 'endpoint', id] as const,
    queryFn: ({ signal }) => docket.call(getWebhookEndpoint, { params: { id }, signal }),
    staleTime: 0,
    // Whether it fails is found out by workers.
    refetchInterval: STATE_MS,
  });
}

/** Read when somebody wants to see it, and not kept on the device. */
export function secretQuery(id: string, number: number) {
  return queryOptions({
    queryKey: [...WEBHOOKS, 'secret', id, number] as const,
    queryFn: ({ signal }) => docket.call(getWebhookSecret, { params: { id }, signal }),
    staleTime: 0,
    gcTime: 0,
  });
}

type DeliveryPage = RouteResponse<typeof listWebhookDeliveries>;

export function deliveriesQuery(id: string, status: WebhookDeliveryStatus | undefined) {
  return infiniteQueryOptions({
    queryKey: [...WEBHOOKS, 'deliveries', id, status ?? null] as const,
    queryFn: ({ signal, pageParam }): Promise<DeliveryPage> =>
      docket.call(listWebhookDeliveries, {
        params: { id },
        query: { limit: 30, ...given({ status, cursor: pageParam }) },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ meta }: DeliveryPage) => meta.nextCursor ?? undefined,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.pages.some((page) => page.data.some(isUnderWay)) ? LOOK_MS : false),
  });
}

export function deliveryQuery(id: string) {
  return queryOptions({
    queryKey: [...WEBHOOKS, 'delivery', id] as const,
    queryFn: ({ signal }) => docket.call(getWebhookDelivery, { params: { id }, signal }),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data !== undefined && isUnderWay(state.data) ? LOOK_MS : false),
  });
}
