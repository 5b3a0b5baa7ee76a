import { hkdfSync } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import type { OutgoingWebhookSettings } from '@docket/runtime/settings/outgoing';

const BYTES = 32;

/** An endpoint as its secrets are made of it. */
export type SecretOwner = { readonly id: string; readonly secretNumber: number; readonly beforeUntil: Date | null };

/** The keys of this installation, newest first. @throws DocketError outgoing_webhooks_off where it has none */
export function requireKeys({ OUTGOING_WEBHOOK_SECRET: keys }: OutgoingWebhookSettings): readonly string[] {
  if (keys === undefined || keys.length === 0)
    throw new DocketError(
      'outgoing_webhooks_off',
      'This installation calls nobody: OUTGOING_WEBHOOK_SECRET is not set.',
    );
  return keys;
}

/** One secret as Standard Webhooks writes it. It is derived (HKDF, RFC 5869), so that none stands in the database. */
function derive(key: string, endpointId: string, number: number): string {
  const bytes = hkdfSync('sha256', key, endpointId, `docket outgoing webhook ${number}`, BYTES);
  return `whsec_${Buffer.from(bytes).toString('base64')}`;
}

/** What an endpoint verifies with. */
export function secretOf(keys: readonly string[], { id, secretNumber }: SecretOwner): string {
  const [newest = ''] = keys;
  return derive(newest, id, secretNumber);
}

/** What a call is signed with: the endpoint's secret, for a while the one before, and both of keys that are being replaced. */
export function secretsAt(
  keys: readonly string[],
  { id, secretNumber, beforeUntil }: SecretOwner,
  now: Date,
): string[] {
  const numbers = beforeUntil !== null && beforeUntil > now ? [secretNumber, secretNumber - 1] : [secretNumber];
  return keys.flatMap((key) => numbers.map((number) => derive(key, id, number)));
}
