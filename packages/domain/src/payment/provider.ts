import type { PaymentMethod } from '@docket/contracts/payment/status';

/** What a provider is asked to collect. Amounts in minor units of `currency`. */
export type Charge = {
  /** Our id of the attempt: the same one again is the same charge. */
  readonly reference: string;
  readonly method: PaymentMethod;
  readonly amountMinor: number;
  readonly currency: string;
  readonly userId: string;
  readonly description: string;
  /** Where the buyer's browser goes when the provider is done with it. */
  readonly returnUrl: string;
  readonly expiresInSeconds: number;
};

/** How the buyer goes on; a field for each way there is. */
export type BuyerStep = {
  readonly redirectUrl: string | null;
  readonly upiUri: string | null;
  readonly transferTo: {
    readonly name: string;
    readonly iban: string;
    readonly accountNumber: string;
    readonly ifsc: string;
    /** What the buyer is to write on it, where it is not our reference of the charge. */
    readonly reference?: string;
  } | null;
};

/**
 * What a provider says of a charge.
 * - `failed` may become `captured` later: a late authorisation, or a UPI PIN that was tried again.
 * - `gone`: the provider has never heard of the reference.
 */
export type ChargeState = 'pending' | 'authorised' | 'captured' | 'failed' | 'cancelled' | 'gone';

export type ChargeTruth = {
  /** The provider's id; null for one that is gone. */
  readonly providerRef: string | null;
  readonly state: ChargeState;
  /** What came in, which is compared with what was asked for. */
  readonly receivedMinor: number;
  readonly refundedMinor: number;
  readonly currency: string;
  /** What the provider keeps of it; null while it does not say. */
  readonly feeMinor: number | null;
  readonly failure: string | null;
  readonly step: BuyerStep;
};

export type RefundTruth = {
  readonly providerRef: string | null;
  readonly state: 'pending' | 'done' | 'failed' | 'gone';
  readonly failure: string | null;
};

/** A buyer has asked their own bank for the money of a charge (a dispute, or chargeback), as the provider says it. */
export type DisputeTruth = {
  /** Ours of the charge; null where it is another's who uses the account. */
  readonly reference: string | null;
  /** `lost`: the money is the buyer's again. */
  readonly state: 'open' | 'won' | 'lost';
  readonly amountMinor: number;
  readonly currency: string;
  /** As the provider says it, such as `fraudulent`. */
  readonly reason: string;
  /** Until when it may be answered at the provider; null where it may not. */
  readonly answerBy: Date | null;
};

/** A provider did not answer, or answered with a fault of its own: whether it did what it was asked is not known. */
export class OutcomeUnknown extends Error {
  override readonly name = 'OutcomeUnknown';
}

/** A provider understood and refuses, now and whenever it is asked again. `code` as it says it. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A way for money to come in and to go back. `packages/providers` has them, one folder each. Every call is a request over the network, outside of any
 * transaction, and may be repeated with the same references.
 * @throws OutcomeUnknown, ProviderRefused
 */
export type PaymentProvider = {
  /** As in the addresses of its callbacks and in rows, such as `bank`. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly methods: readonly PaymentMethod[];
  /** Where it takes some currencies only by a method: whether it takes this one. */
  readonly takes?: (way: { readonly method: PaymentMethod; readonly currency: string }) => boolean;
  /** Where a buyer needs longer than elsewhere: how long they have, seconds. */
  readonly secondsToPay?: number;
  readonly create: (charge: Charge) => Promise<ChargeTruth>;
  /** By our reference; `providerRef` where it is known. */
  readonly fetch: (charge: { readonly reference: string; readonly providerRef: string | null }) => Promise<ChargeTruth>;
  readonly capture: (charge: {
    readonly reference: string;
    readonly providerRef: string;
    readonly amountMinor: number;
    readonly currency: string;
  }) => Promise<ChargeTruth>;
  /** One that was captured meanwhile stays so, and its truth says so. */
  readonly cancel: (charge: { readonly reference: string; readonly providerRef: string }) => Promise<ChargeTruth>;
  readonly refund: (refund: {
    readonly reference: string;
    readonly providerRef: string;
    readonly amountMinor: number;
    readonly currency: string;
  }) => Promise<RefundTruth>;
  readonly fetchRefund: (refund: {
    readonly reference: string;
    readonly providerRef: string | null;
    readonly chargeRef: string;
  }) => Promise<RefundTruth>;
  /** By the provider's id; null: there is none. Undefined where buyers dispute nothing. */
  readonly fetchDispute?: (dispute: { readonly providerRef: string }) => Promise<DisputeTruth | null>;
};
