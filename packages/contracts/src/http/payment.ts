import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { currencyCode } from '../lists.ts';
import { amountToMove } from '../money/amount-to-move.ts';
import {
  attemptStatus,
  outerStatus,
  paymentMethod,
  paymentStatus,
  refundReason,
  refundStatus,
} from '../payment/status.ts';
import { transferReference } from '../payment/transfer.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** What a payment is for. */
export const payableKind = z.enum(['booking', 'deposit', 'trip']);
export type PayableKind = z.infer<typeof payableKind>;

/** How the buyer goes on: to a page of the provider's, with an app that knows `upi://` (also as a QR code), or by a transfer. Null where nothing is to be done. */
export const nextStep = z.object({
  redirectUrl: z.url().nullable(),
  /** `upi://pay?…` (NPCI UPI linking specification), to be opened by an app or drawn as a QR code. */
  qr: z.string().nullable(),
  transferTo: z
    .object({ name: z.string(), iban: z.string(), accountNumber: z.string(), ifsc: z.string(), reference: z.string() })
    .nullable(),
});
export type NextStep = z.infer<typeof nextStep>;

export const paymentAttempt = z.object({
  attemptId: uuid,
  provider: z.string(),
  method: paymentMethod,
  status: attemptStatus,
  /** Why it failed, as the provider says it, such as `insufficient_funds`. */
  failure: z.string().nullable(),
  createdAt: timestamp,
});

