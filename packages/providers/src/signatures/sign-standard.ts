import { createHmac } from 'node:crypto';

/**
 * The value of `webhook-signature` of Standard Webhooks 1.0 (https://www.standardwebhooks.com): one signature for each secret, so that whoever knows one of
 * them can verify. @param secrets `whsec_` and the key in base64
 */
export function signStandard(
  secrets: readonly string[],
  { id, timestamp, body }: { readonly id: string; readonly timestamp: string; readonly body: string },
): string {
  return secrets
    .map((secret) => {
      const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
      return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
    })
    .join(' ');
}
