import { z } from 'zod';

/**
 * Every error code a client may meet, with the HTTP status it travels under and what the code means.
 * Codes are stable: add, never rename. Domain code throws the code (see `DocketError`), the API maps it to the status.
 */
export const ERROR_CODES = {
  invalid_json: [400, 'The body is not valid JSON'],
  invalid_request: [400, 'A field is missing or has the wrong form'],
  unauthenticated: [401, 'A valid session token is needed'],
  invalid_credentials: [401, 'Username or password is wrong'],
  forbidden: [403, 'The caller may not do this'],
  pass_required: [403, 'The show is sold through its waiting room'],
  pass_invalid: [403, 'The pass is not for this show and this user'],
  pass_expired: [403, 'The pass is past its time or was given up'],
  user_mismatch: [403, 'The userId in the body is not the caller’s'],
  not_found: [404, 'There is nothing at this address'],
  problem_not_found: [404, 'There is no such problem'],
  submission_not_found: [404, 'There is no such submission'],
  user_not_found: [404, 'There is no such user'],
  run_not_found: [404, 'There is no such run'],
  rejudge_not_found: [404, 'There is no such rejudge'],
  city_not_found: [404, 'There is no such city'],
  venue_not_found: [404, 'There is no such venue'],
  hall_not_found: [404, 'There is no such hall'],
  title_not_found: [404, 'There is no such title'],
  show_not_found: [404, 'There is no such show'],
  zone_not_found: [404, 'The show has no such price zone'],
  room_not_found: [404, 'The show has no waiting room'],
  waiting_entry_not_found: [404, 'The caller is not in the waiting list'],
  booking_not_found: [404, 'There is no such booking'],
  ticket_unknown: [404, 'There is no such ticket'],
  method_not_allowed: [405, 'This address does not answer this method'],
  username_taken: [409, 'The username is in use'],
  email_taken: [409, 'The email address is in use'],
  rejudge_not_ready: [409, 'The rejudge still has submissions to judge'],
  rejudge_closed: [409, 'The rejudge was applied or dropped'],
  slug_taken: [409, 'The slug is in use'],
  hall_busy: [409, 'The hall has another show at that time'],
  show_cancelled: [409, 'The show was cancelled'],
  show_started: [409, 'The show has begun'],
  show_has_bookings: [409, 'Seats of the show are held or sold'],
  sale_open: [409, 'The sale has begun'],
  sale_not_open: [409, 'The show is not on sale yet'],
  seats_available: [409, 'There are free seats; nobody has to wait'],
  no_offer: [409, 'Nothing is offered at the moment'],
  offer_expired: [409, 'The offer is past its time'],
  booking_expired: [409, 'The hold is past its time'],
  booking_confirmed: [409, 'The booking is confirmed'],
  booking_closed: [409, 'The booking has come to another end'],
  booking_not_confirmed: [409, 'The booking is not confirmed'],
  ticket_other_show: [409, 'The ticket is for another show'],
  ticket_void: [409, 'The ticket is no longer good'],
  ticket_used: [409, 'Somebody came in with this ticket before'],
  doors_not_open: [409, 'The doors are not open yet'],
  show_over: [409, 'The show is over'],
  idempotency_in_progress: [409, 'A request with this Idempotency-Key is still being worked on'],
  body_too_large: [413, 'The body is larger than this address accepts'],
  code_too_large: [413, 'The source code is over the limit'],
  unsupported_media_type: [415, 'The body has a content type this address does not take'],
  unknown_language: [422, 'This installation cannot judge that language'],
  invalid_code: [422, 'The source code holds bytes that no compiler takes'],
  idempotency_mismatch: [422, 'This Idempotency-Key came earlier with another request'],
  ticket_forged: [422, 'The code is not a ticket of this installation'],
  unknown_seat: [422, 'The show has no such seat'],
  duplicate_seats: [422, 'A seat is named more than once'],
  too_many_seats: [422, 'More seats than one person may have'],
  limits_below_floor: [422, 'The problem’s limits are below what the language needs to start'],
  nothing_to_rejudge: [422, 'No judged submission fits the filter'],
  rejudge_too_large: [422, 'More submissions fit the filter than one rejudge takes'],
  hall_invalid: [422, 'The seat map breaks a rule of the format'],
  package_not_zip: [422, 'The problem package is not a readable zip archive'],
  package_unsafe_path: [422, 'The problem package has an entry that would leave its folder'],
  package_too_large: [422, 'The problem package unpacks to more than is accepted'],
  package_too_many_files: [422, 'The problem package has too many files'],
  package_invalid: [422, 'The problem package breaks a rule of the format'],
  package_unsupported: [422, 'The problem package asks for a feature this installation does not judge'],
  too_many_requests: [429, 'Too many requests; wait and try again'],
  queue_full: [429, 'The queue is full; wait and try again'],
  internal: [500, 'Something failed on our side'],
  queue_draining: [503, 'The judge takes no new work at the moment; try again later'],
  unavailable: [503, 'A service this needs is away; try again'],
} as const satisfies Record<string, readonly [status: number, title: string]>;

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
