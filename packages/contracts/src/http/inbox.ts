import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/**
 * - `RECEIVED`: nobody has read it yet; `FAILED`: it is tried again at `nextTryAt`.
 * - `DONE`: what it was about was looked at; `IGNORED`: it is of a type that says nothing to us.
 * - `PARKED`: nobody tries any more, until an admin replays it.
 */
export const inboxStatus = z.enum(['RECEIVED', 'FAILED', 'DONE', 'IGNORED', 'PARKED']);
export type InboxStatus = z.infer<typeof inboxStatus>;

/** What an event of a provider may be about. A dispute is named by its provider and the id that it has there, such as `stripe:du_1`. */
export const inboxKind = z.enum(['payment', 'refund', 'payout', 'dispute']);
export type InboxKind = z.infer<typeof inboxKind>;

/** What a provider has called in. */
export const inboxEvent = z.object({
  inboxId: uuid,
  provider: z.string(),
  /** The provider's own id of it. */
  eventId: z.string(),
  status: inboxStatus,
  /** As the provider calls it, such as `payment.captured`; null until it was read, or where it could not be. */
  type: z.string().nullable(),
  /** What was looked at because of it. */
  kind: inboxKind.nullable(),
  reference: z.string().nullable(),
  /** How often it was taken out since it came or was replayed. */
  attempts: z.int(),
  /** Why it failed last, or was parked or ignored. */
  error: z.string().nullable(),
  /** The admin who has seen it and leaves it parked. */
  parkedBy: z.string().nullable(),
  /** Of the body. */
  bytes: z.int(),
  receivedAt: timestamp,
  /** Of what is open; somebody may be at it until then. */
  nextTryAt: timestamp.nullable(),
  doneAt: timestamp.nullable(),
});
export type InboxEvent = z.infer<typeof inboxEvent>;

export const listInbox = route({
  method: 'GET',
  path: '/inbox',
  access: ADMINS,
  status: 200,
  summary: 'What providers have called in, newest first',
  query: z.object({
    ...pageQuery,
    status: inboxStatus.optional(),
    provider: z.string().max(40).optional(),
    /** The id of an event, or a reference; whole. */
    search: z.string().trim().min(1).max(200).optional(),
  }),
  response: page(inboxEvent),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

const params = z.object({ id: uuid });

export const getInboxEvent = route({
  method: 'GET',
  path: '/inbox/:id',
  access: ADMINS,
  status: 200,
  summary: 'One event as it came, with the headers that its signature is checked with',
  params,
  response: inboxEvent.extend({
    headers: z.record(z.string(), z.string()),
    /** As text; in base64 where it is none. */
    body: z.string(),
    encoding: z.enum(['text', 'base64']),
    /** What its reference names, where that is ours: a payment, also of a refund; or a withdrawal. */
    paymentId: uuid.nullable(),
    withdrawalId: uuid.nullable(),
  }),
  errors: ['unauthenticated', 'forbidden', 'not_found'],
});
export type InboxEventDetail = z.infer<typeof getInboxEvent.response>;

const onOne = {
  method: 'POST',
  idempotent: 'state',
  access: ADMINS,
  status: 200,
  params,
  /** How many it changed: none if it was so before. */
  response: z.object({ changed: z.int() }),
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'not_found'],
} as const;

export const replayInboxEvent = route({
  ...onOne,
  path: '/inbox/:id/replay',
  summary:
    'Take an event out again as if it had just come, whatever became of it before. One that is open is taken out at once',
});

export const parkInboxEvent = route({
  ...onOne,
  path: '/inbox/:id/park',
  summary:
    'Park an event: nobody tries it any more until it is replayed. Of one that is parked it says that somebody has seen it',
});
