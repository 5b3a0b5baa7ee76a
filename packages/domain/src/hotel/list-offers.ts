import { DocketError } from '@docket/contracts/errors';
import type { listStayOffers as contract, StayOffer } from '@docket/contracts/http/hotel';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { dayNumber, todayAt } from '@docket/stay/day';
import type { Ctx } from '../spine/ctx.ts';
import { checkDates } from './check-dates.ts';
import { readMarket } from './market.ts';
import { judgeOffer } from './offer.ts';
import { findProperty, readPlansOf } from './sale-facts.ts';

export function propertyNotFound(): DocketError {
  return new DocketError('property_not_found', 'There is no such property.');
}

/**
 * Every active plan of a property for a stay: the cheapest first, then those that cannot be had, in the order of the property.
 * @throws DocketError property_not_found, stay_in_the_past, stay_beyond_horizon, stay_too_long
 */
export async function listStayOffers(
  ctx: Ctx,
  input: RouteQuery<typeof contract> & { readonly slug: string },
): Promise<RouteResponse<typeof contract>> {
  const property = await findProperty(ctx.db.pool, input.slug);
  if (property === undefined) throw propertyNotFound();
  const today = todayAt(property.timezone, ctx.clock.now());
  const { arrival, departure, adults, children: childAges, rooms } = input;
  const wish = { arrival, departure, adults, childAges, rooms };
  checkDates(wish, today);
  const plans = await readPlansOf(ctx.db.pool, input.slug);
  const nights = { from: dayNumber(arrival), until: dayNumber(departure) };
  const market = await readMarket(ctx.db.pool, plans, nights);
  const offers = plans.map((facts): StayOffer => {
    const { type, plan } = facts;
    const judged = judgeOffer(facts, wish, market, today);
    return { roomTypeId: type.id, planId: plan.id, plan: plan.name, board: plan.board, ...judged };
  });
  const costOf = ({ price }: StayOffer): number => price?.totalMinor ?? Infinity;
  // Infinity less infinity is no number, so compared and not subtracted; the sort is stable.
  return { data: offers.toSorted((a, b) => (costOf(a) === costOf(b) ? 0 : costOf(a) < costOf(b) ? -1 : 1)) };
}
