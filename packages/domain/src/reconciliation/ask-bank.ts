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
  `SELECT f.currency, f.last_entry, (SELECT coalesce(sum(e.amount_minor), 0) FROM bank_entries e WHERE e.provider = f.provider AND e.currency = f.currency)::text AS booked,
          (SELECT coalesce(sum(CASE l.side WHEN 'debit' THEN l.amount ELSE -l.amount END), 0) FROM ledger_accounts a JOIN ledger_entries l ON l.account_id = a.id AND NOT l.pending
            WHERE a.role = 'provider_receivable' AND a.owner = f.provider AND a.currency = f.currency)::text AS books
     FROM statement_feeds f WHERE f.provider = $1 ORDER BY f.currency`,
).rows<{ booked: string; books: string }>();
const breaksStatement = prepare(
  'breaks_not_on_their_way',
  `SELECT b.id, b.type, b.currency, coalesce(b.bank_minor, 0) - coalesce(b.book_minor, 0) AS difference, count(*) OVER ()::int AS total
     FROM reconciliation_breaks b WHERE b.provider = $1 AND b.status = 'OPEN' AND b.type NOT IN ('timing', 'fee') ORDER BY b.id LIMIT $2`,
).rows<{ type: BreakType; difference: string; total: number }>();

type Side = Awaited<ReturnType<typeof sidesStatement>>[number];

/** What the bank has on the account, and what of it stands in statements that are not fetched yet; undefined where it will not stand still, or is far ahead. */
async function look(
  bank: StatementSource,
  { currency, last_entry: after }: Pick<Side, 'currency' | 'last_entry'>,
): Promise<{ readonly balance: number; readonly ahead: number } | undefined> {
  const balanceOf = async (): Promise<number> =>
    (await bank.balances()).find((each) => each.currency === currency)?.amountMinor ?? 0;
  let before = await balanceOf();
  for (let n = 0; n < TRIES; n += 1) {
    const [statement] = await readCamt053(await bank.statement({ currency, after, limit: MOST }));
    const balance = await balanceOf();
    const entries = statement?.entries ?? [];
    if (entries.length >= MOST) return undefined;
    if (balance === before) return { balance, ahead: entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0) };
    before = balance;
  }
  return undefined;
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
  for (const side of sides) {
    const { currency } = side;
    const looked = await look(bank, side);
    if (looked === undefined) return notAsked(`the account in ${currency} moves too fast to be looked at.`);
    const [booked, books] = [minorOf(side.booked), minorOf(side.books)];
    const { balance, ahead } = looked;
    if (balance !== booked + ahead) examples.push({ currency, bank: balance, statements: booked + ahead, books });
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
