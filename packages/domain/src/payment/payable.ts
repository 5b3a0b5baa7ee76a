import type { PayableKind } from '@docket/contracts/http/payment';
import type { PaymentMethod, RefundReason } from '@docket/contracts/payment/status';
import type { Tx } from '../spine/emit.ts';

/** What is owed for a thing, in minor units of an ISO 4217 currency. */
export type Owed = { readonly amountMinor: number; readonly currency: string; readonly description: string };

/** What became of a thing that was paid for: its buyer has it, or the money goes back, and why. `note` is for the buyer. */
export type Delivery =
  | { readonly delivered: true; readonly note: string | null }
  | {
      readonly delivered: false;
      readonly reason: RefundReason;
      readonly note: string;
      /** It does not go back by itself: an operator decides. */
      readonly parked?: true;
    };

/**
 * A kind of thing that people pay for. Payments know no more of it than the name; its area says here what is owed and what money does to it. Locks in
 * this order: the thing, then its payment, then accounts of the ledger. Each is called in the transaction that changes the payment.
 */
export type Payable = {
  /** Ways to pay that make no sense for it. */
  readonly notWith?: readonly PaymentMethod[];
  /** Locks it, before its payment is. All its statements are sent at once: those of the payment follow in the same crossing, and so after its locks. */
  readonly lock: (tx: Tx, id: string) => Promise<void>;
  /**
   * An attempt to pay begins: its buyer has until `deadline`, and it waits for the money until `until`, which is so much later that the provider can be asked.
   * Where the way to pay is a slow one, `keepSeconds` is how long it is to be kept for it, whatever bounds that otherwise.
   * @returns what is owed @throws DocketError where nobody may pay for it now, or it is not the user's
   */
  readonly begin: (
    tx: Tx,
    input: {
      readonly id: string;
      readonly userId: string;
      readonly deadline: Date;
      readonly until: Date;
      readonly keepSeconds?: number | undefined;
    },
  ) => Promise<Owed>;
  /** The attempt has failed or was given up; another may begin. */
  readonly failed: (tx: Tx, id: string) => Promise<void>;
  /** The money is ours. Called once for a payment, early or late. */
  readonly paid: (tx: Tx, input: { readonly id: string; readonly paymentId: string }) => Promise<Delivery>;
};

/** What others do in the transactions of payments. */
export type PaymentReactions = { readonly payables: Readonly<Record<PayableKind, Payable>> };
