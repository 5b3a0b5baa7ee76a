import type { ErrorTable } from './table.ts';

/** Accounts of the ledger. */
export const ledgerErrors = {
  insufficient_funds: [409, 'There is not enough money on the account'],
  account_not_found: [404, 'There is no such account'],
  transfer_not_found: [404, 'There is no such transfer'],
  statement_too_long: [422, 'There is more in this period than one document holds'],
} as const satisfies ErrorTable;
