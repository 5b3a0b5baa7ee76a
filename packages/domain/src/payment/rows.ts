import { userChannel } from '@docket/contracts/events/envelope';
import type { EventInput } from '@docket/contracts/events/envelope';
import { payment, type NextStep, type PayableKind, type Payment, type Refund } from '@docket/contracts/http/payment';
import {
  outerStatusOf,
  type AttemptStatus,
  type PaymentMethod,
  type PaymentStatus,
  type RefundReason,
  type RefundStatus,
} from '@docket/contracts/payment/status';
import type { NewEvent } from '../spine/emit.ts';
import { isLive } from './states.ts';

/** As JSON of Postgres has them: amounts are far below what a double holds exactly. */
type AttemptJson = {
  readonly id: string;
  readonly provider: string;
  readonly method: PaymentMethod;
  readonly status: AttemptStatus;
  readonly failure: string | null;
  readonly step: NextStep | null;
  readonly created_at: string;
};
type RefundJson = {
  readonly id: string;
  readonly amount_minor: number;
  readonly currency: string;
  readonly reason: RefundReason;
  readonly status: RefundStatus;
  readonly created_at: string;
  readonly updated_at: string;
};

/** A payment as `PAYMENT_COLUMNS` reads it. */
export type PaymentRow = {
  id: string;
  user_id: string;
  kind: PayableKind;
  subject_id: string;
  status: PaymentStatus;
  revision: number;
  amount_minor: number | null;
  fee_minor: number | null;
  refunded_minor: number | null;
  currency: string;
  deadline: Date | null;
  note: string | null;
  created_at: Date;
  updated_at: Date;
  attempts: AttemptJson[] | null;
  refunds: RefundJson[] | null;
};

/** Of `payments p`, with its attempts and refunds. */
export const PAYMENT_COLUMNS = `p.id, p.user_id, p.kind, p.subject_id, p.status, p.revision, p.amount_minor::float8 AS amount_minor, p.fee_minor::float8 AS fee_minor,
  p.refunded_minor::float8 AS refunded_minor, p.currency, p.deadline, p.note, p.created_at, p.updated_at,
  (SELECT jsonb_agg(jsonb_build_object('id', a.id, 'provider', a.provider, 'method', a.method, 'status', a.status, 'failure', a.failure, 'step', a.step,
     'created_at', a.created_at) ORDER BY a.id) FROM payment_attempts a WHERE a.payment_id = p.id) AS attempts,
  (SELECT jsonb_agg(jsonb_build_object('id', r.id, 'amount_minor', r.amount_minor, 'currency', r.currency, 'reason', r.reason, 'status', r.status,
     'created_at', r.created_at, 'updated_at', r.updated_at) ORDER BY r.id) FROM refunds r WHERE r.payment_id = p.id) AS refunds`;

function refundOf(row: RefundJson): Refund {
  return {
    refundId: row.id,
    amountMinor: row.amount_minor,
    currency: row.currency,
    reason: row.reason,
    status: row.status,
    createdAt: new Date(row.created_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}

function dataOf(row: PaymentRow): EventInput<'payment.updated'> {
  const attempts = row.attempts ?? [];
  return {
    paymentId: row.id,
    userId: row.user_id,
    kind: row.kind,
    subjectId: row.subject_id,
    status: row.status,
    outer: outerStatusOf(row.status),
    revision: row.revision,
    amountMinor: Number(row.amount_minor),
    currency: row.currency,
    feeMinor: Number(row.fee_minor),
    refundedMinor: Number(row.refunded_minor),
    attempts: attempts.map(({ id, provider, method, status, failure, created_at }) => ({
      attemptId: id,
      provider,
      method,
      status,
      failure,
      createdAt: new Date(created_at).toISOString(),
    })),
    next: attempts.find(({ status }) => isLive(status))?.step ?? null,
    refunds: (row.refunds ?? []).map(refundOf),
    deadline: row.deadline?.toISOString() ?? null,
    note: row.note,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

export function toPayment(row: PaymentRow): Payment {
  return payment.parse(dataOf(row));
}

/** To its user. */
export function paymentUpdated(row: PaymentRow): NewEvent<'payment.updated'> {
  return { channel: userChannel(row.user_id), type: 'payment.updated', data: dataOf(row) };
}
