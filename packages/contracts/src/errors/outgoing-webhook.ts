import type { ErrorTable } from './table.ts';

/** Webhooks from here to others. */
export const outgoingWebhookErrors = {
  outgoing_webhooks_off: [409, 'This installation calls nobody: OUTGOING_WEBHOOK_SECRET is not set'],
  webhook_endpoint_not_found: [404, 'There is no such endpoint'],
  webhook_endpoint_taken: [409, 'There is an endpoint with this address already'],
  webhook_endpoints_full: [409, 'There are as many endpoints as there may be'],
  webhook_endpoint_off: [409, 'The endpoint is paused or disabled'],
  webhook_secret_changed: [409, 'The secret was changed by somebody else meanwhile'],
  webhook_delivery_not_found: [404, 'There is no such delivery'],
} as const satisfies ErrorTable;
