import type { ErrorTable } from './table.ts';

/** Wallets. */
export const walletErrors = {
  withdrawal_not_found: [404, 'There is no such withdrawal'],
  withdrawal_under_way: [409, 'The withdrawal is with the bank already'],
  deposit_not_found: [404, 'There is no such deposit'],
} as const satisfies ErrorTable;
