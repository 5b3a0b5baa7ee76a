import type { Mailer } from '@docket/domain/identity/mail/mailer';
import { createTransport } from 'nodemailer';

/** A server that does not answer is given up after this long, and the mail tried again later. */
const PATIENCE_MS = 10_000;

/** Mail through an SMTP server. @param url `smtp://user:password@host:port`, or `smtps://` where TLS comes first */
export function smtpMailer({ url, from }: { readonly url: string; readonly from: string }): Mailer & { close(): void } {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: 2,
      connectionTimeout: PATIENCE_MS,
      greetingTimeout: PATIENCE_MS,
      socketTimeout: PATIENCE_MS,
    },
    // Nobody's away note is to come back to us.
    { from, headers: { 'Auto-Submitted': 'auto-generated' } },
  );
  return {
    send: async (mail) => void (await transport.sendMail(mail)),
    close: () => transport.close(),
  };
}
