import type { AccountRole } from '@docket/contracts/http/ledger';

const WORDS: Readonly<Record<AccountRole, string>> = {
  customer_wallet: 'Wallet',
  customer_clearing: 'Paid, not delivered',
  provider_receivable: 'Held by a provider',
  merchant_payable: 'Owed to the seller',
  fees: 'Fees',
  tax: 'Tax',
  refunds_payable: 'Refunds under way',
  payouts_payable: 'Payouts under way',
  suspense: 'To be cleared up',
  bank: 'Bank',
};

/** What an account is for, in words. */
export function roleWords(role: AccountRole): string {
  return WORDS[role];
}
