import { prepare } from '@docket/db/statement';
import { dayNumber, todayAt } from '@docket/stay/day';
import type { Tx } from '../spine/emit.ts';
import { readMarket } from './market.ts';
import { judgeOffer } from './offer.ts';
import { QUOTE_COLUMNS, QUOTE_FROM, toQuoted, type Quoted, type QuoteRow } from './quote-rows.ts';
import { readPlans } from './sale-facts.ts';

type OrderedRow = QuoteRow & { over: boolean };

const lockStatement = prepare(
  'stay_quotes_lock',
  'SELECT q.id FROM stay_quotes q WHERE q.id = ANY ($1::uuid[]) AND q.user_id = $2 ORDER BY q.id FOR UPDATE',
);
const readStatement = prepare(
  'stay_quotes_ordered',
  `SELECT ${QUOTE_COLUMNS}, q.expires_at <= clock_timestamp() AS over FROM ${QUOTE_FROM} WHERE q.id = ANY ($1::uuid[])`,
).rows<OrderedRow>();

/** A quote that is ordered, and whether its time is over by the database's clock. */
export type OrderedQuote = Quoted & { readonly over: boolean };

async function read(tx: Tx, ids: readonly string[]): Promise<Map<string, OrderedQuote>> {
  return new Map((await readStatement(tx.client, [ids])).map((row) => [row.id, { ...toQuoted(row), over: row.over }]));
}

/** Locks quotes of a user's, so that one order takes each. @returns those that there are */
export async function lockQuotes(
  tx: Tx,
  ids: readonly string[],
  userId: string,
): Promise<ReadonlyMap<string, OrderedQuote>> {
  const locked = await lockStatement(tx.client, [ids, userId]);
  return read(
    tx,
    locked.map(({ id }) => id),
  );
}

/** Why quotes are not sold any more. */
export type QuoteRefusal = 'not_offered' | 'quote_expired';

/**
 * Are quotes that were ordered in time still sold, at the price that was quoted? A house may stop selling a night at any moment. The price holds while the quote does; where its time
 * ran out before anybody came to it, only if it comes to the same when it is derived again. Rooms are not asked about: whoever holds them knows. By the day on which
 * it was quoted, for at midnight a stay does not become one that is booked too late.
 * @returns why not, of the first that is not; null: all are
 */
export async function refusalOf(tx: Tx, ids: readonly string[]): Promise<QuoteRefusal | null> {
  const quotes = await read(tx, ids);
  const plans = await readPlans(
    tx.client,
    [...quotes.values()].map(({ planId }) => planId),
  );
  for (const id of ids) {
    const quote = quotes.get(id);
    const facts = quote === undefined ? undefined : plans.get(quote.planId);
    if (quote === undefined || facts === undefined) return 'not_offered';
    const { wish } = quote;
    const nights = { from: dayNumber(wish.arrival), until: dayNumber(wish.departure) };
    const market = await readMarket(tx.client, [facts], nights);
    const judged = judgeOffer(facts, wish, market, todayAt(facts.property.timezone, quote.createdAt));
    const code = judged.refused?.code;
    // A price that has become unsound was sound when it was promised.
    if (code !== undefined && code !== 'sold_out' && code !== 'price_unsound') return 'not_offered';
    if (quote.over && judged.price?.totalMinor !== quote.price.totalMinor) return 'quote_expired';
  }
  return null;
}
