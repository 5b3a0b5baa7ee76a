import { mailNotification } from '@docket/domain/notification/mail';
import { sendMail } from '@docket/domain/identity/mail/send-mail';
import { createMailer } from '@docket/providers/mail/mailer';
import { DONE } from '@docket/queue/consumer';
import type { MailAreaSettings } from '@docket/runtime/settings/services';
import type { Area, Platform } from '../platform.ts';

/** Mails at a time; the server at the other end sets the pace. */
const CONCURRENCY = 4;

/** Mail: sends what accounts owe their owners, and notifications to those who want them by mail. */
export function startMail(platform: Platform, settings: MailAreaSettings): Area {
  const { config, log, lifecycle, workerId, ctxFor } = platform;
  const ctx = { ...ctxFor(workerId), settings };
  const mailer = createMailer({ ...settings, DOCKET_DATA_DIR: config.DOCKET_DATA_DIR }, log);
  lifecycle.onStop('mail', () => mailer.close());
  return {
    serve: {
      mail: {
        handlers: {
          async 'mail.send'(payload) {
            await sendMail(ctx, payload, mailer);
            return DONE;
          },
          async 'notification.mail'(payload) {
            await mailNotification(ctx, payload, mailer);
            return DONE;
          },
        },
        // Whoever waits for a link asks again; an admin sees the dead message.
        whenDead: { 'mail.send': null, 'notification.mail': null },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { mail: settings.SMTP_URL === undefined ? 'files' : 'smtp' },
  };
}
