import { anyMatches, digestId, headerOf, hmac, verdict, type SignatureScheme } from './scheme.ts';

/**
 * Razorpay (https://razorpay.com/docs/webhooks/validate-test/): HMAC-SHA-256 of the body in hex. The scheme has no time, so an old call is known by the id
 * of its event alone; and as nothing that is called in is believed, one that is taken for new makes us ask the provider once more.
 */
export const razorpay: SignatureScheme = {
  headers: ['x-razorpay-signature', 'x-razorpay-event-id'],
  verify(request, secrets, nowSeconds) {
    const header = headerOf(request, 'x-razorpay-signature');
    if (header === undefined) return { signed: false, why: 'missing' };
    const expected = secrets.map((secret) => hmac(secret, request.body));
    return verdict({
      matches: anyMatches([Buffer.from(header, 'hex')], expected),
      signedAt: undefined,
      nowSeconds,
      eventId: headerOf(request, 'x-razorpay-event-id') ?? digestId(request.body),
    });
  },
};
