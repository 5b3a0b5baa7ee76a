import type { PaymentProvider } from '@docket/domain/payment/provider';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import type { BankClientSettings } from '@docket/runtime/settings/bank';
import type { PaymentSettings } from '@docket/runtime/settings/payment';
import { ConfigError } from '@docket/runtime/settings/slice';
import { createBankProvider } from './bank/provider.ts';
import { withBreakers } from './breakers.ts';

/** What the providers read of the environment. */
type Settings = Pick<PaymentSettings, 'PAYMENT_PROVIDERS'> & BankClientSettings;

/** Undefined where the settings do not say where it is. */
type Maker = (settings: Settings) => PaymentProvider | undefined;

/** Every provider there is, by the name it has in PAYMENT_PROVIDERS, in the order in which they are tried. A new one is a line here. */
const MAKERS: Readonly<Record<string, Maker>> = {
  bank: ({ BANK_URL: baseUrl, BANK_API_KEY: apiKey }) =>
    baseUrl === undefined || apiKey === undefined ? undefined : createBankProvider({ baseUrl, apiKey }),
};

/**
 * The providers that are on.
 * @param own those of the house, behind the others: money that people have with us
 * ConfigError for one that is named and that there is not, or has no address
 */
export function createPaymentProviders(settings: Settings, own: readonly PaymentProvider[] = []): PaymentProviders {
  const { PAYMENT_PROVIDERS: named } = settings;
  const made = (named ?? Object.keys(MAKERS)).map((name) => {
    const provider = Object.hasOwn(MAKERS, name) ? MAKERS[name]?.(settings) : undefined;
    if (provider === undefined && named !== undefined)
      throw new ConfigError([
        `PAYMENT_PROVIDERS=${named.join(',')}: there is no ${name}, or it has no address; there are ${Object.keys(MAKERS).join(', ')}`,
      ]);
    return provider;
  });
  return withBreakers([...made.filter((provider) => provider !== undefined), ...own]);
}
