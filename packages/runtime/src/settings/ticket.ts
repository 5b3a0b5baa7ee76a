import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { count, words } from './forms.ts';
import { isFilled, realtimeSecret, type SecretValues } from './secrets.ts';
import { ConfigError, settledSlice, slice, type SettingsOf, type Variable } from './slice.ts';

const signingKey = {
  form: words.pipe(z.array(z.string().regex(/^[A-Za-z0-9_-]{43}$/)).min(1)).optional(),
  expects:
    'give 32 random bytes in base64url, 43 letters (openssl rand 32 | basenc --base64url | tr -d =), or several such keys, newest first, with commas between',
  secret: true,
} satisfies Variable;

/** As 0.1 made the key of tickets of the one secret it had. */
function derived(secret: string): string {
  return createHmac('sha256', secret).update('docket ticket key').digest('base64url');
}

/** Signs tickets: seeds of Ed25519 in base64url, newest first. The newest signs; tickets signed with an earlier one stay good. */
export const ticketSigningSlice = settledSlice(
  { TICKET_SIGNING_KEY: signingKey, REALTIME_JWT_SECRET: realtimeSecret },
  (values): { readonly TICKET_SIGNING_KEY: SecretValues } => {
    // Until 0.3.0: an installation without keys of its own signs as before.
    const keys = values.TICKET_SIGNING_KEY ?? values.REALTIME_JWT_SECRET?.map(derived);
    if (isFilled(keys)) return { TICKET_SIGNING_KEY: keys };
    throw new ConfigError([`TICKET_SIGNING_KEY is not set: ${signingKey.expects}`]);
  },
);
export type TicketSigningSettings = SettingsOf<typeof ticketSigningSlice>;

export const doorSlice = slice({
  /** How long before a show its tickets are taken at the door, seconds. */
  DOORS_OPEN_SECONDS: count(7_200, 'how many seconds before a show its tickets are taken'),
});
export type DoorSettings = SettingsOf<typeof doorSlice>;
