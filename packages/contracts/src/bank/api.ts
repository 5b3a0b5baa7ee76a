import { z } from 'zod';

/**
 * The HTTP interface of the bank that ships with Docket: what `apps/bank` answers and `packages/providers/src/bank` asks. JSON; amounts are integer
 * minor units of an ISO 4217 currency; a caller is a merchant, known by `Authorization: Bearer <BANK_API_KEY>`. Every POST takes an
 * `Idempotency-Key`: the same key and body get the first answer again, another body 422. Errors are `application/problem+json` with a `code`.
 */

const amountMinor = z.int().min(1).max(Number.MAX_SAFE_INTEGER);
const currency = z.string().length(3);
const id = z.string().min(1).max(80);

/**
 * - `created`: the buyer has not come yet; `authorised`: approved, and to be captured (cards with `capture: false`);
 * - `captured`: the money is on the merchant's account; `failed`: refused, though a late success may still come (it then becomes `captured`);
 * - `cancelled`: by the merchant; `expired`: nobody came in time; `refunded`: all of it went back.
 */
export const bankPaymentStatus = z.enum([
  'created',
  'authorised',
  'captured',
  'failed',
  'cancelled',
  'expired',
  'refunded',
]);
export type BankPaymentStatus = z.infer<typeof bankPaymentStatus>;

export const bankMethod = z.enum(['netbanking', 'card', 'upi', 'virtual_account']);
export type BankMethod = z.infer<typeof bankMethod>;

export const virtualAccount = z.object({
  accountNumber: z.string(),
  ifsc: z.string(),
  iban: z.string(),
  name: z.string(),
});

/** POST /v1/payments -> 201. One for each `reference`: a second with the same one and other terms is 409 `reference_taken`. */
export const newBankPayment = z.object({
  /** The merchant's own, unique. */
  reference: id,
  amountMinor,
  currency,
  method: bankMethod,
  description: z.string().max(200),
  /** Where the buyer's browser is sent when the bank's page is done, with `?reference=` and `status=` added. */
  returnUrl: z.url(),
  /** After so many seconds it expires. */
  expiresIn: z.int().min(5).max(86_400).default(900),
  /** `false`: an approval only authorises. */
  capture: z.boolean().default(true),
  /** Goes into callbacks as it is: what the documents call `userId` and `flightDetails`. */
  metadata: z
    .object({ userId: z.string().optional(), flightDetails: z.record(z.string(), z.unknown()).optional() })
    .default({}),
});
export type NewBankPayment = z.infer<typeof newBankPayment>;

