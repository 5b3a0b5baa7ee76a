import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { inOrder } from '../pairs.ts';
import { instant } from '../time/instant.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

/** What accounts of the ledger are for. Assets, which grow by debits, are `provider_receivable` and `bank`; the others grow by credits. */
export const accountRole = z.enum([
  'customer_wallet',
  'customer_clearing',
  'provider_receivable',
  'merchant_payable',
  'fees',
  'tax',
  'refunds_payable',
  'payouts_payable',
  'suspense',
  'bank',
]);
export type AccountRole = z.infer<typeof accountRole>;

const side = z.enum(['debit', 'credit']);
const currency = z.string().length(3);

/** Amounts in minor units of `currency`; positive on the side on which the account grows. */
export const ledgerAccount = z.object({
  accountId: uuid,
  role: accountRole,
  /** A user's id, a provider's name, or `house`. */
  owner: z.string(),
  currency,
  grows: side,
  mayOverdraw: z.boolean(),
  balanceMinor: z.int(),
  /** Will leave it, or come back. */
  reservedMinor: z.int(),
  /** Will come, or not. */
  comingMinor: z.int(),
  availableMinor: z.int(),
});
export type LedgerAccount = z.infer<typeof ledgerAccount>;

export const statementEntry = z.object({
  /** Grows along an account. */
  entryId: z.string(),
  transferId: uuid,
  at: timestamp,
  /** Such as `payment.captured`. */
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  side,
  /** Positive where the account grows by it, negative where it shrinks. */
  amountMinor: z.int(),
  /** Of the account after it. */
  balanceMinor: z.int(),
});
export type StatementEntry = z.infer<typeof statementEntry>;

export const listAccounts = route({
  method: 'GET',
  path: '/ledger/accounts',
  access: ADMINS,
  status: 200,
  summary: 'Accounts of the ledger with what is on them, in the order of roles and owners',
  query: z.object({ ...pageQuery, role: accountRole.optional(), owner: z.string().trim().min(1).max(80).optional() }),
  response: page(ledgerAccount),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

const params = z.object({ id: uuid });

export const getStatement = route({
  method: 'GET',
  path: '/ledger/accounts/:id/statement',
  access: ADMINS,
  status: 200,
  summary: 'What was posted to an account, newest first, each entry with the balance after it',
  params,
  query: z.object(pageQuery),
  response: page(statementEntry).extend({ account: ledgerAccount }),
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'account_not_found'],
});

/** The last 31 days where nothing else is said. `until` is not part of it. */
const period = z.object({ from: instant.optional(), until: instant.optional() }).check(inOrder('from', 'until'));

export const getStatementCsv = route({
  method: 'GET',
  path: '/ledger/accounts/:id/statement.csv',
  access: ADMINS,
  status: 200,
  summary: 'A statement of account as CSV (RFC 4180), oldest first, between an opening and a closing balance',
  params,
  query: period,
  answerType: 'text/csv; charset=utf-8',
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'account_not_found', 'statement_too_long'],
});

export const getStatementPdf = route({
  method: 'GET',
  path: '/ledger/accounts/:id/statement.pdf',
  access: ADMINS,
  status: 200,
  summary: 'A statement of account as PDF, oldest first, between an opening and a closing balance',
  params,
  query: period,
  answerType: 'application/pdf',
  errors: ['unauthenticated', 'forbidden', 'invalid_request', 'account_not_found', 'statement_too_long'],
});

export const ledgerTransfer = z.object({
  transferId: uuid,
  /** `pending` is reserved; what became of it is in `end`. `settled` and `voided` are such ends, told of `pendingId`. */
  phase: z.enum(['posted', 'pending', 'settled', 'voided']),
  kind: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  pendingId: uuid.nullable(),
  end: z.object({ transferId: uuid, phase: z.enum(['settled', 'voided']), at: timestamp }).nullable(),
  at: timestamp,
  entries: z.array(
    z.object({
      accountId: uuid,
      role: accountRole,
      owner: z.string(),
      currency,
      side,
      amountMinor: z.int(),
    }),
  ),
});
export type LedgerTransfer = z.infer<typeof ledgerTransfer>;

export const getTransfer = route({
  method: 'GET',
  path: '/ledger/transfers/:id',
  access: ADMINS,
  status: 200,
  summary: 'A transfer with its entries, and what became of one that only reserved',
  params,
  response: ledgerTransfer,
  errors: ['unauthenticated', 'forbidden', 'transfer_not_found'],
});
