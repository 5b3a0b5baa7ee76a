import type { PaymentStatus } from '@docket/contracts/payment/status';
import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { lockRow, type LockedPayment } from './lock.ts';
import { PAYMENT_COLUMNS, paymentUpdated, type PaymentRow } from './rows.ts';
import { PAYMENT_MOVES } from './states.ts';
import { statusOf } from './status-of.ts';
import { note, type By } from './timeline.ts';
import { tellMerchants } from './webhooks.ts';

const statusStatement = prepare(
  'payment_status',
  `UPDATE payments SET status = $3, revision = revision + 1, updated_at = clock_timestamp() WHERE id = $1 AND status = $2 RETURNING id`,
);
const readStatement = prepare(
  'payment_read',
  `SELECT ${PAYMENT_COLUMNS} FROM payments p WHERE p.id = $1`,
).rows<PaymentRow>();

/**
 * Brings the status of a locked payment in line with its attempts and refunds, which have just changed.
 * @returns it as it is then @throws Error for a move that is not in `PAYMENT_MOVES`: then nothing has happened
 */
export async function restate(tx: Tx, id: string, by: By): Promise<LockedPayment> {
  const payment = await lockRow(tx, id);
  const status = statusOf({ ...payment, delivered: payment.outcome === 'delivered' });
  const moved = status !== payment.status;
  if (moved && !PAYMENT_MOVES[payment.status].includes(status))
    throw new Error(`the payment ${id} cannot go from ${payment.status} to ${status}`);
  const [[row]] = await Promise.all([
    statusStatement(tx.client, [id, payment.status, status]),
    moved && note(tx, id, { kind: 'payment', what: status, by }),
  ]);
  if (row === undefined) throw new Error(`the payment ${id} changed while it was locked`);
  return { ...payment, status };
}

/** Owes its user and merchants the payment as it is now, at the end of the transaction that changed it. */
export async function tell(tx: Tx, id: string): Promise<PaymentStatus> {
  const [row] = await readStatement(tx.client, [id]);
  if (row === undefined) throw new Error(`the payment ${id} is gone, though it was locked`);
  tx.emit(paymentUpdated(row));
  await tellMerchants(tx, row);
  return row.status;
}
