/** What a bank has booked on an account. */
export type StatementEntry = {
  /** The bank's own id of it. */
  readonly ref: string;
  /** ISO 8601. */
  readonly bookedAt: string;
  /** Minor units; below nothing what went out. */
  readonly amountMinor: number;
  readonly kind: EntryKind;
  /** What the bank says that it is about. */
  readonly reference: string | null;
  /** An id of ours in that. */
  readonly referenceId: string | null;
};

export type EntryKind = 'payment' | 'refund' | 'payout' | 'payout_return' | 'fee' | 'other';

/** A statement of an account in one currency; amounts in minor units. */
export type Statement = {
  /** The bank's own id of it. */
  readonly id: string;
  /** Such as its IBAN. */
  readonly account: string;
  readonly currency: string;
  readonly openingMinor: number;
  readonly closingMinor: number;
  /** The end of its period, ISO 8601, where it says so. */
  readonly until: string | null;
  /** What is booked, in the order of the statement. Opening and entries are closing. */
  readonly entries: readonly StatementEntry[];
  /** Entries that are not booked yet, and were left out. */
  readonly notBooked: number;
};
