import { createHmac, randomBytes } from 'node:crypto';
import Razorpay from 'razorpay';
import { Webhook as Standard } from 'standardwebhooks';
import { Stripe } from 'stripe';
import { Webhook as Svix } from 'svix';
import { describe, expect, test } from 'vitest';
import { TOLERANCE_SECONDS, type SignatureScheme, type SignedRequest } from './scheme.ts';
import { signatureSchemes } from './schemes.ts';

const NOW = 1_796_000_000;
/** With what JSON allows and parsers change: escapes, spaces, a number that is written in another way, letters of two bytes and more. */
const BODY = '{ "userId": 67, "amount": 19000.0, "flightDetails": {"to": "\\u0044elhi → दिल्ली"}, "id": "evt_1" }\n';

type Maker = {
  /** Signs as the provider does, by a library of somebody else. */
  readonly sign: (secret: string, body: string, at: number) => Record<string, string>;
  readonly secret: () => string;
  /** Of a body that is not JSON, too. */
  readonly eventId: string;
  readonly hasTime: boolean;
};

const standardSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;

function standardHeaders(signature: string, at: number): Record<string, string> {
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': String(at), 'webhook-signature': signature };
}

const MAKERS: Readonly<Record<string, Maker & { readonly scheme: SignatureScheme }>> = {
  'Standard Webhooks, by standardwebhooks': {
    scheme: signatureSchemes.bank,
    sign: (secret, body, at) => standardHeaders(new Standard(secret).sign('msg_1', new Date(at * 1_000), body), at),
    secret: standardSecret,
    eventId: 'msg_1',
    hasTime: true,
  },
  'Standard Webhooks, by svix': {
    scheme: signatureSchemes.bank,
    sign: (secret, body, at) => standardHeaders(new Svix(secret).sign('msg_1', new Date(at * 1_000), body), at),
    secret: standardSecret,
    eventId: 'msg_1',
    hasTime: true,
  },
  'Stripe, by stripe': {
    scheme: signatureSchemes.stripe,
    sign: (secret, payload, timestamp) => ({
      'stripe-signature': new Stripe('sk_test_of_nobody').webhooks.generateTestHeaderString({
        payload,
        secret,
        timestamp,
      }),
    }),
    secret: () => `whsec_${randomBytes(16).toString('hex')}`,
    eventId: 'evt_1',
    hasTime: true,
  },
  // Its library only verifies; what it verifies is asserted below.
  'Razorpay, verified by razorpay': {
    scheme: signatureSchemes.razorpay,
    sign: (secret, body) => {
      const signature = createHmac('sha256', secret).update(body).digest('hex');
      if (!Razorpay.validateWebhookSignature(body, signature, secret)) throw new Error('razorpay refuses it');
      return { 'x-razorpay-signature': signature, 'x-razorpay-event-id': 'evt_1' };
    },
    secret: () => randomBytes(16).toString('hex'),
    eventId: 'evt_1',
    hasTime: false,
  },
};

const request = (headers: Record<string, string>, body: string | Uint8Array = BODY): SignedRequest => ({
  headers,
  body: Buffer.from(body),
});

