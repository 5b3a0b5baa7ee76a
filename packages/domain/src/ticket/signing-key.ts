import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import type { TicketKey } from '@docket/contracts/http/ticket';
import { unsignedPayload, type TicketClaims, type TicketParts } from '@docket/contracts/ticket/payload';

/** Before the 32 bytes of an Ed25519 key: its PKCS #8 and SubjectPublicKeyInfo envelopes (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
/** Letters of a key's name: 48 bits of its thumbprint keep a handful of keys apart, and the code small. */
const KID_LENGTH = 8;

/** What tickets are signed with, and the name and public half of it. */
export type SigningKey = { readonly kid: string; readonly publicKey: Buffer; readonly privateKey: KeyObject };

/** The start of the key's JWK thumbprint (RFC 7638). */
function kidOf(publicKey: Uint8Array): string {
  const x = Buffer.from(publicKey).toString('base64url');
  return createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url')
    .slice(0, KID_LENGTH);
}

const made = new Map<string, SigningKey>();

/** @param seed 32 bytes in base64url */
export function signingKey(seed: string): SigningKey {
  const known = made.get(seed);
  if (known !== undefined) return known;
  const privateKey = createPrivateKey({
    key: Buffer.concat([PKCS8, Buffer.from(seed, 'base64url')]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(SPKI.length);
  const key = { kid: kidOf(publicKey), publicKey, privateKey };
  made.set(seed, key);
  return key;
}

/** The same claims and key make the same payload: Ed25519 needs no chance. */
export function signTicket(claims: TicketClaims, key: SigningKey): string {
  const unsigned = unsignedPayload(key.kid, claims);
  return `${unsigned}.${sign(null, Buffer.from(unsigned), key.privateKey).toString('base64url')}`;
}

export function isSignedBy(ticket: TicketParts, publicKey: Uint8Array): boolean {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return verify(null, ticket.signed, key, ticket.signature);
}

/** As it is published. */
export function toJwk(kid: string, publicKey: Uint8Array): TicketKey {
  return {
    kty: 'OKP',
    crv: 'Ed25519',
    alg: 'EdDSA',
    use: 'sig',
    kid,
    x: Buffer.from(publicKey).toString('base64url'),
  };
}
