import type { PaymentMethod } from '@docket/contracts/payment/status';

/** What a way to pay costs the buyer: a share in basis points (hundredths of a percent) and an amount, and the tax on both together. */
export type FeeRule = { readonly basisPoints: number; readonly fixedMinor: number; readonly taxBasisPoints: number };

/** A way that costs nothing has no tax either. UPI and RuPay are free by law in India; a transfer and the wallet cost us nothing. */
const FREE: FeeRule = { basisPoints: 0, fixedMinor: 0, taxBasisPoints: 0 };

/** By method. Tax is the GST of 18 % on services in India. */
export const FEES: Readonly<Record<PaymentMethod, FeeRule>> = {
  netbanking: FREE,
  card: { basisPoints: 150, fixedMinor: 0, taxBasisPoints: 1_800 },
  upi: FREE,
  wallet: FREE,
  bank_transfer: FREE,
};

const WHOLE = 10_000n;

/** A share of an amount, rounded half up to a whole minor unit. Both are zero or more. */
function shareOf(amountMinor: bigint, basisPoints: number): bigint {
  return (amountMinor * BigInt(basisPoints) + WHOLE / 2n) / WHOLE;
}

export type Fees = { readonly feeMinor: bigint; readonly taxMinor: bigint };

/**
 * What paying `amountMinor` with a method costs besides, and the tax on that, in the same minor units. Exact: each is rounded half up on its own,
 * the fee first, and the tax is of the rounded fee, so that what stands on a receipt adds up.
 */
export function feesOf(
  method: PaymentMethod,
  amountMinor: bigint,
  rules: Readonly<Record<PaymentMethod, FeeRule>> = FEES,
): Fees {
  const { basisPoints, fixedMinor, taxBasisPoints } = rules[method];
  const feeMinor = shareOf(amountMinor, basisPoints) + BigInt(fixedMinor);
  return { feeMinor, taxMinor: shareOf(feeMinor, taxBasisPoints) };
}