/** GET /v1/payments/:id, GET /v1/payments?reference= (404 `payment_not_found`), POST /v1/payments/:id/capture, POST /v1/payments/:id/cancel. */
export const bankPayment = z.object({
  id,
  reference: id,
  status: bankPaymentStatus,
  method: bankMethod,
  amountMinor: z.int(),
  currency,
  /** What came in; differs from `amountMinor` where a transfer was of another amount. */
  receivedMinor: z.int(),
  refundedMinor: z.int(),
  /** What the bank keeps of it. */
  feeMinor: z.int(),
  /** The page on which the buyer approves: net banking, card with second factor, UPI. Null for virtual accounts. */
  approvalUrl: z.url().nullable(),
  /** `upi://pay?…` for an app, or as a QR code. */
  upiUri: z.string().nullable(),
  virtualAccount: virtualAccount.nullable(),
  /** Why it failed, such as `insufficient_funds`, `refused_by_buyer`, `wrong_code`, `account_closed`. */
  failure: z.string().nullable(),
  /** What it was called with, so that a merchant without records can find out. */
  metadata: z.record(z.string(), z.unknown()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type BankPayment = z.infer<typeof bankPayment>;

/** POST /v1/payments/:id/refunds -> 201; GET /v1/refunds/:id, GET /v1/refunds?reference=. More than was captured: 422 `refund_too_large`. */
export const newBankRefund = z.object({ reference: id, amountMinor });
export const bankRefund = z.object({
  id,
  reference: id,
  paymentId: id,
  amountMinor: z.int(),
  currency,
  status: z.enum(['pending', 'done', 'failed']),
  failure: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type BankRefund = z.infer<typeof bankRefund>;

export const bankDestination = z.discriminatedUnion('type', [
  z.object({ type: z.literal('iban'), iban: z.string(), name: z.string() }),
  z.object({ type: z.literal('in_account'), accountNumber: z.string(), ifsc: z.string(), name: z.string() }),
  z.object({ type: z.literal('vpa'), vpa: z.string(), name: z.string() }),
]);
export type BankDestination = z.infer<typeof bankDestination>;

/** POST /v1/payouts -> 201; GET /v1/payouts/:id, GET /v1/payouts?reference=. From the merchant's account: 422 `insufficient_funds`. */
export const newBankPayout = z.object({ reference: id, amountMinor, currency, destination: bankDestination });
export const bankPayout = z.object({
  id,
  reference: id,
  amountMinor: z.int(),
  currency,
  destination: bankDestination,
  /** `returned`: it was paid, and the money came back. */
  status: z.enum(['pending', 'paid', 'failed', 'returned']),
  failure: z.string().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type BankPayout = z.infer<typeof bankPayout>;

/** GET /v1/balance: of the merchant's account, by currency. */
export const bankBalance = z.object({ balances: z.array(z.object({ currency, amountMinor: z.int() })) });

/**
 * GET /v1/statement?currency=&from=&to=&after=&limit=&format=json|csv|camt.053: what moved on the merchant's account, oldest first. `from` is part of it, `to`
 * is not. `after` is the id of an entry, with or without its `mov_`: it begins with the next. Without `limit` all of it. 404 `entry_not_found`.
 */
export const bankStatementEntry = z.object({
  id,
  at: z.iso.datetime(),
  kind: z.enum(['payment', 'fee', 'refund', 'payout', 'payout_returned', 'transfer']),
  /** Positive: in; negative: out. */
  amountMinor: z.int(),
  currency,
  /** The merchant's, of the payment, refund or payout. */
  reference: z.string().nullable(),
  balanceMinor: z.int(),
});
export const bankStatement = z.object({
  /** The same entries have the same one. */
  id,
  currency,
  openingMinor: z.int(),
  closingMinor: z.int(),
  entries: z.array(bankStatementEntry),
});

/**
 * What the bank calls, `POST <WEBHOOK_URL>`, signed by Standard Webhooks (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,…`). The
 * documents' fields `userId`, `amount` (decimal string) and `flightDetails` stand beside ours.
 */
export const bankEventType = z.enum([
  'payment.authorised',
  'payment.captured',
  'payment.failed',
  'payment.cancelled',
  'payment.expired',
  'refund.done',
  'refund.failed',
  'payout.paid',
  'payout.failed',
  'payout.returned',
]);
export const bankEvent = z.object({
  type: bankEventType,
  at: z.iso.datetime(),
  /** The merchant's reference of the payment, refund or payout, and the bank's own id. */
  reference: id,
  id,
  amountMinor: z.int(),
  currency,
  userId: z.string().optional(),
  amount: z.string().optional(),
  flightDetails: z.record(z.string(), z.unknown()).optional(),
});
export type BankEvent = z.infer<typeof bankEvent>;

/**
 * GET and PUT /faults (development only; no key): the switches. PUT replaces all; what is left out is off. Each `times` counts down to off; null
 * keeps it on.
 */
const times = z.int().min(1).max(1_000_000).nullable().default(null);
export const bankFaults = z.object({
  callbacks: z
    .object({
      duplicate: z.object({ copies: z.int().min(1).max(20), times }).optional(),
      /** The later of two is sent first. */
      reorder: z.object({ times }).optional(),
      delay: z.object({ ms: z.int().min(1).max(600_000), times }).optional(),
      drop: z.object({ times }).optional(),
      /** The body is changed after it was signed. */
      tamper: z.object({ times }).optional(),
      oldSecret: z.object({ times }).optional(),
      wrongAmount: z.object({ byMinor: z.int(), times }).optional(),
      wrongCurrency: z.object({ currency, times }).optional(),
      unknownReference: z.object({ times }).optional(),
    })
    .default({}),
  answers: z
    .object({
      slow: z.object({ ms: z.int().min(1).max(600_000), times }).optional(),
      /** 500 before anything is done. */
      error: z.object({ times }).optional(),
      /** It is done, and the connection is cut without an answer: the outcome is unknown to the caller. */
      cutAfter: z.object({ times }).optional(),
      /** Every request is refused at once with 503. */
      down: z.boolean().default(false),
    })
    .default({ down: false }),
  money: z
    .object({
      /** A payment fails, and succeeds so much later. */
      failThenCapture: z.object({ afterMs: z.int().min(1).max(600_000), times }).optional(),
      /** Transfers to virtual accounts come with so much more (or less). */
      receiveWrongAmount: z.object({ byMinor: z.int(), times }).optional(),
      refundsFail: z.object({ times }).optional(),
      payoutsFail: z.object({ times }).optional(),
      /** A payout is paid, and comes back so much later. */
      payoutsReturn: z.object({ afterMs: z.int().min(1).max(600_000), times }).optional(),
    })
    .default({}),
});
export type BankFaults = z.infer<typeof bankFaults>;
