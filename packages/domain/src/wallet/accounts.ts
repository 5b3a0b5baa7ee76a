import type { AccountRef } from '../ledger/transfer.ts';

/** Minor units of an ISO 4217 currency. */
export type Money = { readonly amountMinor: bigint; readonly currency: string };

export function walletOf(userId: string, currency: string): AccountRef {
  return { role: 'customer_wallet', owner: userId, currency };
}

/** What the wallet, as a provider of payments, owes the house: it is nothing again as soon as the payment is written down. */
export function walletAsProvider(currency: string): AccountRef {
  return { role: 'provider_receivable', owner: 'wallet', currency };
}
