import type { Booking } from '@docket/contracts/http/booking';

type Line = Booking['lines'][number];

/** What a voucher takes off, and of which classes; none named is all. */
export type Discount = {
  readonly percent: number | null;
  readonly amountMinor: number | null;
  readonly classes: readonly string[];
};

/** Is it for seats of this class? */
export function isFor({ classes }: Pick<Discount, 'classes'>, priceClass: string): boolean {
  return classes.length === 0 || classes.includes(priceClass);
}

/** What it takes off these lines, minor units: rounded down, and never more than the seats cost that it is for. */
export function discountOf(voucher: Discount, lines: readonly Pick<Line, 'priceMinor' | 'class'>[]): number {
  const price = lines.filter((line) => isFor(voucher, line.class)).reduce((sum, line) => sum + line.priceMinor, 0);
  if (voucher.percent !== null) return Number((BigInt(price) * BigInt(voucher.percent)) / 100n);
  return Math.min(price, voucher.amountMinor ?? 0);
}
