import { z } from 'zod';
import { ADMINS } from '../access.ts';
import { outsideProviders } from '../payment/providers.ts';
import { ageBucket, breakStatus, breakType, movementKind } from '../reconciliation/break.ts';
import { page, pageQuery, route, timestamp, uuid } from './route.ts';

const currency = z.string().length(3);
const username = z.string();

/** A difference between the bank and our books. Amounts in minor units of `currency`, below nothing what went out. */
export const reconciliationBreak = z.object({
  breakId: uuid,
  provider: z.string(),
  currency,
  type: breakType,
  status: breakStatus,
  kind: movementKind,
  /** Of both sides; null: there is none. Of a fee, ours is what was agreed. */
  bankMinor: z.int().nullable(),
  bookMinor: z.int().nullable(),
  /** What the bank has more than our books, or less. */
  differenceMinor: z.int(),
  /** When the money moved on the side that was first. */
  since: timestamp,
  openedAt: timestamp,
  closedAt: timestamp.nullable(),
  assignedTo: username.nullable(),
  /** What it is about, as the bank says it, or our id. */
  reference: z.string().nullable(),
  /** Grows with every change. */
  revision: z.int(),
});
export type ReconciliationBreak = z.infer<typeof reconciliationBreak>;

export const listBreaks = route({
  method: 'GET',
  path: '/admin/breaks',
  access: ADMINS,
  status: 200,
  summary: 'Differences between the bank and our books, the oldest open first; closed ones newest first',
  query: z.object({
    ...pageQuery,
    status: breakStatus.default('OPEN'),
    type: breakType.optional(),
    age: ageBucket.optional(),
  }),
  response: page(reconciliationBreak),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

export const getBreakFigures = route({
  method: 'GET',
  path: '/admin/breaks/figures',
  access: ADMINS,
  status: 200,
  summary: 'How many breaks are open by type and age, and how far statements are read',
  response: z.object({
    at: timestamp,
    open: z.array(z.object({ type: breakType, age: ageBucket, count: z.int() })),
    /** Entries of statements that are matched with our books. */
    matched: z.int(),
    feeds: z.array(
      z.object({
        provider: z.string(),
        currency,
        account: z.string().nullable(),
        /** Whatever the bank had booked until then is known. */
        coveredUntil: timestamp.nullable(),
      }),
    ),
    fetches: z.array(
      z.object({
        provider: z.string(),
        fetchedAt: timestamp.nullable(),
        nextFetchAt: timestamp,
        /** Why the last fetch came to nothing. */
        failure: z.string().nullable(),
      }),
    ),
  }),
  errors: ['unauthenticated', 'forbidden'],
});

const params = z.object({ id: uuid });

/** The bank's side of a break. */
export const bankSide = z.object({
  entryRef: z.string(),
  statementId: z.string(),
  statementReceivedAt: timestamp,
  kind: movementKind,
  amountMinor: z.int(),
  bookedAt: timestamp,
  reference: z.string().nullable(),
});

/** Our side: a transfer of the ledger. */
export const bookSide = z.object({
  transferId: uuid,
  kind: movementKind,
  amountMinor: z.int(),
  movedAt: timestamp,
  referenceId: uuid.nullable(),
  /** The payment that it is of, if it is of one. */
  paymentId: uuid.nullable(),
});

export const breakDetail = reconciliationBreak.extend({
  bank: bankSide.nullable(),
  book: bookSide.nullable(),
  /** Who closed it and why; null for one that is open or ended by itself. */
  closed: z.object({ by: username, reason: z.string() }).nullable(),
  notes: z.array(
    z.object({
      at: timestamp,
      /** Null: it happened by itself. */
      by: username.nullable(),
      what: z.enum(['opened', 'type', 'assigned', 'comment', 'settled', 'closed']),
      text: z.string().nullable(),
    }),
  ),
});
export type BreakDetail = z.infer<typeof breakDetail>;

export const getBreak = route({
  method: 'GET',
  path: '/admin/breaks/:id',
  access: ADMINS,
  status: 200,
  summary: 'A break with both sides and what happened to it',
  params,
  response: breakDetail,
  errors: ['unauthenticated', 'forbidden', 'break_not_found'],
});

const words = z.string().trim().min(1).max(1_000);

export const assignBreak = route({
  method: 'POST',
  path: '/admin/breaks/:id/assign',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary: 'Give a break to the caller, or to nobody',
  params,
  exact: true,
  body: z.object({ to: z.enum(['me', 'nobody']) }),
  example: { to: 'me' },
  response: breakDetail,
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'break_not_found', 'break_closed'],
});

export const commentBreak = route({
  method: 'POST',
  path: '/admin/breaks/:id/comments',
  access: ADMINS,
  status: 201,
  idempotent: true,
  summary: 'Write something to a break; it stays there',
  params,
  exact: true,
  body: z.object({ text: words }),
  example: { text: 'The bank was asked.' },
  response: breakDetail,
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'break_not_found'],
});

