import { z } from 'zod';

/** What is read of Razorpay's answers (https://razorpay.com/docs/api/payments/payment-links/entity), amounts in the currency's minor unit. */
export const paymentLink = z.object({
  id: z.string(),
  reference_id: z.string().nullish(),
  amount: z.coerce.number().int(),
  currency: z.string(),
  status: z.enum(['created', 'partially_paid', 'expired', 'cancelled', 'paid']),
  short_url: z.string(),
  /** Only when the buyer has begun to pay. */
  order_id: z.string().nullish(),
  payments: z.array(z.object({ payment_id: z.string() })).nullish(),
});
export type PaymentLink = z.infer<typeof paymentLink>;

/** Unlike other lists, this one is not called `items`. */
export const paymentLinks = z.object({ payment_links: z.array(paymentLink) });

export const payment = z.object({
  id: z.string(),
  amount: z.coerce.number().int(),
  currency: z.string(),
  status: z.enum(['created', 'authorized', 'captured', 'refunded', 'failed']),
  amount_refunded: z.coerce.number().int().nullish(),
  fee: z.coerce.number().int().nullish(),
  order_id: z.string().nullish(),
  error_code: z.string().nullish(),
  error_reason: z.string().nullish(),
});
export type Payment = z.infer<typeof payment>;

export const payments = z.object({ items: z.array(payment) });

export const refund = z.object({
  id: z.string(),
  payment_id: z.string(),
  receipt: z.string().nullish(),
  status: z.enum(['pending', 'processed', 'failed']),
});
export type Refund = z.infer<typeof refund>;

export const refunds = z.object({ items: z.array(refund) });

export const orderOfPayment = z.object({ id: z.string(), notes: z.unknown() });

/** https://razorpay.com/docs/api/disputes/entity */
export const dispute = z.object({
  id: z.string(),
  payment_id: z.string(),
  amount: z.coerce.number().int(),
  amount_deducted: z.coerce.number().int().nullish(),
  currency: z.string(),
  reason_code: z.string().nullish(),
  respond_by: z.number().int().nullish(),
  status: z.enum(['open', 'under_review', 'won', 'lost', 'closed']),
});
export type Dispute = z.infer<typeof dispute>;
