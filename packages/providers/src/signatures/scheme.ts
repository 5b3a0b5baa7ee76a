import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it came: nothing of it has been parsed. */
export type SignedRequest = {
  /** Names in lower case, as Node gives them. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** The very bytes that were sent: JSON that was parsed and written again has another signature. */
  readonly body: Uint8Array;
};

/**
 * - `missing`: a header of the scheme is not there, or has not its form.
 * - `wrong`: no secret that is in use made this signature.
 * - `stale`: it is right, and of another time: somebody sends again what was sent before, or a clock is wrong.
 */
export type Refusal = 'missing' | 'wrong' | 'stale';

export type Verdict =
  | { readonly signed: true; /** By which the sender's retries are known. */ readonly eventId: string }
  | { readonly signed: false; readonly why: Refusal };

/** How a provider signs what it calls us with. */
export type SignatureScheme = {
  /** Headers that are kept with the event: what the signature can be checked with again. */
  readonly headers: readonly string[];
  /** @param secrets those in use, newest first; one of them suffices. @param nowSeconds since 1970 */
  readonly verify: (request: SignedRequest, secrets: readonly string[], nowSeconds: number) => Verdict;
};

/** How far a signature's time may be from ours, seconds, in both directions: what Standard Webhooks and Stripe recommend. */
export const TOLERANCE_SECONDS = 300;

/** What an event is known by has this form, and is never longer. */
const EVENT_ID = /^[\x21-\x7e]{1,200}$/;

/** The one value of a header; undefined where it is not there or there are several. */
export function headerOf({ headers }: SignedRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** HMAC-SHA-256 (RFC 2104) over parts, one behind the other. */
export function hmac(key: string | Uint8Array, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const made = createHmac('sha256', key);
  for (const part of parts) made.update(part);
  return made.digest();
}

/**
 * Is one of the signatures one of those expected? Every pair is compared, in constant time, whatever the ones before have said: how long it takes says
 * neither how much of a signature was right nor which secret it was.
 */
export function anyMatches(given: readonly Buffer[], expected: readonly Buffer[]): boolean {
  let matches = false;
  for (const one of given)
    for (const other of expected)
      if (one.byteLength === other.byteLength && timingSafeEqual(one, other)) matches = true;
  return matches;
}

/** Whole seconds since 1970; undefined for anything else. */
export function secondsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,11}$/.test(text) ? Number(text) : undefined;
}

/** What a scheme says of a request whose signatures were compared. */
export function verdict(input: {
  readonly matches: boolean;
  /** Of the signature, seconds; undefined where the scheme has no time. */
  readonly signedAt: number | undefined;
  readonly nowSeconds: number;
  readonly eventId: string | undefined;
}): Verdict {
  if (!input.matches) return { signed: false, why: 'wrong' };
  // Only now: whoever cannot sign learns nothing of our clock.
  if (input.signedAt !== undefined && Math.abs(input.nowSeconds - input.signedAt) > TOLERANCE_SECONDS)
    return { signed: false, why: 'stale' };
  if (input.eventId === undefined || !EVENT_ID.test(input.eventId)) return { signed: false, why: 'missing' };
  return { signed: true, eventId: input.eventId };
}

/** What an event without an id of its own is known by: the same bytes are the same event. */
export function digestId(body: Uint8Array): string {
  return `sha256-${createHash('sha256').update(body).digest('hex')}`;
}
