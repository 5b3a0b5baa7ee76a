import type { BankMethod } from '@docket/contracts/bank/api';

/** What the bank keeps, in ten-thousandths of what came in. */
const RATES: Readonly<Record<BankMethod, number>> = { netbanking: 100, card: 200, upi: 0, virtual_account: 0 };

/** Rounded half up; minor units. */
export function feeOf(method: BankMethod, amountMinor: number): number {
  return Number((BigInt(amountMinor) * BigInt(RATES[method]) + 5_000n) / 10_000n);
}
