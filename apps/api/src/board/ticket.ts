import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

const claims = z.object({ sessionId: z.uuid(), until: z.number() });
export type TicketClaims = z.infer<typeof claims>;

function sign(secret: string, body: string): Buffer {
  // The secret signs other things as well; the purpose keeps the two apart.
  return createHmac('sha256', secret).update(`docket queue board\0${body}`).digest();
}

/** What the cookie of the queue board holds: whose login it stands for, and until when (ms since 1970), signed. */
export function issueTicket(secret: string, ticket: TicketClaims): string {
  const body = Buffer.from(JSON.stringify(ticket)).toString('base64url');
  return `${body}.${sign(secret, body).toString('base64url')}`;
}

/** The claims of a ticket that is ours and not yet over. */
export function readTicket(secret: string, ticket: string, now: number): TicketClaims | undefined {
  const [body = '', signature = ''] = ticket.split('.', 2);
  const given = Buffer.from(signature, 'base64url');
  const expected = sign(secret, body);
  if (given.byteLength !== expected.byteLength || !timingSafeEqual(given, expected)) return undefined;
  const parsed = claims.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString()));
  return parsed.success && parsed.data.until > now ? parsed.data : undefined;
}
