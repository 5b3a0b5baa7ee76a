import { z } from 'zod';
import { currencyCode } from '../lists.ts';
import { amountToMove } from '../money/amount-to-move.ts';
import { inOrder } from '../pairs.ts';
import { instant } from '../time/instant.ts';
import { payoutDestination, takesCurrency } from '../payment/destination.ts';
import { statementEntry } from './ledger.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

const currency = z.string().length(3);

/** Of one currency, in its minor units. */
export const walletBalance = z.object({
  currency,
  balanceMinor: z.int(),
  /** On its way out, or kept for a payment; it may come back. */
  reservedMinor: z.int(),
  availableMinor: z.int(),
  /** What moved last, newest first; the rest is at `GET /wallet/entries`. */
  entries: z.array(statementEntry),
});
export type WalletBalance = z.infer<typeof walletBalance>;

export const getWallet = route({
  method: 'GET',
  path: '/wallet',
  access: 'user',
  status: 200,
  summary: 'The caller’s wallet: what is in it in each currency, what of it is reserved, and what moved last',
  response: z.object({ balances: z.array(walletBalance) }),
  errors: ['unauthenticated'],
});

export const listWalletEntries = route({
  method: 'GET',
  path: '/wallet/entries',
  access: 'user',
  status: 200,
  summary: 'What moved in the caller’s wallet in one currency, newest first, each with the balance after it',
  query: z.object({ ...pageQuery, currency: currencyCode }),
  response: page(statementEntry),
  errors: ['unauthenticated', 'invalid_request'],
});

/** Of the last 31 days where nothing else is said. `until` is not part of it. */
const statementWish = z
  .object({ currency: currencyCode, from: instant.optional(), until: instant.optional() })
  .check(inOrder('from', 'until'));

export const getWalletStatementCsv = route({
  method: 'GET',
  path: '/wallet/statement.csv',
  access: 'user',
  status: 200,
  summary:
    'A statement of the caller’s wallet in one currency as CSV (RFC 4180), oldest first, between an opening and a closing balance',
  query: statementWish,
  answerType: 'text/csv; charset=utf-8',
  errors: ['unauthenticated', 'invalid_request', 'account_not_found', 'statement_too_long'],
});

export const getWalletStatementPdf = route({
  method: 'GET',
  path: '/wallet/statement.pdf',
  access: 'user',
  status: 200,
  summary:
    'A statement of the caller’s wallet in one currency as PDF, oldest first, between an opening and a closing balance',
  query: statementWish,
  answerType: 'application/pdf',
  errors: ['unauthenticated', 'invalid_request', 'account_not_found', 'statement_too_long'],
});

export const deposit = z.object({
  depositId: uuid,
  amountMinor: z.int(),
  currency,
  createdAt: timestamp,
  /** Null until it is paid for. */
  paidAt: timestamp.nullable(),
});
export type Deposit = z.infer<typeof deposit>;

export const createDeposit = route({
  method: 'POST',
  path: '/wallet/deposits',
  access: 'user',
  status: 201,
  idempotent: true,
  summary:
    'Say how much is to be put into the wallet. It is there when a payment of the kind `deposit` is captured for it',
  exact: true,
  body: z.object({ amount: amountToMove, currency: currencyCode }),
  example: { amount: 50_000, currency: 'INR' },
  response: deposit,
  errors: ['invalid_request', 'unauthenticated'],
});

/**
 * `WAITING` behind others of the same wallet, and until a worker takes it up; `SENDING`: the bank is being asked; `UNKNOWN`: the bank has not said
 * whether it took it; `SENT`: it has; `PAID`; `RETURNED`: it was paid, and came back; `FAILED` and `CANCELLED`. Of the last three the money is in the wallet again.
 */
export const withdrawalStatus = z.enum([
  'WAITING',
  'SENDING',
  'UNKNOWN',
  'SENT',
  'PAID',
  'RETURNED',
  'FAILED',
  'CANCELLED',
]);
export type WithdrawalStatus = z.infer<typeof withdrawalStatus>;

export const withdrawal = z.object({
  withdrawalId: uuid,
  /** Its place in the order of the wallet's withdrawals. */
  sequence: z.int(),
  status: withdrawalStatus,
  /** Grows with every change: of two copies the one with the higher revision is newer. */
  revision: z.int(),
  amountMinor: z.int(),
  currency,
  /** Where to, without the middle of the number. */
  destination: z.object({ type: z.enum(['iban', 'in_account', 'vpa']), to: z.string(), name: z.string() }),
  /** Why it failed, as the bank says it. */
  failure: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
});
export type Withdrawal = z.infer<typeof withdrawal>;

export const createWithdrawal = route({
  method: 'POST',
  path: '/wallet/withdrawals',
  access: 'user',
  status: 202,
  idempotent: true,
  summary:
    'Take money out of the wallet. It is reserved at once; withdrawals of a wallet are carried out one at a time, in the order asked. What becomes of it comes as `withdrawal.updated`',
  exact: true,
  body: z.object({ amount: amountToMove, currency: currencyCode, destination: payoutDestination }).check((context) => {
    const { destination, currency: of } = context.value;
    if (takesCurrency(destination, of)) return;
    context.issues.push({
      code: 'custom',
      path: ['currency'],
      message: 'accounts in India and UPI addresses take INR',
      input: context.value,
    });
  }),
  example: {
    amount: 20_000,
    currency: 'INR',
    destination: { type: 'in_account', accountNumber: '123456789012', ifsc: 'SBIN0001234', name: 'Ada Lovelace' },
  },
  response: withdrawal,
  errors: ['invalid_request', 'unauthenticated', 'insufficient_funds'],
});

export const listWithdrawals = route({
  method: 'GET',
  path: '/wallet/withdrawals',
  access: 'user',
  status: 200,
  summary: 'The caller’s withdrawals, newest first',
  query: z.object(pageQuery),
  response: page(withdrawal),
  errors: ['unauthenticated', 'invalid_request'],
});

const params = z.object({ id: uuid });

export const getWithdrawal = route({
  method: 'GET',
  path: '/wallet/withdrawals/:id',
  access: { owner: 'withdrawal' },
  status: 200,
  summary: 'A withdrawal of the caller’s',
  params,
  response: withdrawal,
  errors: ['unauthenticated', 'withdrawal_not_found'],
});

export const cancelWithdrawal = route({
  method: 'POST',
  path: '/wallet/withdrawals/:id/cancel',
  access: { owner: 'withdrawal' },
  status: 200,
  idempotent: 'state',
  summary: 'Call off a withdrawal that still waits; its money is free again',
  params,
  response: withdrawal,
  errors: ['unauthenticated', 'withdrawal_not_found', 'withdrawal_under_way'],
});
