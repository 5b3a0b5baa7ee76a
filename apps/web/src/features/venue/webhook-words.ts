import type { WebhookDeliveryStatus, WebhookEndpointStatus } from '@docket/contracts/http/outgoing-webhook';
import type { webhookEventType } from '@docket/contracts/outgoing/events';
import type { Tone } from '../../ui/tone.ts';

type EventType = (typeof webhookEventType)['options'][number];

/** What managers choose from. */
export const EVENT_WORDS: Readonly<Record<EventType, string>> = {
  'booking.confirmed': 'Seats were sold',
  'booking.cancelled': 'Sold seats were given back',
  'payment.paid': 'A payment has come in',
  'payment.failed': 'A try to pay has failed',
  'payment.cancelled': 'A payment was given up',
  'payment.conflicted': 'Another amount came than was owed',
  'refund.created': 'Money is to go back',
  'refund.done': 'Money has gone back',
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
