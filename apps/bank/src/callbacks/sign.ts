import { createHmac } from 'node:crypto';

/** The key of a secret of Standard Webhooks: base64, with or without `whsec_` before it. */
function keyOf(secret: string): Buffer {
  return Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
}

/**
 * `webhook-signature` of Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks, "Signature scheme"): HMAC-SHA256 over
 * `id.timestamp.body`. @param seconds of the Unix epoch
 */
export function signatureOf(secret: string, id: string, seconds: number, body: string): string {
  return `v1,${createHmac('sha256', keyOf(secret)).update(`${id}.${seconds}.${body}`).digest('base64')}`;
}
