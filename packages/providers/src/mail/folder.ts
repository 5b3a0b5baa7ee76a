import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailer } from '@docket/domain/identity/mail/mailer';
import { newId } from '@docket/runtime/id';
import type { Logger } from '@docket/runtime/logger';
import { createTransport } from 'nodemailer';

/** Mail for development: each is a file that mail programs open, and the log says where it is and that nothing was sent. */
export function folderMailer({
  folder,
  from,
  log,
}: {
  readonly folder: string;
  readonly from: string;
  readonly log: Logger;
}): Mailer & { close(): void } {
  const transport = createTransport({ streamTransport: true, buffer: true }, { from });
  return {
    async send(mail) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const { message } = await transport.sendMail(mail);
      const file = join(folder, `${newId()}.eml`);
      // Whoever reads it can set somebody's password.
      await writeFile(file, message, { mode: 0o600 });
      log.warn({ file }, 'a mail was written to a file and not sent: SMTP_URL is not set');
    },
    close: () => undefined,
  };
}
