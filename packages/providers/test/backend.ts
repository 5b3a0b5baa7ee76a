import type { Charge, ChargeTruth, PaymentProvider } from '@docket/domain/payment/provider';

/** A provider with somebody behind it who really answers, and what only that somebody can do. */
export type Backend = {
  readonly provider: PaymentProvider;
  /** The same, which waits for an answer only 300 ms. */
  readonly impatient: PaymentProvider;
  /** The same with a key that is not right. */
  readonly stranger: PaymentProvider;
  /** How a charge of the suite is paid, one that may be paid with another amount, and one that is refused for its currency. */
  readonly usual: Pick<Charge, 'method'>;
  readonly anyAmount: Pick<Charge, 'method'>;
  readonly foreign: Pick<Charge, 'method' | 'currency'>;
  /** The buyer pays. @param amountMinor what comes, where it is another amount than was asked for */
  readonly pay: (truth: ChargeTruth, amountMinor?: number) => Promise<void>;
  /** The buyer's bank says no; undefined where the suite has no buyer whose bank does. */
  readonly decline: ((truth: ChargeTruth) => Promise<void>) | undefined;
  /** It comes to nothing, and then the money comes after all. */
  readonly late: {
    readonly fail: (truth: ChargeTruth) => Promise<void>;
    readonly pay: (truth: ChargeTruth) => Promise<void>;
  };
  /** A charge of these terms is made and authorised, and not captured. */
  readonly authorise: (charge: Charge) => Promise<void>;
  /** Refunds that are ordered from now on are under way until `endRefunds`, and end so. */
  readonly holdRefunds: (how: 'done' | 'failed') => Promise<void>;
  readonly endRefunds: () => Promise<void>;
  /** What is asked next is done, and its answer lost. */
  readonly loseNextAnswer: () => Promise<void>;
  readonly delayNextAnswer: (ms: number) => Promise<void>;
  /** What is asked next fails inside of the provider. */
  readonly failNext: () => Promise<void>;
  /** What is asked next is done, and answered as a fault of the provider's; undefined where no fault is such. */
  readonly failAfterNext: (() => Promise<void>) | undefined;
  /** So much time passes that keys of requests are forgotten. */
  readonly forgetKeys: () => Promise<void>;
  readonly stop: () => Promise<void>;
};
