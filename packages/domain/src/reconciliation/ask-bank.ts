import type { Invariant } from '@docket/contracts/http/invariants';
import type { BreakType } from '@docket/contracts/reconciliation/break';
import { minorToDecimal } from '@docket/contracts/money/currency';
import { prepare } from '@docket/db/statement';
import { minorOf } from '../ledger/account-rows.ts';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { readCamt053 } from './camt053/read.ts';
import type { StatementSource } from './statement-source.ts';

const NAME = 'bank: its money is our books';
const CHECKS =
  'what the bank says is on our account is what its statements add up to, and what our books say, but for what is on its way for less than an hour';
/** Entries that are read beyond those that are fetched. */
const MOST = 5_000;
const EXAMPLES = 5;
/** Money moves while it is looked at. */
const TRIES = 3;

const sidesStatement = prepare(
  'bank_and_books',
  `SELECT f.currency, f.last_entry, (SELECT coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 0) FROM ledger_accounts a JOIN ledger_entries l ON l.account_id = a.id AND NOT l.pending
            WHERE a.role = 'provider_receivable' AND a.owner = f.provider AND a.currency = f.currency)::text AS books
     FROM statement_feeds f WHERE f.provider = $1 ORDER BY f.currency`,
).rows<{ books: string }>();
const bookedStatement = prepare(
  'bank_booked',
  `SELECT (SELECT coalesce(sum(e.amount_minor), 0) FROM bank_entries e WHERE e.provider = $1 AND e.currency = $2)::text AS booked,
          ARRAY(SELECT e.entry_ref FROM bank_entries e WHERE e.provider = $1 AND e.currency = $2 AND e.entry_ref = ANY ($3::text[])) AS held`,
).rows<{ booked: string; held: string[] }>();
const breaksStatement = prepare(
  'breaks_not_on_their_way',
  `SELECT b.id, b.type, b.currency, coalesce(b.bank_minor, 0) - coalesce(b.book_minor, 0) AS difference, count(*) OVER ()::int AS total
     FROM reconciliation_breaks b WHERE b.provider = $1 AND b.status = 'OPEN' AND b.type NOT IN ('timing', 'fee') ORDER BY b.id LIMIT $2`,
).rows<{ type: BreakType; difference: string; total: number }>();

/** What the bank has on the account, and what it has booked: what is fetched, and what is not yet. Undefined where that is more than is looked at. */
async function look(
  ctx: Ctx,
  bank: StatementSource,
  { currency, after }: { readonly currency: string; readonly after: string | null },
): Promise<{ readonly balance: number; readonly statements: number } | undefined> {
  let seen = { balance: 0, statements: 0 };
  for (let n = 0; n < TRIES; n += 1) {
    const [statement] = await readCamt053(await bank.statement({ currency, after, limit: MOST }));
    const balance = (await bank.balances()).find((each) => each.currency === currency)?.amountMinor ?? 0;
    const entries = statement?.entries ?? [];
    if (entries.length >= MOST) return undefined;
    // Whatever was fetched or uploaded in the meantime counts once.
    const [known] = await bookedStatement(ctx.db.pool, [bank.name, currency, entries.map(({ ref }) => ref)]);
    const held = new Set(known?.held);
    const ahead = entries.reduce((sum, { ref, amountMinor }) => (held.has(ref) ? sum : sum + amountMinor), 0);
    seen = { balance, statements: minorOf(known?.booked ?? '0') + ahead };
    if (seen.balance === seen.statements) return seen;
  }
  return seen;
}

type Found = Pick<Invariant, 'asked' | 'note' | 'violations' | 'examples'>;

function notAsked(why: string): Found {
  return { asked: false, note: `Not asked: ${why}`, violations: 0, examples: [] };
}

async function ask(ctx: Ctx, bank: StatementSource): Promise<Found> {
  const sides = await sidesStatement(ctx.db.pool, [bank.name]);
  if (sides.length === 0) return notAsked('no statement of the bank has been fetched yet.');
  const words: string[] = [];
  const examples: Record<string, unknown>[] = [];
  for (const { currency, last_entry: after, books: posted } of sides) {
    const looked = await look(ctx, bank, { currency, after });
    if (looked === undefined) return notAsked(`more is booked in ${currency} than is fetched yet.`);
    const books = minorOf(posted);
    const { balance, statements } = looked;
    if (balance !== statements) examples.push({ currency, bank: balance, statements, books });
    const money = (minor: number): string => `${minorToDecimal(minor, currency)} ${currency}`;
    words.push(
      `${money(balance)} at the bank, ${money(books)} in the books${balance === books ? '' : ` (${money(balance - books)} on its way or open)`}`,
    );
  }
  const breaks = await breaksStatement(ctx.db.pool, [bank.name, EXAMPLES]);
  const open = breaks.map(({ id, type, currency, difference }) => ({
    break: id,
    type,
    currency,
    difference: minorOf(difference),
  }));
  return {
    asked: true,
    note: `${words.join('; ')}.`,
    violations: examples.length + (breaks[0]?.total ?? 0),
    examples: [...examples, ...open].slice(0, EXAMPLES),
  };
}

/**
 * Whether the bank has what our books say that it has. A bank that does not answer makes no page wait: it is not asked then.
 * @param bank gives up by itself after a few seconds; undefined where none is set up
 * @throws DocketError unauthenticated, forbidden
 */
export async function askBank(ctx: Ctx, bank: StatementSource | undefined): Promise<Invariant> {
  requireRole(ctx, 'admin');
  const before = performance.now();
  let found: Found;
  try {
    found = bank === undefined ? notAsked('no bank is set up (BANK_URL).') : await ask(ctx, bank);
  } catch (error) {
    ctx.log.warn({ err: error }, 'the bank was not asked what it holds');
    found = notAsked('the bank did not answer.');
  }
  return { name: NAME, checks: CHECKS, ok: found.violations === 0, ...found, ms: performance.now() - before };
}
