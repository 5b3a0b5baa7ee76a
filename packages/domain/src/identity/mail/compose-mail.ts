import type { OutgoingMail } from './mailer.ts';
import { CONFIRM_HOURS, RESET_MINUTES, type AccountMailKind } from './owe-mail.ts';

/** A kind, or `taken`: the address that was to be confirmed is `username`'s, and `other` asked for it. */
export type MailText = AccountMailKind | 'taken';

/** What a mail says. */
export function composeMail(
  kind: MailText,
  { username, link, other = '' }: { readonly username: string; readonly link: string; readonly other?: string },
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
    case 'confirm':
      return {
        subject: 'Confirm your address for Docket',
        text: lines(
          'This address was given for your account. If that was you, confirm it here:',
          link,
          `The link works for ${CONFIRM_HOURS} hours. If you have no account called ${username}, there is nothing to do: without the link the address is not used.`,
        ),
      };
    case 'taken':
      return {
        subject: 'You have a Docket account already',
        text: lines(
          `This address was given for the account ${other}, but it belongs to your account ${username} already, and stays with it.`,
          `If it was you, log in as ${username}. If you have forgotten the password, ask for a new one on the log-in page:`,
          link,
          'If it was not you, there is nothing to do: nobody gets into your account by this.',
        ),
      };
    case 'passkey_added':
      return {
        subject: 'A passkey was added to your Docket account',
        text: lines(
          'With it one can log in to your account without a password.',
          'If it was not you, remove it, end all other sessions and change your password.',
          link,
        ),
      };
    case 'passkey_removed':
      return {
        subject: 'A passkey was removed from your Docket account',
        text: lines('Nobody logs in with it any more.', 'If it was not you, change your password.', link),
      };
    case 'linked':
      return {
        subject: 'Another login was linked to your Docket account',
        text: lines(
          'With an account of another site one can log in to yours now; which one stands on your account page.',
          'If it was not you, unlink it, end all other sessions and change your password.',
          link,
        ),
      };
    case 'unlinked':
      return {
        subject: 'A login was unlinked from your Docket account',
        text: lines(
          'With that account of another site nobody logs in to yours any more.',
          'If it was not you, change your password.',
          link,
        ),
      };
    case 'asked':
      return {
        subject: 'Your Docket address is about to change',
        text: lines(
          'Somebody who knows your password has asked for another email address for your account. It changes when the new one is confirmed.',
          'If it was not you, change your password now: that calls the change off.',
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
