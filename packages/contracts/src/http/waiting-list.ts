import { z } from 'zod';
import { BOOKING_SEATS_MAX } from './booking.ts';
import { route, timestamp, uuid } from './route.ts';

/**
 * `WAITING` until seats can be offered; `OFFERED` until `deadline`. The others are final: `ACCEPTED` became the booking `bookingId`,
 * `EXPIRED` was not answered in time, `LEFT` declined or gave up waiting, `CLOSED` has as many seats of the show as one
 * person may have, or the show was cancelled.
 */
export const waitingStatus = z.enum(['WAITING', 'OFFERED', 'ACCEPTED', 'EXPIRED', 'LEFT', 'CLOSED']);
export type WaitingStatus = z.infer<typeof waitingStatus>;

/** Somebody's place in the waiting list of a show that is sold out. */
export const waitingEntry = z.object({
  entryId: uuid,
  userId: uuid,
  showId: uuid,
  quantity: z.int(),
  /** Only seats of this price zone; null for any. */
  zone: z.string().nullable(),
  /** With a wheelchair space among them. */
  accessible: z.boolean().default(false),
  status: waitingStatus,
  /** Grows with every change: of two copies the one with the higher revision is newer. */
  revision: z.int(),
  /** Labels of the seats that are offered or were accepted. */
  seats: z.array(z.string()),
  /** Of the offered seats together, minor units of `currency`. */
  priceMinor: z.int().nullable(),
  currency: z.string().length(3).nullable(),
  /** An offer that is not accepted by then goes to the next. */
  deadline: timestamp.nullable(),
  bookingId: uuid.nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type WaitingEntry = z.infer<typeof waitingEntry>;

export const waitingEntryState = waitingEntry.extend({
  /** How many wait before the caller; null unless waiting. */
  ahead: z.int().nullable(),
});
export type WaitingEntryState = z.infer<typeof waitingEntryState>;

const params = z.object({ id: uuid });

export const joinWaitingList = route({
  method: 'POST',
  path: '/shows/:id/waiting-list',
  access: 'user',
  status: 201,
  idempotent: true,
  summary:
    'Wait for seats of a show that is sold out. What becomes free is offered in order. One who waits already keeps the entry as it is',
  params,
  exact: true,
  body: z.object({
    quantity: z.int().min(1).max(BOOKING_SEATS_MAX),
    /** Of the hall. */
    zone: z.string().min(1).max(60).optional(),
    /** With a wheelchair space, and companion or ordinary seats for the others. Without it only ordinary seats are offered. */
    accessible: z.boolean().default(false),
    /** From the waiting room, for a show that is sold through one. */
    pass: z.string().max(2_000).optional(),
  }),
  example: { quantity: 2, zone: 'stalls' },
  response: waitingEntryState,
  errors: [
    'invalid_request',
    'unauthenticated',
    'show_not_found',
    'zone_not_found',
    'show_cancelled',
    'show_started',
    'sale_not_open',
    'pass_required',
    'pass_invalid',
    'pass_expired',
    'seats_available',
    'too_many_seats',
    'too_many_requests',
  ],
});

export const getWaitingEntry = route({
  method: 'GET',
  path: '/shows/:id/waiting-list',
  access: 'user',
  status: 200,
  summary: 'The caller’s latest entry in the waiting list of a show',
  params,
  query: z.object({
    /** Answers `null` instead of 404 to one who does not wait, where that is as good an answer as any. */
    none: z.enum(['null']).optional(),
  }),
  response: waitingEntryState.nullable(),
  errors: ['unauthenticated', 'waiting_entry_not_found'],
});

export const leaveWaitingList = route({
  method: 'DELETE',
  path: '/shows/:id/waiting-list',
  access: 'user',
  status: 204,
  summary: 'Stop waiting, or decline the offer: its seats go to the next. Repeating it changes nothing',
  params,
  errors: ['unauthenticated', 'waiting_entry_not_found'],
});

export const acceptOffer = route({
  method: 'POST',
  path: '/shows/:id/waiting-list/accept',
  access: 'user',
  status: 200,
  idempotent: true,
  summary:
    'Accept the offer: the seats become a held booking (`bookingId`), to be confirmed like any other. Repeating it changes nothing',
  params,
  response: waitingEntryState,
  errors: [
    'unauthenticated',
    'show_not_found',
    'waiting_entry_not_found',
    'no_offer',
    'offer_expired',
    'show_cancelled',
    'show_started',
    'sale_not_open',
    'too_many_seats',
    'pass_required',
  ],
});
