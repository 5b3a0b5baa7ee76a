import { z } from 'zod';
import { outerStatus, paymentMethod, paymentStatus, refundReason, refundStatus } from '../payment/status.ts';

const uuid = z.uuid();
const at = z.iso.datetime();
const currency = z.string().length(3);

/** What is told of a booking. Amounts are in minor units of `currency`, here and below. */
const booking = z.object({
  bookingId: uuid,
  showId: uuid,
  title: z.string(),
  venue: z.string(),
  startsAt: at,
  /** IANA name of the zone of the venue. */
  timezone: z.string(),
  seats: z.array(z.string()),
  status: z.enum(['CONFIRMED', 'CANCELLED']),
  /** Why it was cancelled, such as `show_cancelled`; null where its buyer gave it back. */
  reason: z.string().nullable(),
  priceMinor: z.int().nullable(),
  currency: currency.nullable(),
  discountMinor: z.int(),
  /** How much of what was paid goes back, percent; null while it is confirmed, and where nothing was paid. */
  refundPercent: z.int().nullable(),
  /** Grows with every change: of two events about the same booking the one with the higher revision is newer. */
  revision: z.int(),
  createdAt: at,
  updatedAt: at,
});

const payment = z.object({
  paymentId: uuid,
  bookingId: uuid,
  /** As it stood when this was written, which may be further on than the event says. */
  status: paymentStatus,
  outer: outerStatus,
  /** With the fee. */
  amountMinor: z.int(),
  feeMinor: z.int(),
  refundedMinor: z.int(),
  currency,
  /** Of the latest attempt. */
  method: paymentMethod.nullable(),
  provider: z.string().nullable(),
  /** Why the latest attempt failed, as the provider says it. */
  failure: z.string().nullable(),
  revision: z.int(),
  createdAt: at,
  updatedAt: at,
});

const refund = z.object({
  refundId: uuid,
  paymentId: uuid,
  bookingId: uuid,
  amountMinor: z.int(),
  currency,
  reason: refundReason,
  status: refundStatus,
  createdAt: at,
  updatedAt: at,
});

/** What merchants are told, by type, and the data of each. Version 1: fields are added and never changed or taken away. */
export const webhookEventData = {
  'booking.confirmed': booking,
  'booking.cancelled': booking,
  'payment.paid': payment,
  'payment.failed': payment,
  'payment.cancelled': payment,
  'payment.conflicted': payment,
  'refund.created': refund,
  'refund.done': refund,
  'refund.failed': refund,
  /** Sent on request, to the endpoint that it was asked for. */
  'endpoint.test': z.object({ message: z.string() }),
} as const;

export type WebhookEventType = keyof typeof webhookEventData;
export type WebhookEventData<T extends WebhookEventType> = z.input<(typeof webhookEventData)[T]>;

/** What an endpoint may want; a test comes whatever it wants. */
export const webhookEventType = z.enum([
  'booking.confirmed',
  'booking.cancelled',
  'payment.paid',
  'payment.failed',
  'payment.cancelled',
  'payment.conflicted',
  'refund.created',
  'refund.done',
  'refund.failed',
]);

const anyType = z.enum([...webhookEventType.options, 'endpoint.test']);

/** The body of a call. `id` is also its `webhook-id`; `timestamp` is when it happened. */
export const webhookBody = z.object({
  version: z.literal(1),
  id: z.string(),
  type: anyType,
  timestamp: at,
  data: z.record(z.string(), z.unknown()),
});
export type WebhookBody = z.infer<typeof webhookBody>;

/** The text of a call, as it is signed. @throws ZodError for data that breaks the contract of its type */
export function webhookText<T extends WebhookEventType>(event: {
  readonly id: string;
  readonly type: T;
  readonly timestamp: string;
  readonly data: WebhookEventData<T>;
}): string {
  const { id, type, timestamp } = event;
  return JSON.stringify({ version: 1, id, type, timestamp, data: webhookEventData[type].parse(event.data) });
}
