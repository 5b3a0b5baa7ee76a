import { z } from 'zod';
import { port, words } from './forms.ts';
import { isFilled, type SecretValues } from './secrets.ts';
import { ConfigError, settledSlice, type SettingsOf } from './slice.ts';

const SHORTEST_KEY = 16;

const apiKey = {
  form: z.string().min(SHORTEST_KEY).optional(),
  expects: `give the key with which Docket asks the bank, ${SHORTEST_KEY} characters or more`,
  secret: true,
} as const;
const httpUrl = z.string().regex(/^https?:\/\/[^/?#]+(\/[^?#]*)?$/);

/** As Standard Webhooks writes it, in either alphabet of base64 (RFC 4648), 24 bytes or more. */
const webhookSecret = z.string().regex(/^(whsec_)?[A-Za-z0-9+/_-]{32,}={0,2}$/);
const webhookSecrets = {
  form: words.pipe(z.array(webhookSecret).min(1)).optional(),
  expects:
    "give the bank's secret as whsec_ and 24 bytes or more in base64, or several, newest first, with commas between; unset, nobody may call by that address",
  secret: true,
} as const;

/** The bank that ships for development. */
export const bankServerSlice = settledSlice(
  {
    BANK_PORT: port(3003),
    BANK_API_KEY: apiKey,
    /** Where browsers reach its pages. */
    BANK_PUBLIC_URL: {
      form: z
        .string()
        .regex(/^https?:\/\/[^/?#]+$/)
        .optional(),
      expects:
        'give the address at which browsers reach the bank, such as http://localhost:3003, without a path, or unset it',
    },
    BANK_WEBHOOK_URL: {
      form: httpUrl.default('http://127.0.0.1:3002/webhooks/bank'),
      expects: 'give the address of the bank’s callbacks, or unset it for http://127.0.0.1:3002/webhooks/bank',
    },
    WEBHOOK_SECRETS_BANK: webhookSecrets,
  },
  (values) => ({
    ...values,
    BANK_API_KEY: required('BANK_API_KEY', apiKey.expects, values.BANK_API_KEY),
    WEBHOOK_SECRETS_BANK: filled(values.WEBHOOK_SECRETS_BANK),
  }),
);

function required(name: string, expects: string, value: string | undefined): string {
  if (value === undefined) throw new ConfigError([`${name} is not set: ${expects}`]);
  return value;
}

function filled(values: readonly string[] | undefined): SecretValues {
  if (isFilled(values)) return values;
  throw new ConfigError([`WEBHOOK_SECRETS_BANK is not set: ${webhookSecrets.expects}`]);
}

/** Of those that ask the bank. Without an address there is no such provider. */
export const bankClientSlice = settledSlice(
  {
    BANK_URL: {
      form: httpUrl.optional(),
      expects: 'give the address of the bank, such as http://127.0.0.1:3003, or unset it: nothing is paid with it then',
    },
    BANK_API_KEY: apiKey,
  },
  ({ BANK_URL, BANK_API_KEY }) => {
    if (BANK_URL !== undefined) required('BANK_API_KEY', apiKey.expects, BANK_API_KEY);
    return { BANK_URL, BANK_API_KEY };
  },
);
export type BankClientSettings = SettingsOf<typeof bankClientSlice>;
