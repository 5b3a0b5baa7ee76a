import type { OutgoingMail } from './mailer.ts';
import { RESET_MINUTES, type AccountMailKind } from './owe-mail.ts';

/** What a mail says. */
export function composeMail(
  kind: AccountMailKind,
  { username, link }: { readonly username: string; readonly link: string },
): Pick<OutgoingMail, 'subject' | 'text'> {
  const lines = (...text: string[]): string => [`Hello ${username},`, ...text].join('\n\n') + '\n';
  switch (kind) {
    case 'reset':
      return {
        subject: 'Set a new password for Docket',
        text: lines(
          'Somebody asked for a new password for your account. If it was you, set it here:',
          link,
          `The link works once, for ${RESET_MINUTES} minutes. If it was not you, there is nothing to do: your password stays as it is.`,
        ),
      };
    case 'password':
      return {
        subject: 'Your Docket password was changed',
        text: lines(
          'Your password was changed, and all other sessions were ended.',
          'If it was not you, ask for a new password on the log-in page now.',
          link,
        ),
      };
    case 'email':
      return {
        subject: 'Your Docket address was changed',
        text: lines(
          'Your account has another email address now, and this one no longer belongs to it.',
          'If it was not you, write to whoever runs this site.',
        ),
      };
    default:
      return kind satisfies never;
  }
}
