import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';

/** Quotes forgotten in one turn; more are for the next. */
const BATCH = 500;
/** How long a quote is kept after its time, for whoever comes back to the page. */
const KEPT_HOURS = 24;

const forgetStatement = prepare(
  'stay_quotes_forget',
  `DELETE FROM stay_quotes WHERE id IN (
     SELECT q.id FROM stay_quotes q WHERE q.expires_at < clock_timestamp() - make_interval(hours => $1) AND NOT EXISTS (SELECT FROM trip_parts p WHERE p.quote_id = q.id)
      ORDER BY q.expires_at LIMIT $2 FOR UPDATE OF q SKIP LOCKED)
   RETURNING id`,
);

/** Forgets quotes that nobody ordered, a day after their time; those that were ordered say what a trip was agreed at. @returns true when there may be more at once */
export async function forgetQuotes(ctx: Pick<Ctx, 'db'>): Promise<boolean> {
  return (await forgetStatement(ctx.db.pool, [KEPT_HOURS, BATCH])).length >= BATCH;
}
