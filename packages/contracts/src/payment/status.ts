import { z } from 'zod';

/** Ways to pay. A new one is a word here, a row of fees in the payment area, and whoever of the providers offers it. */
export const paymentMethod = z.enum(['netbanking', 'card', 'upi', 'wallet', 'bank_transfer']);
export type PaymentMethod = z.infer<typeof paymentMethod>;

/**
 * Where a payment stands. What a buyer sees of it is `outerStatus`.
 * - `CREATED`: nobody has been asked for money yet.
 * - `PENDING`: an attempt is under way; the buyer or the provider has the next step.
 * - `UNKNOWN`: the provider did not say how an attempt ended. No other attempt is made until it has.
 * - `CAPTURED`: the money is ours, and what it was for is not delivered yet.
 * - `DELIVERED`: the money is ours, and the buyer has what it was for.
 * - `REFUNDING`, `PARTLY_REFUNDED`, `REFUNDED`: money goes or went back.
 * - `CONFLICTED`: another amount or currency came than was asked for; an operator decides.
 * - `FAILED`: the last attempt failed; another may be made in time.
 * - `CANCELLED`: the time ran out, or the buyer or the platform gave up, before any money came.
 */
export const paymentStatus = z.enum([
  'CREATED',
  'PENDING',
  'UNKNOWN',
  'CAPTURED',
  'DELIVERED',
  'REFUNDING',
  'PARTLY_REFUNDED',
  'REFUNDED',
  'CONFLICTED',
  'FAILED',
  'CANCELLED',
]);
export type PaymentStatus = z.infer<typeof paymentStatus>;

/** The four states that the payment challenge knows, as the outside form of ours. */
export const outerStatus = z.enum(['Pending', 'Completed', 'Refunded', 'Failed']);
export type OuterStatus = z.infer<typeof outerStatus>;

const OUTER: Readonly<Record<PaymentStatus, OuterStatus>> = {
  CREATED: 'Pending',
  PENDING: 'Pending',
  UNKNOWN: 'Pending',
  CONFLICTED: 'Pending',
  CAPTURED: 'Completed',
  DELIVERED: 'Completed',
  PARTLY_REFUNDED: 'Completed',
  REFUNDING: 'Refunded',
  REFUNDED: 'Refunded',
  FAILED: 'Failed',
  CANCELLED: 'Failed',
};

export function outerStatusOf(status: PaymentStatus): OuterStatus {
  return OUTER[status];
}

/** One try at one provider. */
export const attemptStatus = z.enum([
  'CREATED',
  'PENDING',
  'AUTHORISED',
  'CAPTURED',
  'FAILED',
  'CANCELLED',
  'UNKNOWN',
  'CONFLICTED',
]);
export type AttemptStatus = z.infer<typeof attemptStatus>;

export const refundStatus = z.enum(['PENDING', 'SENT', 'DONE', 'FAILED', 'PARKED']);
export type RefundStatus = z.infer<typeof refundStatus>;

/** Why money goes back. */
export const refundReason = z.enum([
  'requested',
  'booking_cancelled',
  'show_cancelled',
  'show_moved',
  'trip_cancelled',
  /** The house had no room for whoever had paid for it. */
  'stay_walked',
  /** The guest did not come; what the terms leave of the price. */
  'stay_not_come',
  /** It came after the deadline, and what it was for was gone. */
  'too_late',
  /** The same thing was paid for before. */
  'paid_twice',
  /** Whoever it was for had deleted their account: an operator decides. */
  'account_deleted',
]);
export type RefundReason = z.infer<typeof refundReason>;
