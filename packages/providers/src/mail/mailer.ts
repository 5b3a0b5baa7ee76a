import { join, resolve } from 'node:path';
import type { Mailer } from '@docket/domain/identity/mail/mailer';
import type { Logger } from '@docket/runtime/logger';
import type { MailSettings } from '@docket/runtime/settings/mail';
import { folderMailer } from './folder.ts';
import { smtpMailer } from './smtp.ts';

/** The way out for mail that the settings name: SMTP, or files where there is none. */
export function createMailer(
  settings: MailSettings & { readonly DOCKET_DATA_DIR: string },
  log: Logger,
): Mailer & { close(): void } {
  const { SMTP_URL: url, MAIL_FROM: from, DOCKET_DATA_DIR: dataDir } = settings;
  if (url !== undefined) return smtpMailer({ url, from });
  const folder = join(resolve(dataDir), 'mail');
  log.warn({ folder }, 'SMTP_URL is not set: mails are written to files and not sent');
  return folderMailer({ folder, from, log });
}
