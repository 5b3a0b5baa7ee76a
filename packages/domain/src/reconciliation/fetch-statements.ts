import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { lookAgainAtWithdrawals } from '../wallet/look-again.ts';
import type { PayoutProvider } from '../wallet/payout-provider.ts';
import { readCamt053 } from './camt053/read.ts';
import { loadStatement } from './load-statement.ts';
import { reconcile, type Reconciled } from './reconcile.ts';
import type { StatementSource } from './statement-source.ts';

/** Entries of one statement: what is taken in one transaction. */
const PAGE = 5_000;
/** What the bank's clock and ours may be apart. */
const CLOCKS_MS = 5_000;

const feedStatement = prepare(
  'statement_feed',
  'SELECT last_entry FROM statement_feeds WHERE provider = $1 AND currency = $2',
);
// Of two who fetch at once, the second finds that it has gone on, and leaves it.
const advanceStatement = prepare(
  'statement_feed_advance',
  `UPDATE statement_feeds SET last_entry = coalesce($4, last_entry), covered_until = greatest(covered_until, $5)
    WHERE provider = $1 AND currency = $2 AND last_entry IS NOT DISTINCT FROM $3 RETURNING last_entry`,
);
const returnedStatement = prepare(
  'payouts_returned_at_bank',
  `SELECT w.id FROM bank_entries e JOIN withdrawals w ON w.id = e.reference_id AND w.status = 'PAID'
    WHERE e.provider = $1 AND e.status = 'OPEN' AND e.kind = 'payout_return'`,
);
const wentStatement = prepare(
  'statement_fetch_went',
  `UPDATE statement_schedules SET failure = $2, fetched_at = CASE WHEN $2::text IS NULL THEN date_trunc('milliseconds', clock_timestamp()) ELSE fetched_at END
    WHERE provider = $1`,
);

export type Fetching = {
  /** Entries asked for at a time. */
  readonly pageSize?: number;
  readonly timingSeconds?: number;
};

/** The next entries of one account. @returns whether there may be more */
async function fetchNext(ctx: Ctx, source: StatementSource, currency: string, limit: number): Promise<boolean> {
  const provider = source.name;
  const [feed] = await feedStatement(ctx.db.pool, [provider, currency]);
  const after = feed?.last_entry ?? null;
  const asked = new Date(ctx.clock.now().getTime() - CLOCKS_MS);
  const [statement] = await readCamt053(await source.statement({ currency, after, limit }));
  if (statement === undefined || statement.currency !== currency)
    throw new Error(
      `${provider} answered with a statement in ${statement?.currency ?? 'no currency'} instead of ${currency}`,
    );
  const more = statement.entries.length >= limit;
  return change(ctx, async (tx) => {
    await loadStatement(tx, { provider, source: 'fetched', uploadedBy: null, statement });
    const last = statement.entries.at(-1)?.ref ?? null;
    const [mine] = await advanceStatement(tx.client, [provider, currency, after, last, more ? null : asked]);
    return more && mine !== undefined;
  });
}

async function fetchAll(
  ctx: Ctx,
  source: StatementSource,
  payouts: PayoutProvider | undefined,
  options: Fetching,
): Promise<Reconciled> {
  for (const { currency } of await source.balances())
    while (await fetchNext(ctx, source, currency, options.pageSize ?? PAGE));
  const provider = source.name;
  const returned = (await returnedStatement(ctx.db.pool, [provider])).map(({ id }) => id);
  if (payouts !== undefined && returned.length > 0) await lookAgainAtWithdrawals(ctx, returned, payouts);
  return change(ctx, (tx) =>
    reconcile(tx, {
      provider,
      ...(options.timingSeconds === undefined ? {} : { timingSeconds: options.timingSeconds }),
    }),
  );
}

/**
 * Fetches what a bank has booked since the last time, page by page, each in a transaction of its own with how far it is read: whoever dies in between goes on
 * there. Then asks after payouts that came back, and reconciles.
 * @throws OutcomeUnknown, ProviderRefused of the bank; DocketError statement_invalid, statement_differs
 */
export async function fetchStatements(
  ctx: Ctx,
  source: StatementSource,
  payouts: PayoutProvider | undefined,
  options: Fetching = {},
): Promise<Reconciled> {
  try {
    const reconciled = await fetchAll(ctx, source, payouts, options);
    await wentStatement(ctx.db.pool, [source.name, null]);
    return reconciled;
  } catch (error) {
    await wentStatement(ctx.db.pool, [
      source.name,
      (error instanceof Error ? error.message : String(error)).slice(0, 500),
    ]);
    throw error;
  }
}
