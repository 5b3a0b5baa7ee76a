import { minorPlaces } from '@docket/contracts/money/currency';
import { ProviderRefused } from '@docket/domain/payment/provider';

/**
 * Decimal places of Stripe's amounts where they are not those of ISO 4217 (https://docs.stripe.com/currencies#special-cases): ISK and UGX have none any more and
 * are written with two for compatibility; MGA has a fifth as its minor unit, which Stripe knows nothing of.
 */
const PLACES: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** Whose last digit has to be 0: with three places, and those of `PLACES` that have none in truth. */
const ROUND: Readonly<Record<string, number>> = { BHD: 10, JOD: 10, KWD: 10, OMR: 10, TND: 10, ISK: 100, UGX: 100 };

function shift(currency: string): number {
  return (PLACES[currency] ?? minorPlaces(currency)) - minorPlaces(currency);
}

/** Minor units of ISO 4217 as Stripe takes them. @throws ProviderRefused amount_unsupported, for one that it cannot say exactly */
export function toStripe(amountMinor: number, currency: string): number {
  const amount = amountMinor * 10 ** shift(currency);
  if (!Number.isSafeInteger(amount) || amount % (ROUND[currency] ?? 1) !== 0)
    throw new ProviderRefused('amount_unsupported', `Stripe takes no ${amountMinor} minor units of ${currency}.`);
  return amount;
}

/** Stripe's amount in minor units of ISO 4217; what is less than one is left out, so that it is another amount than was asked for. */
export function fromStripe(amount: number, currency: string): number {
  return Math.floor(amount / 10 ** shift(currency));
}
