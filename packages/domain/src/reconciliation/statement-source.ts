/** What a bank says of the account that the house has with it. Every call is a request over the network, outside of any transaction. @throws OutcomeUnknown, ProviderRefused */
export type StatementSource = {
  /** As in rows, such as `bank`. */
  readonly name: string;
  /** What is on the account now, in minor units of each currency. */
  readonly balances: () => Promise<readonly { readonly currency: string; readonly amountMinor: number }[]>;
  /**
   * A statement as ISO 20022 camt.053: what was booked after an entry, oldest first.
   * @param asked.after the bank's id of an entry; null: from the beginning @param asked.limit entries at most
   */
  readonly statement: (asked: {
    readonly currency: string;
    readonly after: string | null;
    readonly limit: number;
  }) => Promise<Uint8Array>;
};
