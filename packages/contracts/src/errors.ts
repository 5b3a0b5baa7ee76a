import { z } from 'zod';
import { bookingErrors } from './errors/booking.ts';
import { catalogErrors } from './errors/catalog.ts';
import { contestErrors } from './errors/contest.ts';
import { courseErrors } from './errors/course.ts';
import { flightErrors } from './errors/flight.ts';
import { frontDeskErrors } from './errors/front-desk.ts';
import { hotelErrors } from './errors/hotel.ts';
import { identityErrors } from './errors/identity.ts';
import { judgeErrors } from './errors/judge.ts';
import { ledgerErrors } from './errors/ledger.ts';
import { notificationErrors } from './errors/notification.ts';
import { outgoingWebhookErrors } from './errors/outgoing-webhook.ts';
import { packageErrors } from './errors/package.ts';
import { paymentErrors } from './errors/payment.ts';
import { platformErrors } from './errors/platform.ts';
import { practiceErrors } from './errors/practice.ts';
import { reconciliationErrors } from './errors/reconciliation.ts';
import { mergeTables } from './errors/table.ts';
import { ticketErrors } from './errors/ticket.ts';
import { tripErrors } from './errors/trip.ts';
import { walletErrors } from './errors/wallet.ts';
import { waitingListErrors } from './errors/waiting-list.ts';
import { waitingRoomErrors } from './errors/waiting-room.ts';

/**
 * Every error code a client may meet, with the HTTP status it travels under and what the code means. A new area adds its file and one line here.
 * Codes are stable: add, never rename. Domain code throws the code (see `DocketError`), the API maps it to the status.
 */
export const ERROR_CODES = mergeTables(
  platformErrors,
  identityErrors,
  catalogErrors,
  bookingErrors,
  ledgerErrors,
  paymentErrors,
  walletErrors,
  notificationErrors,
  outgoingWebhookErrors,
  reconciliationErrors,
  ticketErrors,
  hotelErrors,
  flightErrors,
  tripErrors,
  frontDeskErrors,
  waitingRoomErrors,
  waitingListErrors,
  judgeErrors,
  packageErrors,
  contestErrors,
  courseErrors,
  practiceErrors,
);

export type ErrorCode = keyof typeof ERROR_CODES;

export const errorCodes = Object.keys(ERROR_CODES) as [ErrorCode, ...ErrorCode[]];

/** The HTTP status an error code travels under. */
export function httpStatusOf(code: ErrorCode): number {
  return ERROR_CODES[code][0];
}

/** `application/problem+json` (RFC 9457) with our two extensions, `code` and `requestId`. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(errorCodes),
  requestId: z.string(),
  /** Which fields are wrong: a JSON path such as `body.email`, and what to change. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** Seconds to wait; the same figure as in the Retry-After header. */
  retryAfter: z.number().optional(),
  /** With `ticket_used`: when it was used, and at which gate if that was said. */
  used: z.object({ at: z.iso.datetime(), gate: z.string().nullable() }).optional(),
});
export type ProblemDetails = z.infer<typeof problemDetails>;

type ErrorExtras = {
  readonly fields?: readonly { path: string; message: string }[];
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number;
  readonly used?: ProblemDetails['used'];
  readonly cause?: unknown;
};

/**
 * The one error that business rules throw. `detail` is read by the person who made the request:
 * it says what was wrong and what to change. It carries no HTTP status; adapters map the code.
 */
export class DocketError extends Error {
  readonly code: ErrorCode;
  readonly fields: readonly { path: string; message: string }[] | undefined;
  readonly retryAfter: number | undefined;
  readonly used: ProblemDetails['used'];

  constructor(code: ErrorCode, detail: string, extras: ErrorExtras = {}) {
    super(detail, extras.cause === undefined ? undefined : { cause: extras.cause });
    this.name = 'DocketError';
    this.code = code;
    this.fields = extras.fields;
    this.retryAfter = extras.retryAfter;
    this.used = extras.used;
  }
}