export const closeBreak = route({
  method: 'POST',
  path: '/admin/breaks/:id/close',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary: 'Close a break for a reason; its difference is posted to `suspense`, so that books and bank agree again',
  params,
  exact: true,
  body: z.object({ reason: words }),
  example: { reason: 'The bank has paid it back by hand.' },
  response: breakDetail,
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'break_not_found', 'break_closed', 'break_on_its_way'],
});

export const statementSummary = z.object({
  statementId: z.string(),
  provider: z.string(),
  account: z.string(),
  currency,
  source: z.enum(['fetched', 'uploaded']),
  openingMinor: z.int(),
  closingMinor: z.int(),
  entries: z.int(),
  /** Those that no earlier statement had. */
  newEntries: z.int(),
  receivedAt: timestamp,
});
export type StatementSummary = z.infer<typeof statementSummary>;

export const listStatements = route({
  method: 'GET',
  path: '/admin/statements',
  access: ADMINS,
  status: 200,
  summary: 'Statements of the bank, newest first',
  query: z.object(pageQuery),
  response: page(statementSummary),
  errors: ['unauthenticated', 'forbidden', 'invalid_request'],
});

/** As browsers send a file that ends with .xml, or do not know. */
const STATEMENT_FILES = ['application/xml', 'text/xml', 'application/octet-stream'] as const;
/** Who keeps money of ours, and so has statements of it: what is taken of one stays, and a slip in its name would book it where nobody looks. */
export const statementProvider = z.enum([...outsideProviders, 'transfer']);
const ofProvider = z.object({ provider: statementProvider.default('bank') });

export const statementPreview = statementSummary.omit({ receivedAt: true, source: true }).extend({
  /** It is there already, and taking it again would change nothing. */
  known: z.boolean(),
  /** Entries that are not booked yet, which are left out. */
  notBooked: z.int(),
  first: z.array(
    z.object({
      entryRef: z.string(),
      bookedAt: timestamp,
      amountMinor: z.int(),
      kind: movementKind,
      reference: z.string().nullable(),
      known: z.boolean(),
    }),
  ),
});
export type StatementPreview = z.infer<typeof statementPreview>;

export const previewStatement = route({
  method: 'POST',
  path: '/admin/statements/preview',
  access: ADMINS,
  status: 200,
  idempotent: 'reads',
  summary:
    'Read a file of statements (ISO 20022 camt.053) and see what is in it and what of it is new; nothing is stored',
  bodyType: STATEMENT_FILES,
  query: ofProvider,
  response: z.object({ statements: z.array(statementPreview) }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'statement_invalid', 'statement_differs'],
});

export const uploadStatement = route({
  method: 'POST',
  path: '/admin/statements',
  access: ADMINS,
  status: 200,
  idempotent: 'state',
  summary:
    'Take a file of statements (ISO 20022 camt.053), all of it or nothing, and reconcile; the same statement again is the same one',
  bodyType: STATEMENT_FILES,
  query: ofProvider,
  response: z.object({ statements: z.array(statementSummary), opened: z.int(), settled: z.int() }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden', 'statement_invalid', 'statement_differs'],
});

export const fetchStatements = route({
  method: 'POST',
  path: '/admin/statements/fetch',
  access: ADMINS,
  status: 202,
  idempotent: 'state',
  summary: 'Have the statements of the bank fetched now',
  query: ofProvider,
  response: z.object({ provider: z.string() }),
  errors: ['invalid_request', 'unauthenticated', 'forbidden'],
});
