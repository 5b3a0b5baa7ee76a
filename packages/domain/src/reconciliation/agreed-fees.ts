import type { PaymentMethod } from '@docket/contracts/payment/status';

/** What providers keep of what comes in, as agreed with them, in ten-thousandths; rounded half up to a whole minor unit. A new provider with statements is a line. */
const AGREED: Readonly<Record<string, Readonly<Record<PaymentMethod, number>>>> = {
  // docs/bank.md
  bank: { netbanking: 100, card: 200, upi: 0, bank_transfer: 0, wallet: 0 },
};

/** By method; nothing where nothing is agreed. */
export function agreedFees(provider: string): Readonly<Partial<Record<PaymentMethod, number>>> {
  return AGREED[provider] ?? {};
}
