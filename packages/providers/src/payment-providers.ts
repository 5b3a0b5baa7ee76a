import { outsideProviders, type OutsideProvider } from '@docket/contracts/payment/providers';
import type { PaymentProvider } from '@docket/domain/payment/provider';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import type { BankClientSettings } from '@docket/runtime/settings/bank';
import type { PaymentSettings } from '@docket/runtime/settings/payment';
import type { RazorpaySettings } from '@docket/runtime/settings/razorpay';
import { ConfigError } from '@docket/runtime/settings/slice';
import type { StripeSettings } from '@docket/runtime/settings/stripe';
import { withBreakers } from './breakers.ts';

/** What the providers read of the environment. */
type Settings = Pick<PaymentSettings, 'PAYMENT_PROVIDERS'> & BankClientSettings & StripeSettings & RazorpaySettings;

type Maker = {
  /** What the environment has to say for it. */
  readonly needs: string;
  /** Undefined where it does not. Its code is loaded where it does: an SDK takes some thirty MiB of every process that has it. */
  readonly make: (settings: Settings) => Promise<PaymentProvider | undefined>;
};

/** Every provider there is, by the name it has in PAYMENT_PROVIDERS, in the order of the list, in which they are tried. */
const MAKERS: Readonly<Record<OutsideProvider, Maker>> = {
  bank: {
    needs: 'BANK_URL and BANK_API_KEY',
    async make({ BANK_URL: baseUrl, BANK_API_KEY: apiKey }) {
      if (baseUrl === undefined || apiKey === undefined) return undefined;
      return (await import('./bank/provider.ts')).createBankProvider({ baseUrl, apiKey });
    },
  },
  stripe: {
    needs: 'STRIPE_SECRET_KEY',
    async make({ stripe }) {
      return stripe && (await import('./stripe/provider.ts')).createStripeProvider(stripe);
    },
  },
  razorpay: {
    needs: 'RAZORPAY_KEY_ID and RAZORPAY_KEY_SECRET',
    async make({ razorpay }) {
      return razorpay && (await import('./razorpay/provider.ts')).createRazorpayProvider(razorpay);
    },
  },
};

/**
 * The providers that are on.
 * @param own those of the house, behind the others: money that people have with us, and transfers that an operator looks for
 * @throws ConfigError for one that is named in PAYMENT_PROVIDERS and that there is not, or is not set up
 */
export async function createPaymentProviders(
  settings: Settings,
  own: readonly PaymentProvider[] = [],
): Promise<PaymentProviders> {
  const { PAYMENT_PROVIDERS: named } = settings;
  const made = await Promise.all(
    named === undefined
      ? outsideProviders.map((name) => MAKERS[name].make(settings))
      : named.map((name) => makeNamed(name, named, settings)),
  );
  return withBreakers([...made.filter((provider) => provider !== undefined), ...own]);
}

async function makeNamed(name: string, named: readonly string[], settings: Settings): Promise<PaymentProvider> {
  const known = outsideProviders.find((one) => one === name);
  const list = `PAYMENT_PROVIDERS=${named.join(',')}`;
  if (known === undefined)
    throw new ConfigError([`${list}: there is no ${name}; there are ${outsideProviders.join(', ')}`]);
  const maker = MAKERS[known];
  const provider = await maker.make(settings);
  if (provider === undefined)
    throw new ConfigError([`${list}: ${name} is not set up; set ${maker.needs}, or take it out of the list`]);
  return provider;
}
