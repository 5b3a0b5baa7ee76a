import { createHash } from 'node:crypto';
import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { post } from '../ledger/post.ts';
import type { Tx } from '../spine/emit.ts';
import type { Statement } from './camt053/statement.ts';
import { lockReconciliation } from './reconcile.ts';

const feedStatement = prepare(
  'statement_feed_known',
  `INSERT INTO statement_feeds (provider, currency, account) VALUES ($1, $2, $3)
   ON CONFLICT (provider, currency) DO UPDATE SET account = coalesce(statement_feeds.account, excluded.account) RETURNING account`,
);
// A statement of today says when the day ends; of what is yet to come it knows nothing.
const coverStatement = prepare(
  'statement_feed_covers',
  `UPDATE statement_feeds SET covered_until = greatest(covered_until, least($3, date_trunc('milliseconds', clock_timestamp()))) WHERE provider = $1 AND currency = $2`,
);
const knownStatement = prepare(
  'bank_statement_known',
  'SELECT id, content_hash, new_entries FROM bank_statements WHERE provider = $1 AND account = $2 AND currency = $3 AND statement_id = $4',
);
const newStatement = prepare(
  'new_bank_statement',
  `INSERT INTO bank_statements (id, provider, account, currency, statement_id, source, opening_minor, closing_minor, entries, new_entries, content_hash, uploaded_by, until)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
);
const heldStatement = prepare(
  'bank_entries_held',
  `SELECT e.entry_ref, e.amount_minor = s.amount AND e.booked_at = date_trunc('milliseconds', s.at) AS same
     FROM unnest($3::text[], $4::bigint[], $5::timestamptz[]) AS s(ref, amount, at)
     JOIN bank_entries e ON e.provider = $1 AND e.currency = $2 AND e.entry_ref = s.ref`,
).rows<{ entry_ref: string; same: boolean }>();
// What went out by credit transfer is a refund where it has the id of one.
const entriesStatement = prepare(
  'new_bank_entries',
  `WITH added AS (
     INSERT INTO bank_entries (statement_id, provider, currency, entry_ref, booked_at, amount_minor, kind, reference, reference_id)
     SELECT $1, $2, $3, e.ref, e.at, e.amount,
            CASE WHEN e.kind = 'payout' AND EXISTS (SELECT FROM refunds r WHERE r.id = e.reference_id) THEN 'refund' ELSE e.kind END, e.reference, e.reference_id
       FROM unnest($4::text[], $5::timestamptz[], $6::bigint[], $7::text[], $8::text[], $9::uuid[]) WITH ORDINALITY AS e(ref, at, amount, kind, reference, reference_id, n)
      ORDER BY e.n
     ON CONFLICT (provider, currency, entry_ref) DO NOTHING RETURNING kind, amount_minor)
   SELECT count(*)::int AS added, coalesce(sum(amount_minor) FILTER (WHERE kind = 'fee'), 0)::text AS fees FROM added`,
).rows<{ added: number; fees: string }>();

/** What a statement says, so that the same one is known again however its file was written. */
function contentHash({ account, currency, openingMinor, closingMinor, entries }: Statement): Buffer {
  const said = entries.map(({ ref, bookedAt, amountMinor, kind, reference }) => [
    ref,
    bookedAt,
    amountMinor,
    kind,
    reference,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([account, currency, openingMinor, closingMinor, said]))
    .digest();
}

function differs(what: string): DocketError {
  return new DocketError(
    'statement_differs',
    `${what} is here already and says something else. A bank does not rewrite what it has booked: ask it for the statement again. Nothing was taken.`,
  );
}

/** Which entries of a statement are here already. @throws DocketError statement_differs for one with another amount or time */
async function heldEntries(on: Tx['client'], provider: string, { currency, entries }: Statement): Promise<Set<string>> {
  const held = await heldStatement(on, [
    provider,
    currency,
    entries.map(({ ref }) => ref),
    entries.map(({ amountMinor }) => String(amountMinor)),
    entries.map(({ bookedAt }) => new Date(bookedAt)),
  ]);
  const other = held.find(({ same }) => !same);
  if (other !== undefined) throw differs(`The entry ${other.entry_ref}`);
  return new Set(held.map(({ entry_ref: ref }) => ref));
}

/** Whether this statement is here. @throws DocketError statement_differs for the same id with other contents */
async function isKnown(on: Tx['client'], provider: string, statement: Statement): Promise<boolean> {
  const { account, currency, id } = statement;
  const [known] = await knownStatement(on, [provider, account, currency, id]);
  if (known === undefined) return false;
  if (!contentHash(statement).equals(known.content_hash)) throw differs(`The statement ${id}`);
  return true;
}

/** What the provider keeps is gone: it owes us so much less, and our fees are so much less. */
async function bookFees(tx: Tx, provider: string, statementId: string, currency: string, fees: bigint): Promise<void> {
  if (fees === 0n) return;
  const [debit, credit] = [
    { role: 'fees', owner: 'house', currency } as const,
    { role: 'provider_receivable', owner: provider, currency } as const,
  ];
  const amountMinor = fees < 0n ? -fees : fees;
  await post(tx, [
    {
      kind: 'provider.fees',
      subject: { kind: 'adjustment', id: statementId },
      entries: [
        { account: fees < 0n ? debit : credit, side: 'debit', amountMinor },
        { account: fees < 0n ? credit : debit, side: 'credit', amountMinor },
      ],
    },
  ]);
}

/** What of a statement is new, whether all of it is here, and the ids of its entries that were here before. */
export type Loaded = { readonly newEntries: number; readonly known: boolean; readonly held: ReadonlySet<string> };

/**
 * Writes a statement down with those of its entries that are not here yet, and posts the fees among them, in the caller's transaction. The same statement again
 * changes nothing. Locks the reconciliation of the provider.
 * @throws DocketError statement_differs, statement_invalid (of another account than those before)
 */
export async function loadStatement(
  tx: Tx,
  input: {
    readonly provider: string;
    readonly source: 'fetched' | 'uploaded';
    readonly uploadedBy: string | null;
    readonly statement: Statement;
  },
): Promise<Loaded> {
  const { provider, statement } = input;
  const { currency, account, entries } = statement;
  await lockReconciliation(tx, provider);
  const [feed] = await feedStatement(tx.client, [provider, currency, account]);
  if (feed?.account !== account)
    throw new DocketError(
      'statement_invalid',
      `It is of the account ${account}, and the account in ${currency} at ${provider} is ${feed?.account ?? 'another'}. Nothing was taken.`,
    );
  // That nothing was booked is no statement worth keeping.
  const all: Loaded = { newEntries: 0, known: true, held: new Set(entries.map(({ ref }) => ref)) };
  if (entries.length === 0 && input.source === 'fetched') return all;
  if (await isKnown(tx.client, provider, statement)) return all;
  const held = await heldEntries(tx.client, provider, statement);
  const id = newId();
  await newStatement(tx.client, [
    id,
    provider,
    account,
    currency,
    statement.id,
    input.source,
    String(statement.openingMinor),
    String(statement.closingMinor),
    entries.length,
    entries.length - held.size,
    contentHash(statement),
    input.uploadedBy,
    statement.until === null ? null : new Date(statement.until),
  ]);
  const [written] = await entriesStatement(tx.client, [
    id,
    provider,
    currency,
    entries.map(({ ref }) => ref),
    entries.map(({ bookedAt }) => new Date(bookedAt)),
    entries.map(({ amountMinor }) => String(amountMinor)),
    entries.map(({ kind }) => kind),
    // The type of a list knows of no nulls in it, which Postgres takes.
    entries.map(({ reference }) => reference) as string[],
    entries.map(({ referenceId }) => referenceId) as string[],
  ]);
  if (written?.added !== entries.length - held.size)
    throw new Error(`the entries of ${statement.id} changed while they were locked`);
  await bookFees(tx, provider, id, currency, BigInt(written.fees));
  const until = statement.until ?? entries.at(-1)?.bookedAt;
  if (input.source === 'uploaded' && until !== undefined)
    await coverStatement(tx.client, [provider, currency, new Date(until)]);
  return { newEntries: written.added, known: false, held };
}
