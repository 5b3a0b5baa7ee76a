import type { PayoutDestination } from '@docket/contracts/payment/destination';

/** What a provider is asked to pay out. Amounts in minor units of `currency`. */
export type Payout = {
  /** Our id of the withdrawal: the same one again is the same payout. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly destination: PayoutDestination;
};

/** What a provider says of a payout. `returned`: it was paid, and came back; `gone`: it has never heard of the reference. */
export type PayoutTruth = {
  readonly providerRef: string | null;
  readonly state: 'pending' | 'paid' | 'returned' | 'failed' | 'gone';
  readonly failure: string | null;
};

/**
 * A way for money to leave the house. Every call is a request over the network, outside of any transaction, and may be repeated with the same
 * reference.
 * @throws OutcomeUnknown, ProviderRefused (of `payment/provider.ts`)
 */
export type PayoutProvider = {
  /** As in rows, such as `bank`. */
  readonly name: string;
  readonly createPayout: (payout: Payout) => Promise<PayoutTruth>;
  readonly fetchPayout: (payout: {
    readonly reference: string;
    readonly providerRef: string | null;
  }) => Promise<PayoutTruth>;
};
