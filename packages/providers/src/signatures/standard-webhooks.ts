import { anyMatches, headerOf, hmac, secondsIn, verdict, type SignatureScheme } from './scheme.ts';

/** Versions and signatures stand between spaces; `v1a` is another algorithm, and not for shared secrets. */
const VERSION = 'v1,';

/** A secret as the specification writes it: `whsec_` and the key in base64. */
function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

/**
 * Standard Webhooks 1.0 (https://www.standardwebhooks.com): HMAC-SHA-256 of `id.timestamp.body` in base64. An id with a full stop in it is refused, or
 * what was signed could be cut in two places.
 */
export const standardWebhooks: SignatureScheme = {
  headers: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
  verify(request, secrets, nowSeconds) {
    const id = headerOf(request, 'webhook-id');
    const timestamp = headerOf(request, 'webhook-timestamp');
    const signedAt = secondsIn(timestamp);
    const given = (headerOf(request, 'webhook-signature') ?? '')
      .split(' ')
      .filter((part) => part.startsWith(VERSION))
      .map((part) => Buffer.from(part.slice(VERSION.length), 'base64'));
    if (id === undefined || id.includes('.') || signedAt === undefined || given.length === 0)
      return { signed: false, why: 'missing' };
    const expected = secrets.map((secret) => hmac(keyOf(secret), `${id}.${timestamp}.`, request.body));
    return verdict({ matches: anyMatches(given, expected), signedAt, nowSeconds, eventId: id });
  },
};
