import type { ErrorTable } from './table.ts';

/** Payments and refunds. */
export const paymentErrors = {
  payment_not_found: [404, 'There is no such payment'],
  nothing_to_pay: [409, 'There is nothing to be paid here'],
  payment_in_progress: [409, 'Another attempt to pay is under way'],
  payment_outcome_unknown: [409, 'The provider has not said how the last attempt ended'],
  already_paid: [409, 'It is paid for'],
  payment_closed: [409, 'The payment has come to an end'],
  amount_mismatch: [422, 'The amount or currency is not what is owed'],
  method_unavailable: [422, 'One cannot pay so here'],
  provider_down: [503, 'This bank is not answering; choose another way to pay'],
  refund_too_large: [422, 'More than is left of the payment'],
  refund_in_progress: [409, 'A refund of this payment is under way'],
  no_receipt: [409, 'Nothing was paid, so there is no receipt'],
  not_by_transfer: [409, 'No transfer is waited for here'],
  transfer_recorded: [409, 'This transfer was recorded before'],
  not_refundable: [409, 'Nothing of this payment can be paid back'],
} as const satisfies ErrorTable;
