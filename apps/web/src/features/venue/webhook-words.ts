import type { WebhookDeliveryStatus, WebhookEndpointStatus } from '@docket/contracts/http/outgoing-webhook';
import type { webhookEventType } from '@docket/contracts/outgoing/events';
import type { Tone } from '../../ui/tone.ts';

type EventType = (typeof webhookEventType)['options'][number];

/** What managers choose from. */
export const EVENT_WORDS: Readonly<Record<EventType, string>> = {
  'booking.confirmed': 'A booking was confirmed',
  'booking.cancelled': 'A confirmed booking was cancelled',
  'payment.paid': 'A payment came in',
  'payment.failed': 'A payment attempt failed',
  'payment.cancelled': 'A payment was given up',
  'payment.conflicted': 'Another amount came than was owed',
  'refund.created': 'A refund was ordered',
  'refund.done': 'A refund was paid',
  'refund.failed': 'A refund was given up',
};

export const ENDPOINT_LOOK: Readonly<Record<WebhookEndpointStatus, { readonly label: string; readonly tone: Tone }>> = {
  ACTIVE: { label: 'Active', tone: 'ok' },
  PAUSED: { label: 'Paused', tone: 'muted' },
  DISABLED: { label: 'Disabled', tone: 'bad' },
};

export const DELIVERY_LOOK: Readonly<Record<WebhookDeliveryStatus, { readonly label: string; readonly tone: Tone }>> = {
  PENDING: { label: 'On its way', tone: 'note' },
  DELIVERED: { label: 'Delivered', tone: 'ok' },
  FAILED: { label: 'Failed', tone: 'bad' },
};
