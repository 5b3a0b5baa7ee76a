import { z } from 'zod';
import { MANAGERS } from '../access.ts';
import { webhookEventType } from '../outgoing/events.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** - `PAUSED`: a manager has paused it. - `DISABLED`: it took nothing for three days, or answered 410. */
export const webhookEndpointStatus = z.enum(['ACTIVE', 'PAUSED', 'DISABLED']);
export type WebhookEndpointStatus = z.infer<typeof webhookEndpointStatus>;

const description = z.string().trim().max(200);
const events = z.array(webhookEventType).min(1, 'choose one or more').max(webhookEventType.options.length);
const url = z.url('give an address such as https://shop.example.org/docket').max(2_000);

export const webhookEndpoint = z.object({
  endpointId: uuid,
  url: z.string(),
  description: z.string(),
  events: z.array(webhookEventType),
  status: webhookEndpointStatus,
  /** Counts its secrets. */
  secretNumber: z.int(),
  /** Until then the secret before this one signs as well. */
  beforeUntil: timestamp.nullable(),
  /** Since when it has taken nothing; null while it takes what it is sent. */
  failingSince: timestamp.nullable(),
  createdAt: timestamp,
});
export type WebhookEndpoint = z.infer<typeof webhookEndpoint>;

export const webhookDeliveryStatus = z.enum(['PENDING', 'DELIVERED', 'FAILED']);
export type WebhookDeliveryStatus = z.infer<typeof webhookDeliveryStatus>;

export const webhookDelivery = z.object({
  deliveryId: uuid,
  endpointId: uuid,
  /** As the endpoint is told it in `webhook-id`. */
  eventId: z.string(),
  type: z.string(),
  status: webhookDeliveryStatus,
  /** Calls since it was made or replayed. */
  attempts: z.int(),
  /** What was answered last; null where nothing was, or nobody has called yet. */
  lastStatus: z.int().nullable(),
  createdAt: timestamp,
  /** Of one that is to be sent: when, at the earliest. */
  nextTryAt: timestamp.nullable(),
  doneAt: timestamp.nullable(),
});
export type WebhookDelivery = z.infer<typeof webhookDelivery>;

const params = z.object({ id: uuid });
const refusals = ['unauthenticated', 'forbidden', 'webhook_endpoint_not_found'] as const;

export const listWebhookEndpoints = route({
  access: MANAGERS,
  method: 'GET',
  path: '/webhook-endpoints',
  status: 200,
  summary: 'Where the house is called when something happens to its bookings, payments and refunds',
  response: z.object({
    /** False where this installation calls nobody. */
    on: z.boolean(),
    data: z.array(webhookEndpoint),
  }),
  errors: ['unauthenticated', 'forbidden'],
});

export const createWebhookEndpoint = route({
  access: MANAGERS,
  method: 'POST',
  path: '/webhook-endpoints',
  status: 201,
  idempotent: true,
  summary: 'Have an address called. Its secret is at `/webhook-endpoints/:id/secret`',
  body: z.object({ url, events, description: description.default('') }),
  example: { url: 'https://shop.example.org/docket', events: ['booking.confirmed', 'payment.paid'] },
  response: webhookEndpoint,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'outgoing_webhooks_off',
    'webhook_endpoint_taken',
    'webhook_endpoints_full',
  ],
});

export const getWebhookEndpoint = route({
  access: MANAGERS,
  method: 'GET',
  path: '/webhook-endpoints/:id',
  status: 200,
  summary: 'One endpoint',
  params,
  response: webhookEndpoint,
  errors: refusals,
});

export const changeWebhookEndpoint = route({
  access: MANAGERS,
  method: 'PATCH',
  path: '/webhook-endpoints/:id',
  status: 200,
  summary: 'Change an endpoint. One that is made active goes on with what is not delivered yet',
  params,
  body: z.object({
    url: url.optional(),
    events: events.optional(),
    description: description.optional(),
    status: z.enum(['ACTIVE', 'PAUSED']).optional(),
  }),
  example: { status: 'PAUSED' },
  response: webhookEndpoint,
  errors: [...refusals, 'invalid_request', 'webhook_endpoint_taken', 'outgoing_webhooks_off'],
});

