import { z } from 'zod';
import { serviceOrigin } from './forms.ts';
import { ConfigError, settledSlice, type SettingsOf } from './slice.ts';

const secretKey = {
  form: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w{16,}$/)
    .optional(),
  expects:
    'give the secret or restricted key of the account, sk_… or rk_… (developers, API keys), or unset it: nothing is paid with Stripe then',
  secret: true,
} as const;

/** With what Stripe is asked, and where, if not at its own address. */
type StripeKey = { readonly secretKey: string; readonly baseUrl: string | undefined };

/** Of those that ask Stripe. Without a key there is no such provider. */
export const stripeSlice = settledSlice(
  { STRIPE_SECRET_KEY: secretKey, STRIPE_URL: serviceOrigin('Stripe') },
  ({ STRIPE_SECRET_KEY: key, STRIPE_URL: baseUrl }): { readonly stripe: StripeKey | undefined } => {
    if (key !== undefined) return { stripe: { secretKey: key, baseUrl } };
    if (baseUrl === undefined) return { stripe: undefined };
    throw new ConfigError([`STRIPE_SECRET_KEY is not set, and STRIPE_URL is: ${secretKey.expects}`]);
  },
);
export type StripeSettings = SettingsOf<typeof stripeSlice>;
