import { DocketError } from '@docket/contracts/errors';
import { STAY_NIGHTS_MAX, type StayWish } from '@docket/contracts/hotel/stay';
import { QUOTE_SECONDS, type QuoteWish, type StayQuote } from '@docket/contracts/http/hotel';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { dayNumber, todayAt } from '@docket/stay/day';
import { requireUser, type Ctx } from '../spine/ctx.ts';
import { checkDates } from './check-dates.ts';
import { readMarket } from './market.ts';
import { judgeOffer } from './offer.ts';
import { QUOTE_COLUMNS, QUOTE_FROM, toQuote, type QuoteRow } from './quote-rows.ts';
import { readPlans } from './sale-facts.ts';

/** Times are the database's, to the millisecond, by which the quote is honoured as well. */
const insertStatement = prepare(
  'stay_quote_insert',
  `INSERT INTO stay_quotes (id, user_id, property_id, room_type_id, plan_id, arrival, departure, rooms, adults, child_ages, price, total_minor, currency, policy, created_at, expires_at)
   VALUES ($1, $2, $3, $4, $5, $6::text::date, $7::text::date, $8, $9, $10, $11, $12, $13, $14, clock_timestamp(), clock_timestamp() + make_interval(secs => $15))`,
);
const quoteStatement = prepare(
  'stay_quote',
  `SELECT ${QUOTE_COLUMNS} FROM ${QUOTE_FROM} WHERE q.id = $1 AND q.user_id = $2`,
).rows<QuoteRow>();

/**
 * Says what a stay costs and keeps it: the price is honoured for `QUOTE_SECONDS`. Nothing is held.
 * @throws DocketError unauthenticated, plan_not_found, stay_in_the_past, stay_beyond_horizon, stay_too_long, stay_not_offered
 */
export async function quoteStay(ctx: Ctx, wish: QuoteWish): Promise<StayQuote> {
  const user = requireUser(ctx);
  const { planId, arrival, departure, adults, childAges, rooms } = wish;
  const facts = (await readPlans(ctx.db.pool, [planId])).get(planId);
  if (facts === undefined) throw new DocketError('plan_not_found', 'There is no such rate plan.');
  const { property, type } = facts;
  const today = todayAt(property.timezone, ctx.clock.now());
  checkDates(wish, today);
  const nights = { from: dayNumber(arrival), until: dayNumber(departure) };
  const judged = judgeOffer(facts, wish, await readMarket(ctx.db.pool, [facts], nights), today);
  if (judged.refused !== null) throw new DocketError('stay_not_offered', judged.refused.reason);
  const { price, policy } = judged;
  const id = newId();
  await insertStatement(ctx.db.pool, [
    id,
    user.userId,
    property.id,
    type.id,
    planId,
    arrival,
    departure,
    rooms,
    adults,
    childAges,
    JSON.stringify(price),
    String(price.totalMinor),
    price.currency,
    JSON.stringify(policy),
    QUOTE_SECONDS,
  ]);
  return getStayQuote(ctx, { id });
}

/** Rooms times nights; stays that are too long count as the longest, for they are refused. */
export function roomNightsOf({ arrival, departure, rooms }: Pick<StayWish, 'arrival' | 'departure' | 'rooms'>): number {
  return rooms * Math.min(STAY_NIGHTS_MAX, dayNumber(departure) - dayNumber(arrival));
}

/** A quote of the caller's, as long as it is kept. @throws DocketError unauthenticated, quote_not_found */
export async function getStayQuote(ctx: Ctx, input: { readonly id: string }): Promise<StayQuote> {
  const { userId } = requireUser(ctx);
  const [row] = await quoteStatement(ctx.db.pool, [input.id, userId]);
  if (row === undefined) throw quoteNotFound();
  return toQuote(row);
}

export function quoteNotFound(): DocketError {
  return new DocketError('quote_not_found', 'There is no such quote among yours.');
}
