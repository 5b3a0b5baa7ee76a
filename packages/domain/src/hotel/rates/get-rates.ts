import { RATE_NIGHTS_MAX, type getRates as contract } from '@docket/contracts/http/rates';
import type { RouteParams, RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { dayOf } from '@docket/stay/day';
import type { Ctx } from '../../spine/ctx.ts';
import { nightsBetween, overrideOf, readRates, requireRatesHouse, toRateNight } from './read-rates.ts';

/**
 * The calendar of rates of a property: plans down, nights across.
 * @param input nights `[from, to)`
 * @throws DocketError forbidden, property_not_found, stay_too_long
 */
export async function getRates(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireRatesHouse(ctx, ctx.db.pool, input.slug);
  const range = nightsBetween(input.from, input.to, RATE_NIGHTS_MAX);
  const { types, plans, factsOf, market } = await readRates(ctx.db.pool, house, range);
  const nights = Array.from({ length: range.until - range.from }, (_, at) => range.from + at);
  return {
    name: house.name,
    currency: house.currency,
    today: house.today,
    revision: house.revision,
    nights: nights.map(dayOf),
    types: types.map((type) => ({
      roomTypeId: type.id,
      name: type.name,
      rooms: type.rooms,
      overbooking: type.overbooking,
      left: nights.map((night) => market.roomsOf(type.id, night).free),
      plans: plans
        .filter((plan) => plan.room_type_id === type.id)
        .flatMap((plan) => {
          const facts = factsOf(plan.id);
          if (facts === undefined) return [];
          const { id: planId, name, board, base_minor: baseMinor, active, rules, policy } = plan;
          return [
            {
              planId,
              name,
              board,
              baseMinor,
              active,
              rules,
              policy,
              nights: nights.map((night) =>
                toRateNight(facts, market, night, overrideOf(market, planId, night), house.today),
              ),
            },
          ];
        }),
    })),
  };
}
