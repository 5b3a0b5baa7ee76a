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
 * Brings the status of a locked payment in line with its attempts and refunds, which have just changed, and owes its user and merchants what it is then.
 * @throws Error for a move that is not in `PAYMENT_MOVES`: then nothing has happened
 */
export async function restate(tx: Tx, id: string, by: By): Promise<void> {
  await restateTo(tx, await lockRow(tx, id), by);
}

/** As `restate`, of a payment that was read behind the change. */
export async function restateTo(tx: Tx, payment: LockedPayment, by: By): Promise<void> {
  const [, [row]] = await Promise.all([writeStatus(tx, payment, by), readStatement(tx.client, [payment.id])]);
  await owe(tx, payment.id, row);
}

/** As `restateTo`, where more is done to the payment, and it is told of when that is done. @returns it as it is then */
export async function writeStatus(tx: Tx, payment: LockedPayment, by: By): Promise<LockedPayment> {
  const { id } = payment;
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
export async function tell(tx: Tx, id: string): Promise<void> {
  const [row] = await readStatement(tx.client, [id]);
  await owe(tx, id, row);
}

async function owe(tx: Tx, id: string, row: PaymentRow | undefined): Promise<void> {
  if (row === undefined) throw new Error(`the payment ${id} is gone, though it was locked`);
  tx.emit(paymentUpdated(row));
  await tellMerchants(tx, row);
}
