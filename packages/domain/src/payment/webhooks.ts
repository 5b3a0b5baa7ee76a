import type { WebhookEventType } from '@docket/contracts/outgoing/events';
import { outerStatusOf, type PaymentStatus, type RefundStatus } from '@docket/contracts/payment/status';
import { publish, type Published } from '../outgoing-webhooks/publish.ts';
import type { Tx } from '../spine/emit.ts';
import type { PaymentRow } from './rows.ts';

/** What merchants are told of where a payment stands; undefined for what is none of their business, or was told before. */
const OF_PAYMENT: Readonly<Record<PaymentStatus, WebhookEventType | undefined>> = {
  CREATED: undefined,
  PENDING: undefined,
  UNKNOWN: undefined,
  CAPTURED: 'payment.paid',
  DELIVERED: 'payment.paid',
  REFUNDING: 'payment.paid',
  PARTLY_REFUNDED: 'payment.paid',
  REFUNDED: 'payment.paid',
  CONFLICTED: 'payment.conflicted',
  FAILED: 'payment.failed',
  CANCELLED: 'payment.cancelled',
};

/** A refund is created once, whatever becomes of it in the same transaction. */
const OF_REFUND: Readonly<Record<RefundStatus, readonly WebhookEventType[]>> = {
  PENDING: ['refund.created'],
  SENT: ['refund.created'],
  PARKED: ['refund.created'],
  DONE: ['refund.created', 'refund.done'],
  FAILED: ['refund.created', 'refund.failed'],
};

type PaymentEvent = Extract<
  Published,
  { readonly type: 'payment.paid' | 'payment.failed' | 'payment.cancelled' | 'payment.conflicted' }
>;
type RefundEvent = Extract<Published, { readonly type: `refund.${string}` }>;

function eventsOf(row: PaymentRow): Published[] {
  const attempts = row.attempts ?? [];
  const latest = attempts.at(-1);
  const at = row.updated_at;
  const type = OF_PAYMENT[row.status] as PaymentEvent['type'] | undefined;
  // It may fail, and be given up, once for each try.
  const once = type === 'payment.paid' || type === 'payment.conflicted';
  const payment: PaymentEvent[] =
    type === undefined
      ? []
      : [
          {
            type,
            key: once ? row.id : `${row.id}:${attempts.length}`,
            at,
            data: {
              paymentId: row.id,
              bookingId: row.subject_id,
              status: row.status,
              outer: outerStatusOf(row.status),
              amountMinor: Number(row.amount_minor),
              feeMinor: Number(row.fee_minor),
              refundedMinor: Number(row.refunded_minor),
              currency: row.currency,
              method: latest?.method ?? null,
              provider: latest?.provider ?? null,
              failure: latest?.failure ?? null,
              revision: row.revision,
              createdAt: row.created_at.toISOString(),
              updatedAt: at.toISOString(),
            },
          },
        ];
  const refunds = (row.refunds ?? []).flatMap((refund) =>
    OF_REFUND[refund.status].map((refundType): RefundEvent => ({
      type: refundType as RefundEvent['type'],
      key: refund.id,
      at: new Date(refund.updated_at),
      data: {
        refundId: refund.id,
        paymentId: row.id,
        bookingId: row.subject_id,
        amountMinor: refund.amount_minor,
        currency: refund.currency,
        reason: refund.reason,
        status: refund.status,
        createdAt: new Date(refund.created_at).toISOString(),
        updatedAt: new Date(refund.updated_at).toISOString(),
      },
    })),
  );
  return [...payment, ...refunds];
}

/** Has merchants called about a payment for a booking as it is now, and its refunds; what they were told before is not told again. */
export async function tellMerchants(tx: Tx, row: PaymentRow): Promise<void> {
  if (row.kind === 'booking') await publish(tx, eventsOf(row));
}
