import {
  webhookEndpoint,
  type WebhookDelivery,
  type WebhookEndpoint,
  type WebhookEndpointStatus,
} from '@docket/contracts/http/outgoing-webhook';
import { DocketError } from '@docket/contracts/errors';

/** Of `webhook_endpoints e`. */
export const ENDPOINT_COLUMNS =
  'e.id, e.url, e.description, e.events, e.status, e.secret_number, e.before_until, e.failing_since, e.created_at';

export type EndpointRow = {
  id: string;
  url: string;
  description: string;
  events: string[];
  status: WebhookEndpointStatus;
  secret_number: number;
  before_until: Date | null;
  failing_since: Date | null;
  created_at: Date;
};

export function toEndpoint(row: EndpointRow): WebhookEndpoint {
  return webhookEndpoint.parse({
    endpointId: row.id,
    url: row.url,
    description: row.description,
    events: row.events,
    status: row.status,
    secretNumber: row.secret_number,
    beforeUntil: row.before_until !== null && row.before_until > new Date() ? row.before_until.toISOString() : null,
    failingSince: row.failing_since?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
  });
}

/** Of `webhook_deliveries d` and its event `v`. */
export const DELIVERY_COLUMNS = `d.id, d.endpoint_id, d.event_id, v.type, d.status, d.attempts, d.created_at, d.next_try_at, d.done_at,
  (SELECT t.status FROM webhook_tries t WHERE t.delivery_id = d.id ORDER BY t.id DESC LIMIT 1) AS last_status`;

export type DeliveryRow = {
  id: string;
  endpoint_id: string;
  event_id: string;
  type: string;
  status: WebhookDelivery['status'];
  attempts: number;
  created_at: Date;
  next_try_at: Date;
  done_at: Date | null;
  last_status: number | null;
};

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  return {
    deliveryId: row.id,
    endpointId: row.endpoint_id,
    eventId: `evt_${row.event_id.replaceAll('-', '')}`,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    lastStatus: row.last_status,
    createdAt: row.created_at.toISOString(),
    nextTryAt: row.status === 'PENDING' ? row.next_try_at.toISOString() : null,
    doneAt: row.done_at?.toISOString() ?? null,
  };
}

export function endpointNotFound(): DocketError {
  return new DocketError('webhook_endpoint_not_found', 'There is no such endpoint, or it was removed.');
}

export function endpointOff(): DocketError {
  return new DocketError('webhook_endpoint_off', 'The endpoint is paused or disabled; turn it on first.');
}
