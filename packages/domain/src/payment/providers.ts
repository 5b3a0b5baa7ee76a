import type { PaymentMethod } from '@docket/contracts/payment/status';
import type { PaymentProvider } from './provider.ts';

/** A way to pay at a provider: what has a circuit breaker of its own. */
export type Way = { readonly provider: string; readonly method: PaymentMethod };

export type WayHealth = Way & {
  /** `open`: it is not asked; `halfOpen`: one request finds out whether it answers again. */
  readonly state: 'closed' | 'open' | 'halfOpen';
  /** Of the last ten seconds. */
  readonly calls: number;
  readonly failures: number;
};

/** A provider that keeps failing is left alone for a while: it was not asked, so nothing has happened there. */
export class ProviderDown extends Error {
  override readonly name = 'ProviderDown';
}

/** The providers that are on, in the order in which they are tried, each behind circuit breakers. */
export type PaymentProviders = {
  readonly all: readonly Pick<PaymentProvider, 'name' | 'title' | 'methods' | 'takes' | 'secondsToPay'>[];
  /**
   * Asks a provider. What it throws but for a refusal counts against its way.
   * @throws ProviderDown where it is left alone, or is none of those that are on; and what the provider throws
   */
  readonly ask: <T>(way: Way, question: (provider: PaymentProvider) => Promise<T>) => Promise<T>;
  /** Is it asked at the moment? */
  readonly answers: (way: Way) => boolean;
  readonly health: () => readonly WayHealth[];
};
