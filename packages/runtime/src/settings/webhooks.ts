import { BlockList, isIP } from 'node:net';
import { z } from 'zod';
import { flag, port, trustProxy, words } from './forms.ts';
import { databaseUrl, poolSize } from './servers.ts';
import { settledSlice, slice, type Variable } from './slice.ts';

/** Providers that may call, by the last part of the address they call. */
export const webhookProviders = ['bank', 'stripe', 'razorpay'] as const;
export type WebhookProvider = (typeof webhookProviders)[number];

const SHORTEST = 24;

function webhookSecrets(what: string, form: z.ZodType<string, string>) {
  return {
    form: words.pipe(z.array(form).min(1)).optional(),
    expects: `give ${what}, or several, newest first, with commas between; unset, nobody may call by that address`,
    secret: true,
  } satisfies Variable;
}

/** Either alphabet of base64 (RFC 4648), 24 bytes or more. */
const standardSecret = z.string().regex(/^(whsec_)?[A-Za-z0-9+/_-]{32,}={0,2}$/);
const plainSecret = z.string().min(SHORTEST);

/** The secrets that providers sign with. All that are given verify. */
export const webhookSecretsSlice = settledSlice(
  {
    WEBHOOK_SECRETS_BANK: webhookSecrets("the bank's secret as whsec_ and 24 bytes or more in base64", standardSecret),
    WEBHOOK_SECRETS_STRIPE: webhookSecrets("Stripe's signing secret (whsec_…)", plainSecret),
    WEBHOOK_SECRETS_RAZORPAY: webhookSecrets(
      `the secret of Razorpay's webhook, ${SHORTEST} characters or more`,
      plainSecret,
    ),
  },
  (values): { readonly webhookSecrets: Readonly<Record<WebhookProvider, readonly string[]>> } => ({
    webhookSecrets: {
      bank: values.WEBHOOK_SECRETS_BANK ?? [],
      stripe: values.WEBHOOK_SECRETS_STRIPE ?? [],
      razorpay: values.WEBHOOK_SECRETS_RAZORPAY ?? [],
    },
  }),
);

/** `203.0.113.7`, `203.0.113.0/24`, `2001:db8::/32`. */
function isAddressRange(text: string): boolean {
  const [address = '', prefix, more] = text.split('/');
  const family = isIP(address);
  if (family === 0 || more !== undefined) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128));
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/** Who may call at all, whatever it has signed. Undefined: anybody. */
export const webhookAddressesSlice = settledSlice(
  {
    WEBHOOK_ADDRESSES: {
      form: words.pipe(z.array(z.string().refine(isAddressRange, 'one of them is no address'))).default([]),
      expects: 'give addresses or ranges such as 203.0.113.0/24 with commas between, or unset it to let anybody call',
    },
  },
  ({ WEBHOOK_ADDRESSES: ranges }): { readonly webhookAddresses: BlockList | undefined } => ({
    webhookAddresses: ranges.length === 0 ? undefined : listOf(ranges),
  }),
);

/** Of the process that takes calls of providers in. */
export const webhooksSlice = slice({
  WEBHOOKS_PORT: port(3002),
  /** With a role that can insert into the inbox and nothing else. */
  WEBHOOKS_DATABASE_URL: databaseUrl,
  WEBHOOKS_DATABASE_POOL: poolSize(4),
  WEBHOOKS_ANY_ROLE: flag('start with a database role that may do more than it has to (not in production)'),
  TRUST_PROXY: trustProxy,
});
