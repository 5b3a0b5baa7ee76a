import { createECDH } from 'node:crypto';
import { z } from 'zod';
import { secret } from './secrets.ts';
import { ConfigError, settledSlice, slice, type SettingsOf, type Variable } from './slice.ts';

/** Which the secrets of merchants' endpoints are derived from. Unset: there are no outgoing webhooks. */
export const outgoingWebhooksSlice = slice({
  OUTGOING_WEBHOOK_SECRET: secret('what the secrets of outgoing webhooks are made of'),
});
export type OutgoingWebhookSettings = SettingsOf<typeof outgoingWebhooksSlice>;

const publicKey = {
  form: z
    .string()
    .regex(/^[A-Za-z0-9_-]{87}$/)
    .optional(),
  expects:
    'give the public half of the VAPID key, 65 bytes in base64url (docs/runbooks/rotate-secrets.md), or unset it: nothing is pushed then',
} satisfies Variable;
const privateKey = {
  form: z
    .string()
    .regex(/^[A-Za-z0-9_-]{43}$/)
    .optional(),
  expects: 'give the private half of the VAPID key, 32 bytes in base64url, or unset it: nothing is pushed then',
  secret: true,
} satisfies Variable;

/** Of whoever has browsers subscribe. */
export const pushKeySlice = slice({ VAPID_PUBLIC_KEY: publicKey });
export type PushKeySettings = SettingsOf<typeof pushKeySlice>;

/** With which we say to push services who we are (RFC 8292). Keys are in base64url; `subject` is where their operators reach ours. */
export type VapidKeys = { readonly publicKey: string; readonly privateKey: string; readonly subject: string };

/** Of whoever sends to push services: all three, or none. */
export const vapidSlice = settledSlice(
  {
    VAPID_PUBLIC_KEY: publicKey,
    VAPID_PRIVATE_KEY: privateKey,
    VAPID_SUBJECT: {
      form: z
        .string()
        .regex(/^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/)
        .optional(),
      expects:
        'give where push services reach you, such as mailto:ops@example.org, or unset it: nothing is pushed then',
    },
  },
  (values): { readonly vapid: VapidKeys | undefined } => {
    const missing = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [name] : []));
    const { VAPID_PUBLIC_KEY: given, VAPID_PRIVATE_KEY: own, VAPID_SUBJECT: subject } = values;
    if (missing.length === Object.keys(values).length) return { vapid: undefined };
    if (given === undefined || own === undefined || subject === undefined)
      throw new ConfigError(
        missing.map((name) => `${name} is not set, and others of VAPID are: give all three, or none`),
      );
    if (publicHalfOf(own) !== given)
      throw new ConfigError(['VAPID_PUBLIC_KEY is not the public half of VAPID_PRIVATE_KEY: they are made together']);
    return { vapid: { publicKey: given, privateKey: own, subject } };
  },
);
export type VapidSettings = SettingsOf<typeof vapidSlice>;

/** Both halves of a key on P-256 in base64url, as browsers want the public one: uncompressed. */
function publicHalfOf(privateHalf: string): string | undefined {
  const curve = createECDH('prime256v1');
  try {
    curve.setPrivateKey(Buffer.from(privateHalf, 'base64url'));
    return curve.getPublicKey().toString('base64url');
  } catch {
    return undefined;
  }
}
