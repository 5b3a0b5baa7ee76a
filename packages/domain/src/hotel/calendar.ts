import { DocketError } from '@docket/contracts/errors';
import type { getHotelCalendar as contract } from '@docket/contracts/http/hotel';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { HORIZON_DAYS } from '@docket/contracts/hotel/stay';
import { dayNumber, dayOf, todayAt, weekdayOf } from '@docket/stay/day';
import { priceNight } from '@docket/stay/night-price';
import { isRefused } from '@docket/stay/refused';
import { putInRooms } from '@docket/stay/rooms';
import type { Ctx } from '../spine/ctx.ts';
import { propertyNotFound } from './list-offers.ts';
import { readMarket, soldShareOf, type NightsMarket } from './market.ts';
import { findProperty, readPlansOf, type SaleFacts } from './sale-facts.ts';

type Day = RouteResponse<typeof contract>['data'][number];

/** Whom the calendar is for. */
const COUPLE = { adults: 2, childAges: [], rooms: 1 };

/**
 * What the cheapest room of a property costs in each night, and on which days one may arrive and leave.
 * @param input `[from, to)`
 * @throws DocketError property_not_found, stay_too_long
 */
export async function getHotelCalendar(
  ctx: Ctx,
  input: RouteQuery<typeof contract> & { readonly slug: string },
): Promise<RouteResponse<typeof contract>> {
  const property = await findProperty(ctx.db.pool, input.slug);
  if (property === undefined) throw propertyNotFound();
  const nights = { from: dayNumber(input.from), until: dayNumber(input.to) };
  if (nights.until - nights.from > HORIZON_DAYS)
    throw new DocketError('stay_too_long', `A calendar has at most ${HORIZON_DAYS} nights; ask for fewer.`);
  const plans = await readPlansOf(ctx.db.pool, input.slug);
  const market = await readMarket(ctx.db.pool, plans, nights);
  const today = dayNumber(todayAt(property.timezone, ctx.clock.now()));
  return {
    currency: property.currency,
    data: Array.from({ length: nights.until - nights.from }, (_, at) => dayIn(plans, market, nights.from + at, today)),
  };
}

function dayIn(plans: readonly SaleFacts[], market: NightsMarket, night: number, today: number): Day {
  const onSale = night >= today && night < today + HORIZON_DAYS;
  const open = onSale ? plans.flatMap((facts) => nightOf(facts, market, night, night - today) ?? []) : [];
  const arriving = open.filter(({ arrival }) => arrival);
  const lengths = (arriving.length === 0 ? open : arriving).map(({ minStay }) => minStay);
  return {
    night: dayOf(night),
    priceMinor: open.length === 0 ? null : Math.min(...open.map(({ priceMinor }) => priceMinor)),
    minStay: lengths.length === 0 ? 1 : Math.min(...lengths),
    arrival: arriving.length > 0,
    departure:
      onSale &&
      plans.some(({ isOpen, plan }) => isOpen && market.overridesOf(plan.id).get(night)?.closedToDeparture !== true),
  };
}

type PlanNight = { readonly priceMinor: number; readonly minStay: number; readonly arrival: boolean };

/** A night of a plan as part of its shortest stay; undefined where it cannot be had. */
function nightOf(facts: SaleFacts, market: NightsMarket, night: number, leadDays: number): PlanNight | undefined {
  const { plan, type, property, restrictions } = facts;
  const override = market.overridesOf(plan.id).get(night);
  const rooms = market.roomsOf(type.id, night);
  const [couple] = putInRooms(COUPLE, type) ?? [];
  if (
    !facts.isOpen ||
    restrictions.closed === true ||
    override?.closed === true ||
    rooms.free < 1 ||
    couple === undefined
  )
    return undefined;
  const minStay = override?.minStay ?? restrictions.minStay ?? 1;
  const price = priceNight(
    {
      night,
      baseMinor: override?.priceMinor ?? plan.baseMinor,
      rules: plan.rules,
      leadDays,
      nights: minStay,
      soldShare: soldShareOf(type.rooms, rooms),
      type,
      childFreeAge: property.childFreeAge,
    },
    couple,
  );
  if (isRefused(price)) return undefined;
  const { arrivalDays, minAdvanceDays = 0, maxAdvanceDays = Infinity } = restrictions;
  const arrival =
    override?.closedToArrival !== true &&
    (arrivalDays === undefined || arrivalDays.includes(weekdayOf(night))) &&
    leadDays >= minAdvanceDays &&
    leadDays <= maxAdvanceDays;
  return { priceMinor: price.priceMinor, minStay, arrival };
}