export const refund = z.object({
  refundId: uuid,
  amountMinor: z.int(),
  currency: z.string().length(3),
  reason: refundReason,
  status: refundStatus,
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Refund = z.infer<typeof refund>;

/** Amounts in minor units of `currency`. */
export const payment = z.object({
  paymentId: uuid,
  userId: uuid,
  kind: payableKind,
  /** Of the booking, deposit or trip. */
  subjectId: uuid,
  status: paymentStatus,
  /** What the four states of the payment challenge make of `status`. */
  outer: outerStatus,
  /** Grows with every change: of two copies the one with the higher revision is newer. */
  revision: z.int(),
  amountMinor: z.int(),
  currency: z.string().length(3),
  /** What the way to pay costs besides, in `amountMinor` already. */
  feeMinor: z.int(),
  refundedMinor: z.int(),
  attempts: z.array(paymentAttempt),
  /** Of the attempt that is under way. */
  next: nextStep.nullable(),
  refunds: z.array(refund),
  /** Nothing is asked of providers after it. */
  deadline: timestamp.nullable(),
  /** What became of money that came too late, or was not what was owed; for people. */
  note: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Payment = z.infer<typeof payment>;

export const createPayment = route({
  method: 'POST',
  path: '/payment/',
  access: 'user',
  status: 201,
  idempotent: true,
  summary:
    'Pay for a held booking or trip of the caller’s, or put money into their wallet. The amount and currency must be what is owed. The answer says where the buyer goes on; the outcome comes as `payment.updated`, and as `booking.updated` or `trip.updated`',
  exact: true,
  body: z
    .object({
      bookingId: uuid.optional(),
      /** Of `POST /wallet/deposits`; in place of a booking. */
      depositId: uuid.optional(),
      /** A held trip; in place of a booking. */
      tripId: uuid.optional(),
      paymentMethod,
      amount: amountToMove,
      currency: currencyCode,
      /** Of those that offer the method; the first that answers when left out. */
      provider: z.string().min(1).max(40).optional(),
    })
    .refine((body) => [body.bookingId, body.depositId, body.tripId].filter((id) => id !== undefined).length === 1, {
      path: ['bookingId'],
      message: 'give a booking, a deposit or a trip',
    }),
  example: {
    bookingId: '0190a0a0-0000-7000-8000-000000000001',
    paymentMethod: 'netbanking',
    amount: 190_000,
    currency: 'INR',
  },
  response: payment.extend({ redirectUrl: z.url().nullable(), qr: z.string().nullable() }),
  errors: [
    'invalid_request',
    'unauthenticated',
    'booking_not_found',
    'deposit_not_found',
    'trip_not_found',
    'trip_expired',
    'trip_closed',
    'booking_expired',
    'booking_closed',
    'nothing_to_pay',
    'payment_in_progress',
    'payment_outcome_unknown',
    'already_paid',
    'payment_closed',
    'amount_mismatch',
    'method_unavailable',
    'provider_down',
    'too_many_requests',
  ],
});

const params = z.object({ paymentId: uuid });

export const getPayment = route({
  method: 'GET',
  path: '/payment/:paymentId',
  access: { owner: 'payment', or: ['admin'] },
  status: 200,
  summary: 'A payment of the caller’s, with its attempts and refunds',
  params,
  response: payment,
  errors: ['unauthenticated', 'payment_not_found'],
});

export const getReceiptPdf = route({
  method: 'GET',
  path: '/payment/:paymentId/receipt.pdf',
  access: { owner: 'payment', or: ['admin'] },
  status: 200,
  summary: 'The receipt of a payment that has come in, as PDF',
  params,
  answerType: 'application/pdf',
  errors: ['unauthenticated', 'payment_not_found', 'no_receipt'],
});

export const getPaymentByBooking = route({
  method: 'GET',
  path: '/payment/by-booking/:bookingId',
  access: { owner: 'payment', or: ['admin'] },
  status: 200,
  summary:
    'The payment for a booking of the caller’s. Where nobody has begun to pay, `payment_not_found`, or null for whoever asks with `none=null`',
  params: z.object({ bookingId: uuid }),
  query: z.object({
    /** For whoever cannot know whether there is one: that there is none is then no error. */
    none: z.literal('null').optional(),
  }),
  response: payment.nullable(),
  errors: ['unauthenticated', 'payment_not_found'],
});

export const getPaymentByTrip = route({
  method: 'GET',
  path: '/payment/by-trip/:tripId',
  access: { owner: 'payment', or: ['admin'] },
  status: 200,
  summary:
    'The payment for a trip of the caller’s. Where nobody has begun to pay, `payment_not_found`, or null for whoever asks with `none=null`',
  params: z.object({ tripId: uuid }),
  query: z.object({ none: z.literal('null').optional() }),
  response: payment.nullable(),
  errors: ['unauthenticated', 'payment_not_found'],
});

export const lookAgain = route({
  method: 'POST',
  path: '/payment/:paymentId/look-again',
  access: { owner: 'payment', or: ['admin'] },
  status: 200,
  idempotent: 'state',
  summary:
    'Ask the provider now how the payment stands, as when the buyer is back from the provider’s page. Says nothing of the outcome by itself',
  params,
  response: payment,
  errors: ['unauthenticated', 'payment_not_found', 'too_many_requests'],
});

export const cancelPayment = route({
  method: 'POST',
  path: '/payment/:paymentId/cancel',
  access: { owner: 'payment' },
  status: 200,
  idempotent: 'state',
  summary:
    'Give up the attempt that is under way, so that another way to pay can be chosen. Money that comes all the same is not lost',
  params,
  response: payment,
  errors: ['unauthenticated', 'payment_not_found', 'payment_closed', 'payment_outcome_unknown'],
});

/** What may be paid with, as the caller would find it now. */
export const listPaymentMethods = route({
  method: 'GET',
  path: '/payment/methods',
  access: 'user',
  status: 200,
  summary: 'Ways to pay an amount, each with its fee, and which of them are not answering at the moment',
  query: z.object({ amount: z.coerce.number().pipe(amountToMove), currency: currencyCode }),
  response: z.object({
    data: z.array(
      z.object({
        method: paymentMethod,
        provider: z.string(),
        /** For people, such as `Docket Bank`. */
        name: z.string(),
        feeMinor: z.int(),
        /** `false`: it is not answering; choose another. */
        available: z.boolean(),
      }),
    ),
  }),
  errors: ['unauthenticated', 'invalid_request'],
});

export const listPayments = route({
  method: 'GET',
  path: '/payment',
  access: ADMINS,
  status: 200,
  summary: 'All payments, newest first',
  query: z.object({
    ...pageQuery,
    status: paymentStatus.optional(),
    userId: uuid.optional(),
    /** As the buyer of a transfer was to write it. */
    transferReference: transferReference.optional(),
  }),
  response: page(payment),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

/** Everything that happened to one payment, oldest first. */
export const getPaymentTimeline = route({
  method: 'GET',
  path: '/payment/:paymentId/timeline',
  access: ADMINS,
  status: 200,
  summary: 'Everything that happened to a payment: transitions, what providers said, refunds, entries of the ledger',
  params,
  response: z.object({
    data: z.array(
      z.object({
        at: timestamp,
        kind: z.enum(['payment', 'attempt', 'refund', 'transfer']),
        /** What it became, or the kind of a transfer. */
        what: z.string(),
        /** Who or what caused it: `buyer`, `callback`, `poller`, `deadline`, `operator`, `worker`. */
        by: z.string(),
        detail: z.string().nullable(),
      }),
    ),
  }),
  errors: ['unauthenticated', 'forbidden', 'payment_not_found'],
});

export const refundPayment = route({
  method: 'POST',
  path: '/payment/refund',
  access: ADMINS,
  status: 202,
  idempotent: true,
  summary:
    'Pay back some or all of a payment to where it came from. It is sent by a worker until the provider has taken it',
  exact: true,
  body: z.object({ paymentId: uuid, amount: amountToMove.optional() }),
  example: { paymentId: '0190a0a0-0000-7000-8000-000000000001', amount: 5_000 },
  response: refund,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'payment_not_found',
    'not_refundable',
    'refund_too_large',
    'refund_in_progress',
  ],
});

/** A refund as operators see it. */
export const listedRefund = refund.extend({
  paymentId: uuid,
  provider: z.string(),
  /** Orders that the provider has refused. */
  tries: z.int(),
  failure: z.string().nullable(),
});
export type ListedRefund = z.infer<typeof listedRefund>;

export const listRefunds = route({
  method: 'GET',
  path: '/payment/refunds',
  access: ADMINS,
  status: 200,
  summary: 'All refunds, newest first; those that are parked wait for an operator',
  query: z.object({ ...pageQuery, status: refundStatus.optional(), provider: z.string().min(1).max(40).optional() }),
  response: page(listedRefund),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

const refundParams = z.object({ refundId: uuid });

export const sendRefundAgain = route({
  method: 'POST',
  path: '/payment/refunds/:refundId/again',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary: 'Send a parked refund again. One that is not parked is left as it is',
  params: refundParams,
  response: listedRefund,
  errors: ['unauthenticated', 'forbidden', 'not_found'],
});

export const giveRefundUp = route({
  method: 'POST',
  path: '/payment/refunds/:refundId/give-up',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary:
    'Give a parked refund up: it was paid back in another way, or another is to be ordered. One that is not parked is left as it is',
  params: refundParams,
  response: listedRefund,
  errors: ['unauthenticated', 'forbidden', 'not_found', 'refund_in_progress'],
});

export const providerHealth = z.object({
  provider: z.string(),
  method: paymentMethod,
  /** `open`: not asked; `halfOpen`: one request finds out whether it answers again. */
  state: z.enum(['closed', 'open', 'halfOpen']),
  /** Of the last ten seconds, as the process that answers has seen them. */
  calls: z.int(),
  failures: z.int(),
});
export type ProviderHealth = z.infer<typeof providerHealth>;

export const listProviderHealth = route({
  method: 'GET',
  path: '/payment/providers',
  access: ADMINS,
  status: 200,
  summary: 'Which ways to pay answer, as the circuit breakers of the api that answers have it',
  response: z.object({ data: z.array(providerHealth) }),
  errors: ['unauthenticated', 'forbidden'],
});
