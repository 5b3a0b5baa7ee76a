import { z } from 'zod';
import { serviceOrigin } from './forms.ts';
import { ConfigError, settledSlice, type SettingsOf } from './slice.ts';

const keyId = {
  form: z
    .string()
    .regex(/^rzp_(test|live)_\w{10,}$/)
    .optional(),
  expects:
    'give the key id of the account, rzp_… (account settings, API keys), or unset it: nothing is paid with Razorpay then',
} as const;
const keySecret = {
  form: z.string().min(16).optional(),
  expects: 'give the secret that belongs to RAZORPAY_KEY_ID, or unset both',
  secret: true,
} as const;

/** With what Razorpay is asked, and where, if not at its own address. */
type RazorpayKey = { readonly keyId: string; readonly keySecret: string; readonly baseUrl: string | undefined };

/** Of those that ask Razorpay. Without a key there is no such provider. */
export const razorpaySlice = settledSlice(
  { RAZORPAY_KEY_ID: keyId, RAZORPAY_KEY_SECRET: keySecret, RAZORPAY_URL: serviceOrigin('Razorpay') },
  ({
    RAZORPAY_KEY_ID: id,
    RAZORPAY_KEY_SECRET: secret,
    RAZORPAY_URL: baseUrl,
  }): { readonly razorpay: RazorpayKey | undefined } => {
    if (id !== undefined && secret !== undefined) return { razorpay: { keyId: id, keySecret: secret, baseUrl } };
    if (id !== undefined)
      throw new ConfigError([`RAZORPAY_KEY_SECRET is not set, and RAZORPAY_KEY_ID is: ${keySecret.expects}`]);
    if (secret === undefined && baseUrl === undefined) return { razorpay: undefined };
    const other = secret === undefined ? 'RAZORPAY_URL' : 'RAZORPAY_KEY_SECRET';
    throw new ConfigError([`RAZORPAY_KEY_ID is not set, and ${other} is: ${keyId.expects}`]);
  },
);
export type RazorpaySettings = SettingsOf<typeof razorpaySlice>;
