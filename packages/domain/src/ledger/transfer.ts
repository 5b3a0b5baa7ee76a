import type { Tx } from '../spine/emit.ts';

/**
 * Accounts by role. Assets grow by debits: `provider_receivable` (what a provider owes us), `bank`. The others grow by credits: `customer_wallet`,
 * `customer_clearing` (captured, and not delivered yet), `merchant_payable`, `fees`, `tax`, `refunds_payable`, `payouts_payable`, `suspense`.
 */
export type AccountRole =
  | 'customer_wallet'
  | 'customer_clearing'
  | 'provider_receivable'
  | 'merchant_payable'
  | 'fees'
  | 'tax'
  | 'refunds_payable'
  | 'payouts_payable'
  | 'suspense'
  | 'bank';

/** An account is there as soon as it is named. `owner`: a user's id, a provider's name, or `house`. */
export type AccountRef = { readonly role: AccountRole; readonly owner: string; readonly currency: string };

export type Entry = { readonly account: AccountRef; readonly side: 'debit' | 'credit'; readonly amountMinor: bigint };

/** Entries sum to zero per currency. `kind` and `subject` say what it is about; the same kind of the same subject happens once. */
export type NewTransfer = {
  /** Such as `payment.captured`. */
  readonly kind: string;
  readonly subject: {
    readonly kind: 'payment' | 'refund' | 'deposit' | 'withdrawal' | 'adjustment';
    readonly id: string;
  };
  readonly entries: readonly Entry[];
  /** Reserves only: to be posted or voided, once. */
  readonly pending?: boolean;
};

/** What the ledger offers to the areas above it; see `post.ts`. */
export type Ledger = {
  /** @returns ids, in order. @throws DocketError insufficient_funds where an account may not be overdrawn, counting what is pending */
  readonly post: (tx: Tx, transfers: readonly NewTransfer[]) => Promise<readonly string[]>;
  /** Pending becomes posted; it was voided before: an Error. Posted before: nothing. */
  readonly settle: (tx: Tx, transferId: string) => Promise<void>;
  readonly voidPending: (tx: Tx, transferId: string) => Promise<void>;
};
