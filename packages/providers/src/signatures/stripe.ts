import { anyMatches, digestId, headerOf, hmac, secondsIn, verdict, type SignatureScheme } from './scheme.ts';

/** The values of one key in `t=…,v1=…,v1=…`. */
function valuesOf(header: string, key: string): string[] {
  return header.split(',').flatMap((part) => (part.startsWith(`${key}=`) ? [part.slice(key.length + 1)] : []));
}

/** The id of the event is in its body, which is signed. */
function eventIdIn(body: Uint8Array): string {
  try {
    const event: unknown = JSON.parse(new TextDecoder().decode(body));
    if (typeof event === 'object' && event !== null && 'id' in event && typeof event.id === 'string') return event.id;
  } catch {
    // Signed, and no JSON: it is kept all the same.
  }
  return digestId(body);
}

/** Stripe (https://docs.stripe.com/webhooks#verify-manually): HMAC-SHA-256 of `t.body` in hex, with the secret as it is written. */
export const stripe: SignatureScheme = {
  headers: ['stripe-signature'],
  verify(request, secrets, nowSeconds) {
    const header = headerOf(request, 'stripe-signature') ?? '';
    const [timestamp, second] = valuesOf(header, 't');
    const signedAt = secondsIn(timestamp);
    const given = valuesOf(header, 'v1').map((value) => Buffer.from(value, 'hex'));
    if (signedAt === undefined || second !== undefined || given.length === 0) return { signed: false, why: 'missing' };
    const expected = secrets.map((secret) => hmac(secret, `${timestamp}.`, request.body));
    const matches = anyMatches(given, expected);
    // The body of a stranger is not even parsed.
    return verdict({ matches, signedAt, nowSeconds, eventId: matches ? eventIdIn(request.body) : undefined });
  },
};
