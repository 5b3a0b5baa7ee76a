import type { ErrorTable } from './table.ts';

/** Statements of the bank, and their differences from our books. */
export const reconciliationErrors = {
  statement_invalid: [422, 'The file is no statement that can be taken'],
  statement_differs: [409, 'The same statement, or an entry of it, is there with other contents'],
  break_not_found: [404, 'There is no such break'],
  break_closed: [409, 'The break is closed'],
  break_on_its_way: [409, 'The other side may still come by itself'],
} as const satisfies ErrorTable;
