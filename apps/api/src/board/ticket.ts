import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { SecretValues } from '@docket/runtime/settings/secrets';

const claims = z.object({ sessionId: z.uuid(), until: z.number() });
export type TicketClaims = z.infer<typeof claims>;

function sign(secret: string, body: string): Buffer {
  // Where the secret is the one of 0.1, it signs other things as well; the purpose keeps them apart.
  return createHmac('sha256', secret).update(`docket queue board\0${body}`).digest();
}

/** What the cookie of the queue board holds: whose login it stands for, and until when (ms since 1970), signed with the newest secret. */
export function issueTicket([secret]: SecretValues, ticket: TicketClaims): string {
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${body}.${sign(secret, body).toString('base64url')}`;
}

function isSigned(secret: string, body: string, given: Buffer): boolean {
  const expected = sign(secret, body);
  return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}

/** The claims of a ticket that is ours, signed with any of the secrets, and not yet over. */
export function readTicket(secrets: SecretValues, ticket: string, now: number): TicketClaims | undefined {
  const [body = '', signature = ''] = ticket.split('.', 2);
  const given = Buffer.from(signature, 'base64url');
  if (!secrets.some((secret) => isSigned(secret, body, given))) return undefined;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return parsed.success && parsed.data.until > now ? parsed.data : undefined;
}
