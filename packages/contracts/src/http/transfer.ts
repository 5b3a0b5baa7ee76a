import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { currencyCode } from '../lists.ts';
import { amountToMove } from '../money/amount-to-move.ts';
import { bankReference, bookedOn } from '../payment/transfer.ts';
import { isOneLine, ONE_LINE } from '../text/one-line.ts';
import { listedRefund, payment } from './payment.ts';
import { route, uuid } from './route.ts';

export const recordArrival = route({
  method: 'POST',
  path: '/payment/:paymentId/arrived',
  access: ADMINS,
  status: 200,
  idempotent: true,
  summary:
    'Say that the money for a payment by transfer is in the account, as its statement has it. Another amount or currency than was owed is not delivered',
  params: z.object({ paymentId: uuid }),
  exact: true,
  body: z.object({
    /** Minor units of `currency`: what came, and not what was owed. */
    amount: amountToMove,
    currency: currencyCode,
    bookedOn,
    bankReference,
    /** Whom it came from, with the account: where a refund goes. */
    sender: z.string().trim().min(2, 'give a name or an account').max(140).refine(isOneLine, ONE_LINE).optional(),
  }),
  example: { amount: 190_000, currency: 'INR', bookedOn: '2026-11-30', bankReference: 'HDFCN52026113000001' },
  response: payment,
  errors: [
    'invalid_request',
    'unauthenticated',
    'forbidden',
    'payment_not_found',
    'not_by_transfer',
    'transfer_recorded',
  ],
});

export const recordPaidBack = route({
  method: 'POST',
  path: '/payment/refunds/:refundId/paid-back',
  access: ADMINS,
  status: 200,
  idempotent: true,
  summary: 'Say that a refund of a payment by transfer was transferred back, whole',
  params: z.object({ refundId: uuid }),
  exact: true,
  body: z.object({ bookedOn, bankReference }),
  example: { bookedOn: '2026-11-30', bankReference: 'HDFCN52026113000002' },
  response: listedRefund,
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'not_found', 'not_by_transfer', 'transfer_recorded'],
});
