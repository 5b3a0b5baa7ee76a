import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import type { VapidKeys } from '@docket/runtime/settings/outgoing';

/** A token is good for a day at most (RFC 8292, 2). */
const TOKEN_SECONDS = 12 * 3_600;

const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function keyOf({ publicKey, privateKey }: VapidKeys): KeyObject {
  const point = Buffer.from(publicKey, 'base64url');
  return createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: privateKey,
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  });
}

/**
 * Says to a push service who sends: the value of `Authorization` of RFC 8292, a JWT signed with ES256.
 * @param endpoint of the browser; the token is good for its origin @param now seconds
 */
export function createVapid(keys: VapidKeys): (endpoint: string, now: number) => string {
  const key = keyOf(keys);
  return (endpoint, now) => {
    const header = json({ typ: 'JWT', alg: 'ES256' });
    const claims = json({ aud: new URL(endpoint).origin, exp: now + TOKEN_SECONDS, sub: keys.subject });
    const signature = sign('sha256', Buffer.from(`${header}.${claims}`), { key, dsaEncoding: 'ieee-p1363' });
    return `vapid t=${header}.${claims}.${signature.toString('base64url')}, k=${keys.publicKey}`;
  };
}
