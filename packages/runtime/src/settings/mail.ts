import { z } from 'zod';
import { slice, type SettingsOf, type Variable } from './slice.ts';

/** Where people reach the web app; links in mails lead there. */
export const publicUrl = {
  form: z
    .string()
    .regex(/^https?:\/\/[^/?#]+$/)
    .default('http://localhost:3000'),
  expects:
    'give the address of the web app, such as https://docket.example.org, without a path, or unset it for http://localhost:3000',
} satisfies Variable;

export const publicUrlSlice = slice({ PUBLIC_URL: publicUrl });
export type PublicUrlSettings = SettingsOf<typeof publicUrlSlice>;

/** How mail goes out. */
export const mailSlice = slice({
  SMTP_URL: {
    form: z
      .string()
      .regex(/^smtps?:\/\/[^/]/)
      .optional(),
    expects:
      'give smtp://user:password@host:587 or smtps://…, or unset it: mails are then written to files of the data directory',
    secret: true,
  },
  MAIL_FROM: {
    form: z.string().min(3).max(320).default('Docket <docket@localhost>'),
    expects: 'give the sender, such as Docket <docket@example.org>, or unset it for Docket <docket@localhost>',
  },
});
export type MailSettings = SettingsOf<typeof mailSlice>;
