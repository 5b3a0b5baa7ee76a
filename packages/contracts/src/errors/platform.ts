import type { ErrorTable } from './table.ts';

/** What any route may answer, whatever it is about. */
export const platformErrors = {
  invalid_json: [400, 'The body is not valid JSON'],
  invalid_request: [400, 'A field is missing or has the wrong form'],
  unauthenticated: [401, 'A valid session token is needed'],
  forbidden: [403, 'The caller may not do this'],
  not_found: [404, 'There is nothing at this address'],
  method_not_allowed: [405, 'This address does not answer this method'],
  idempotency_in_progress: [409, 'A request with this Idempotency-Key is still being worked on'],
  body_too_large: [413, 'The body is larger than this address accepts'],
  unsupported_media_type: [415, 'The body has a content type this address does not take'],
  idempotency_mismatch: [422, 'This Idempotency-Key came earlier with another request'],
  too_many_requests: [429, 'Too many requests; wait and try again'],
  queue_full: [429, 'The queue is full; wait and try again'],
  internal: [500, 'Something failed on our side'],
  unavailable: [503, 'A service this needs is away; try again'],
} as const satisfies ErrorTable;
