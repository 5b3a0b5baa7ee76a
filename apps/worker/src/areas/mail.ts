import { sendMail } from '@docket/domain/identity/mail/send-mail';
import { createMailer } from '@docket/providers/mail/mailer';
import { DONE } from '@docket/queue/consumer';
import type { MailAreaSettings } from '@docket/runtime/settings/services';
import type { Area, Platform } from '../platform.ts';

/** Mails at a time; the server at the other end sets the pace. */
const CONCURRENCY = 4;

/** Mail: sends what accounts owe their owners. */
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
        },
        // Whoever waits for a link asks again; an admin sees the dead message.
        whenDead: { 'mail.send': null },
        concurrency: CONCURRENCY,
      },
    },
    checks: [],
    describe: { mail: settings.SMTP_URL === undefined ? 'files' : 'smtp' },
  };
}
