import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../../spine/ctx.ts';
import type { Tx } from '../../spine/emit.ts';

/** East of Greenwich a day begins up to fourteen hours earlier. */
const AHEAD_MS = 14 * 3_600_000;

/** As the provider is called in rows. */
export const TRANSFER = 'transfer';

/** A transfer that an operator has seen in the account's statement: money for an attempt came in, or that of a refund went out. */
export type TransferRecord = {
  readonly direction: 'in' | 'out';
  /** Of the attempt or the refund. */
  readonly subjectId: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
  /** Year-month-day. */
  readonly bookedOn: string;
  readonly bankReference: string;
  /** Whom money that came in is from. */
  readonly sender: string | null;
};

const COLUMNS = `t.direction, t.subject_id, t.payment_id, t.amount_minor::float8 AS amount_minor, t.currency, to_char(t.booked_on, 'YYYY-MM-DD') AS booked_on, t.bank_reference, t.sender`;

const oneStatement = prepare(
  'transfer_record',
  `SELECT ${COLUMNS} FROM payment_transfers t WHERE t.direction = $1 AND t.subject_id = $2`,
).rows<{ direction: 'in' | 'out'; amount_minor: number; booked_on: string }>();
const insertStatement = prepare(
  'transfer_record_insert',
  `INSERT INTO payment_transfers (id, direction, subject_id, payment_id, amount_minor, currency, booked_on, bank_reference, sender, recorded_by)
   VALUES ($1, $2, $3, $4, $5, $6, $7::text::date, $8, $9, $10) ON CONFLICT DO NOTHING RETURNING id`,
);

/** What an account has was booked, at the latest on a day that has begun somewhere. @throws DocketError invalid_request */
export function refuseYetToCome({ clock }: Pick<Ctx, 'clock'>, bookedOn: string): void {
  if (Date.parse(bookedOn) <= clock.now().getTime() + AHEAD_MS) return;
  const message = 'is yet to come; give the day that stands in the statement';
  throw new DocketError('invalid_request', `body.bookedOn ${message}.`, {
    fields: [{ path: 'body.bookedOn', message }],
  });
}

/** Undefined while nothing was recorded. */
export async function findRecord(
  ctx: Pick<Ctx, 'db'>,
  direction: 'in' | 'out',
  subjectId: string,
): Promise<TransferRecord | undefined> {
  const [row] = await oneStatement(ctx.db.pool, [direction, subjectId]);
  if (row === undefined) return undefined;
  return {
    direction: row.direction,
    subjectId: row.subject_id,
    paymentId: row.payment_id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    bookedOn: row.booked_on,
    bankReference: row.bank_reference,
    sender: row.sender,
  };
}

/** @returns false where there is one for this subject, or one with what the bank calls it: then nothing was written */
export async function insertRecord(tx: Tx, record: TransferRecord, recordedBy: string): Promise<boolean> {
  const rows = await insertStatement(tx.client, [
    newId(),
    record.direction,
    record.subjectId,
    record.paymentId,
    String(record.amountMinor),
    record.currency,
    record.bookedOn,
    record.bankReference,
    record.sender,
    recordedBy,
  ]);
  return rows.length > 0;
}
