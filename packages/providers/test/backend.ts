import type { Charge, ChargeTruth, PaymentProvider } from '@docket/domain/payment/provider';

/** A provider with somebody behind it who really answers, and what only that somebody can do. */
export type Backend = {
  readonly provider: PaymentProvider;
  /** The same, which waits for an answer only 300 ms. */
  readonly impatient: PaymentProvider;
  /** The same with a key that is not right. */
  readonly stranger: PaymentProvider;
  /** The buyer pays. */
  readonly pay: (truth: ChargeTruth) => Promise<void>;
  /** A charge of these terms is made and authorised, and not captured. */
  readonly authorise: (charge: Charge) => Promise<void>;
  /** What is asked next is done, and its answer lost. */
  readonly loseNextAnswer: () => Promise<void>;
  readonly delayNextAnswer: (ms: number) => Promise<void>;
  /** What is asked next fails inside of the provider. */
  readonly failNext: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
