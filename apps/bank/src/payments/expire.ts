import { type Bank, nowOf } from '../bank.ts';
import { move } from '../money/move.ts';
import { become, tell } from './change.ts';
import { heldAccount } from './collect.ts';
import type { PaymentRow } from './row.ts';

/** A payment as it is now: one whose time is over expires. In a transaction of the caller. */
export function expire(bank: Bank, row: PaymentRow): PaymentRow {
  const open = row.status === 'created' || row.status === 'authorised';
  if (!open || row.expires_at > nowOf(bank)) return row;
  if (row.status === 'authorised') release(bank, row);
  const expired = become(bank, row, 'expired');
  tell(bank, expired, 'payment.expired');
  return expired;
}

/** What was set aside goes back to the buyer. */
export function release(bank: Bank, row: PaymentRow): void {
  if (row.payer === null) throw new Error(`nobody has paid ${row.id}`);
  const held = heldAccount(bank, row.currency);
  move(bank, {
    kind: 'release',
    from: held.id,
    to: row.payer,
    amount: row.amount,
    reference: row.reference,
    subject: row.id,
  });
}
