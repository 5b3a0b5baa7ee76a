import { z } from 'zod';
import { seconds, words } from './forms.ts';
import { slice, type SettingsOf } from './slice.ts';

export const paymentSlice = slice({
  /** How long an attempt to pay may take, seconds; the provider is told so too. */
  PAYMENT_SECONDS: seconds(900, 5, 'how long an attempt to pay may take'),
  /** What is paid for is kept so much longer, so that the provider can be asked once more before it goes. */
  PAYMENT_GRACE_SECONDS: seconds(60, 0, 'how long what is paid for is kept after the attempt ended'),
  /** Providers that are on, in the order in which they are tried; unset: all that have an address or a key. */
  PAYMENT_PROVIDERS: {
    form: z
      .string()
      .regex(/^[a-z,-]*$/)
      .pipe(words)
      .optional(),
    expects:
      'give the providers that are on, between commas, such as bank,stripe, or unset it for all that have an address or key',
  },
  /** Besides `PUBLIC_URL`. */
  PAYMENT_RETURN_ORIGINS: {
    form: words.pipe(z.array(z.string().regex(/^https?:\/\/[^/?#@]+$/))).default([]),
    expects:
      'give the other addresses of the web app to which buyers may be sent back, such as https://www.docket.example.org, without a path, with commas between, or unset it',
  },
});
export type PaymentSettings = SettingsOf<typeof paymentSlice>;