export const removeWebhookEndpoint = route({
  access: MANAGERS,
  method: 'DELETE',
  path: '/webhook-endpoints/:id',
  status: 204,
  summary: 'Remove an endpoint with its deliveries',
  params,
  errors: refusals,
});

export const getWebhookSecret = route({
  access: MANAGERS,
  method: 'GET',
  path: '/webhook-endpoints/:id/secret',
  status: 200,
  summary: 'The secret that an endpoint verifies calls with, as Standard Webhooks writes it',
  params,
  response: z.object({ secret: z.string(), secretNumber: z.int() }),
  errors: [...refusals, 'outgoing_webhooks_off'],
});

export const rotateWebhookSecret = route({
  access: MANAGERS,
  method: 'POST',
  path: '/webhook-endpoints/:id/rotate',
  status: 200,
  idempotent: 'state',
  summary: 'Give an endpoint the next secret. For `overlapHours` calls are signed with both',
  params,
  body: z.object({
    /** The one it has: asked for again with the same, nothing is changed. */
    from: z.int().min(1),
    /** 0 where the one before has leaked. */
    overlapHours: z.int().min(0).max(168).default(24),
  }),
  example: { from: 1, overlapHours: 24 },
  response: webhookEndpoint,
  errors: [...refusals, 'invalid_request', 'webhook_secret_changed', 'outgoing_webhooks_off'],
});

export const testWebhookEndpoint = route({
  access: MANAGERS,
  method: 'POST',
  path: '/webhook-endpoints/:id/test',
  status: 200,
  idempotent: 'body',
  summary: 'Send an event `endpoint.test`',
  params,
  body: z.object({
    /** Made by the caller: one test for each. */
    testId: uuid,
  }),
  example: { testId: '0190a0a0-0000-7000-8000-000000000001' },
  response: webhookDelivery,
  errors: [...refusals, 'invalid_request', 'webhook_endpoint_off', 'outgoing_webhooks_off'],
});

export const listWebhookDeliveries = route({
  access: MANAGERS,
  method: 'GET',
  path: '/webhook-endpoints/:id/deliveries',
  status: 200,
  summary: 'What an endpoint was or is to be told, newest first',
  params,
  query: z.object({ ...pageQuery, status: webhookDeliveryStatus.optional() }),
  response: page(webhookDelivery),
  errors: [...refusals, 'invalid_request'],
});

export const webhookTry = z.object({
  at: timestamp,
  /** Null where nothing was answered; then `error` says why. */
  status: z.int().nullable(),
  error: z.string().nullable(),
  /** The first kilobyte of the answer. */
  answer: z.string().nullable(),
  ms: z.int(),
});

const deliveryRefusals = ['unauthenticated', 'forbidden', 'webhook_delivery_not_found'] as const;

export const getWebhookDelivery = route({
  access: MANAGERS,
  method: 'GET',
  path: '/webhook-deliveries/:id',
  status: 200,
  summary: 'A delivery with what is sent and what each call was answered, the last hundred calls, newest first',
  params,
  response: webhookDelivery.extend({ body: z.string(), tries: z.array(webhookTry) }),
  errors: deliveryRefusals,
});
export type WebhookDeliveryDetail = z.infer<typeof getWebhookDelivery.response>;

export const replayWebhookDelivery = route({
  access: MANAGERS,
  method: 'POST',
  path: '/webhook-deliveries/:id/replay',
  status: 200,
  idempotent: 'state',
  summary: 'Send a delivery again, with the same id, or at once where it waits',
  params,
  response: webhookDelivery,
  errors: [...deliveryRefusals, 'webhook_endpoint_off'],
});
