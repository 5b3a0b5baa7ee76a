import type { PaymentProvider } from '@docket/domain/payment/provider';
import type { PaymentProviders } from '@docket/domain/payment/providers';
import type { PaymentSettings } from '@docket/runtime/settings/payment';
import { ConfigError } from '@docket/runtime/settings/slice';
import { withBreakers } from './breakers.ts';

/** What the providers read of the environment. */
type Settings = PaymentSettings;

/** Every provider there is, by the name it has in PAYMENT_PROVIDERS. A new one is a line here. */
const MAKERS: Readonly<Record<string, (settings: Settings) => PaymentProvider>> = {};

/** The providers that are on. @throws ConfigError for one that there is not */
export function createPaymentProviders(
  settings: Settings,
  makers: Readonly<Record<string, (settings: Settings) => PaymentProvider>> = MAKERS,
): PaymentProviders {
  return withBreakers(
    settings.PAYMENT_PROVIDERS.map((name) => {
      const make = Object.hasOwn(makers, name) ? makers[name] : undefined;
      if (make === undefined)
        throw new ConfigError([
          `PAYMENT_PROVIDERS: there is no ${name}; give ${Object.keys(makers).join(', ') || 'none'}`,
        ]);
      return make(settings);
    }),
  );
}
