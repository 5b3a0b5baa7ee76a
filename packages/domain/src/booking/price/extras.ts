/** What a booking was asked for beside seats at the full price, as `bookings.extras` keeps it. */
export type Extras = {
  /** By label, where it is not the full price; places of standing areas are always at that. */
  readonly classes: Readonly<Record<string, string>>;
  readonly voucher: { readonly id: string; readonly code: string } | null;
};