describe.each(Object.entries(MAKERS))('%s', (_, { scheme, sign, secret, eventId, hasTime }) => {
  const [current, old, other] = [secret(), secret(), secret()];
  const verify = (what: SignedRequest, secrets = [current, old], now = NOW) => scheme.verify(what, secrets, now);

  test('takes what is signed with any secret that is in use, byte for byte, and nothing else', () => {
    for (const used of [current, old])
      expect(verify(request(sign(used, BODY, NOW)))).toEqual({ signed: true, eventId });
    const wrong = { signed: false, why: 'wrong' };
    expect(verify(request(sign(other, BODY, NOW)))).toEqual(wrong);
    // After a rotation the old one is good for nothing.
    expect(verify(request(sign(old, BODY, NOW)), [current])).toEqual(wrong);
    expect(verify(request(sign(current, BODY, NOW)), [])).toEqual(wrong);
    // The same JSON in other bytes, and each single bit that may have tipped over.
    expect(verify(request(sign(current, BODY, NOW), JSON.stringify(JSON.parse(BODY))))).toEqual(wrong);
    for (let bit = 0; bit < 8 * Buffer.byteLength(BODY); bit += 1) {
      const bytes = Buffer.from(BODY);
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(verify(request(sign(current, BODY, NOW), bytes))).toEqual(wrong);
    }
  });

  test.runIf(hasTime)('takes it within five minutes, before and after', () => {
    for (const [offset, fits] of [
      [0, true],
      [TOLERANCE_SECONDS, true],
      [-TOLERANCE_SECONDS, true],
      [TOLERANCE_SECONDS + 1, false],
      [-TOLERANCE_SECONDS - 1, false],
    ] as const) {
      const found = verify(request(sign(current, BODY, NOW + offset)));
      expect(found).toEqual(fits ? { signed: true, eventId } : { signed: false, why: 'stale' });
    }
    // Who cannot sign is not told about times.
    expect(verify(request(sign(other, BODY, NOW - 9_999)))).toEqual({ signed: false, why: 'wrong' });
  });

  test('does not take what lacks a header, or has it in another form', () => {
    const headers = sign(current, BODY, NOW);
    for (const name of Object.keys(headers).filter((each) => each !== 'x-razorpay-event-id')) {
      const { [name]: _gone, ...others } = headers;
      expect(verify(request(others))).toEqual({ signed: false, why: 'missing' });
      for (const value of ['', 'v1', 'v1,', 't=,v1=', 'v0,AAAA', '\0', '='.repeat(500)])
        expect(verify(request({ ...headers, [name]: value })).signed).toBe(false);
    }
  });

  test('takes what is no JSON, and tells bytes that are no text apart from it', () => {
    const headers = sign(current, 'no json', NOW);
    expect(verify(request(headers, 'no json'))).toMatchObject({ signed: true });
    expect(verify(request(headers, Buffer.from([0xff, 0xfe, 0x00, 0x80])))).toEqual({ signed: false, why: 'wrong' });
  });
});

describe('an event id', () => {
  test('of Standard Webhooks has no full stop: what is signed could be cut in two places', () => {
    const secret = standardSecret();
    const body = '1796000000.{"to":"me"}';
    const signature = new Standard(secret).sign('msg', new Date(NOW * 1_000), body);
    // The same bytes in all: `msg.1796000000` + `.` + `1796000000` + `.` + `{"to":"me"}`.
    const cut = { ...standardHeaders(signature, NOW), 'webhook-id': `msg.${NOW}` };
    expect(signatureSchemes.bank.verify(request(cut, '{"to":"me"}'), [secret], NOW).signed).toBe(false);
    const whole = { ...standardHeaders(signature, NOW), 'webhook-id': 'msg' };
    expect(signatureSchemes.bank.verify(request(whole, body), [secret], NOW).signed).toBe(true);
  });

  test('is what the bytes are where the sender gives none', () => {
    const secret = 'a secret of twenty-four or more';
    const signature = createHmac('sha256', secret).update('no json').digest('hex');
    const found = signatureSchemes.razorpay.verify(
      request({ 'x-razorpay-signature': signature }, 'no json'),
      [secret],
      NOW,
    );
    expect(found).toMatchObject({ signed: true, eventId: expect.stringMatching(/^sha256-[0-9a-f]{64}$/) });
  });

  test('is never longer than what is kept, nor anything but visible characters', () => {
    const secret = standardSecret();
    for (const id of ['x'.repeat(201), 'a b', 'ä', '']) {
      const signature = new Standard(secret).sign(id, new Date(NOW * 1_000), BODY);
      const headers = { ...standardHeaders(signature, NOW), 'webhook-id': id };
      expect(signatureSchemes.bank.verify(request(headers), [secret], NOW)).toEqual({ signed: false, why: 'missing' });
    }
  });
});
