import { z } from 'zod';
import { slice, type SettingsOf } from './slice.ts';

/** The first admin. Once there is one, neither variable changes anything. */
export const firstAdminSlice = slice({
  ADMIN_USERNAME: {
    form: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$/)
      .default('admin'),
    expects: 'give 3 to 32 letters, digits, dots, _ or -, the first a letter or digit, or unset it for admin',
  },
  ADMIN_PASSWORD: {
    form: z.string().min(8).optional(),
    expects: 'give 8 characters or more, or unset it to have one made up',
    secret: true,
  },
});
export type FirstAdminSettings = SettingsOf<typeof firstAdminSlice>;
