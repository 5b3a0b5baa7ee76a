import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromBase64Url, fromUtf8, toBase64Url, toUtf8 } from '@docket/contracts/ticket/bytes';
import { printNumber, readNumber, readPayload, unsignedPayload } from '@docket/contracts/ticket/payload';
import { TICKET_VECTORS, VECTOR_KEY } from '@docket/contracts/ticket/vectors';
import { verifyTicket } from './ticket-verify.ts';

const [first] = TICKET_VECTORS;
const payload = first?.payload ?? '';
const parts = payload.split('.');

describe('a ticket’s payload', () => {
  it('verifies with nothing but the published key', async () => {
    for (const vector of TICKET_VECTORS) {
      expect(await verifyTicket(vector.payload, [VECTOR_KEY])).toEqual({ ok: true, claims: vector.claims });
      expect(vector.payload.startsWith(`${unsignedPayload(VECTOR_KEY.kid, vector.claims)}.`)).toBe(true);
    }
  });

  it('does not verify when any letter of it is another', async () => {
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.';
    await fc.assert(
      fc.asyncProperty(fc.nat(payload.length - 1), fc.constantFrom(...letters), async (at, letter) => {
        fc.pre(payload[at] !== letter);
        const changed = payload.slice(0, at) + letter + payload.slice(at + 1);
        expect((await verifyTicket(changed, [VECTOR_KEY])).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('says what is wrong with it', async () => {
    const [mark, kid, claims, signature] = parts;
    const other = unsignedPayload(VECTOR_KEY.kid, {
      ...(TICKET_VECTORS[0]?.claims ?? TICKET_VECTORS[1]?.claims ?? expect.fail('no vector')),
      seat: 'A1',
    });
    const cases: readonly [string, string][] = [
      [`${other}.${signature}`, 'bad_signature'],
      [`${mark}.otherkey.${claims}.${signature}`, 'unknown_key'],
      [`DK2.${kid}.${claims}.${signature}`, 'malformed'],
      [`${mark}.${kid}.${claims}`, 'malformed'],
      [`${payload}.`, 'malformed'],
      [`${payload}=`, 'malformed'],
      [`${mark}.${kid}.e30.${signature}`, 'malformed'],
      ['https://example.test/ticket', 'malformed'],
      ['x'.repeat(5_000), 'malformed'],
    ];
    for (const [text, why] of cases) expect(await verifyTicket(text, [VECTOR_KEY])).toEqual({ ok: false, why });
    expect(await verifyTicket(payload, [])).toEqual({ ok: false, why: 'unknown_key' });
  });

  it('does not verify with another key of the same name', async () => {
    const made = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
    if (!('publicKey' in made)) throw new Error('no pair of keys');
    const raw = new Uint8Array(await crypto.subtle.exportKey('raw', made.publicKey));
    const key = { ...VECTOR_KEY, x: toBase64Url(raw) };
    expect(await verifyTicket(payload, [key])).toEqual({ ok: false, why: 'bad_signature' });
    const signed = unsignedPayload(key.kid, readPayload(payload)?.claims ?? expect.fail('not read'));
    const signature = await crypto.subtle.sign('Ed25519', made.privateKey, new TextEncoder().encode(signed));
    expect((await verifyTicket(`${signed}.${toBase64Url(new Uint8Array(signature))}`, [key])).ok).toBe(true);
  });
});

describe('base64url', () => {
  it('goes both ways and has one text for the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(fromBase64Url(toBase64Url(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['A', 'AB', 'AAB', 'AA==', 'A+', 'A/', 'A A', 'é']) expect(fromBase64Url(text)).toBeUndefined();
  });
});

describe('UTF-8', () => {
  it('is what TextEncoder makes of a text, and nothing else is read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(toUtf8(text)).toEqual(new TextEncoder().encode(text));
        expect(fromUtf8(toUtf8(text))).toBe(text);
      }),
    );
    for (const bytes of [[0xff], [0xc0, 0x80], [0xe2, 0x82]])
      expect(() => fromUtf8(Uint8Array.from(bytes))).toThrow(URIError);
  });
});

describe('a ticket number', () => {
  it('is read however it is typed', () => {
    expect(printNumber('7K3QXM2B9T')).toBe('7K3QX-M2B9T');
    for (const typed of ['7K3QX-M2B9T', ' 7k3qx m2b9t ', '7k3-qxm-2b9t']) expect(readNumber(typed)).toBe('7K3QXM2B9T');
    expect(readNumber('oO00i-Il111')).toBe('0000111111');
    for (const typed of ['', '7K3QX-M2B9', '7K3QX-M2B9TT', '7K3QX-M2B9U', 'ＡK3QXM2B9T'])
      expect(readNumber(typed)).toBeUndefined();
  });
});
