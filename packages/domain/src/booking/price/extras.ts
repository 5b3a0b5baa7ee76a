/** What a booking was asked for beside seats at the full price, as `bookings.extras` keeps it. */
export type Extras = {
  /** By seat, in the order of the seats. */
  readonly classes: readonly string[];
  readonly voucher: { readonly id: string; readonly code: string } | null;
};
