import { RATE_NIGHTS_MAX, type previewRates as contract, type RateChange } from '@docket/contracts/http/rates';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { dayOf, weekdayOf } from '@docket/stay/day';
import type { NightOverride } from '@docket/stay/shapes';
import type { Ctx } from '../../spine/ctx.ts';
import {
  nightsBetween,
  overrideOf,
  planNotFound,
  readRates,
  requireRatesHouse,
  toRateNight,
  unsound,
} from './read-rates.ts';

const WHOLE = 10_000;

/**
 * What a night has after a change. A percentage is of what the night has now, half up to a whole minor unit; what comes to the plan's base is nothing of the night's own.
 * @param baseMinor of the plan
 */
export function changed(before: NightOverride, change: RateChange, baseMinor: number): NightOverride {
  const { price } = change;
  const now = before.priceMinor ?? baseMinor;
  const priceMinor =
    price === undefined
      ? before.priceMinor
      : price.kind === 'usual'
        ? null
        : price.kind === 'set'
          ? price.minor
          : Math.floor((now * (WHOLE + price.percent) + WHOLE / 2) / WHOLE);
  const minStay = change.minStay === undefined ? before.minStay : change.minStay;
  return {
    priceMinor: priceMinor === baseMinor ? null : priceMinor,
    closed: change.closed ?? before.closed,
    closedToArrival: change.closedToArrival ?? before.closedToArrival,
    closedToDeparture: change.closedToDeparture ?? before.closedToDeparture,
    minStay,
    // A shortest stay that is longer than the longest would sell nothing at all.
    maxStay: before.maxStay !== null && minStay !== null && before.maxStay < minStay ? null : before.maxStay,
  };
}

export function isSame(a: NightOverride, b: NightOverride): boolean {
  return (
    a.priceMinor === b.priceMinor &&
    a.closed === b.closed &&
    a.closedToArrival === b.closedToArrival &&
    a.closedToDeparture === b.closedToDeparture &&
    a.minStay === b.minStay &&
    a.maxStay === b.maxStay
  );
}

/**
 * What a change of many nights comes to, before it is written; cells that stay as they are are left out. Nothing is changed.
 * @throws DocketError forbidden, property_not_found, plan_not_found, stay_too_long, rate_unsound
 */
export async function previewRates(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireRatesHouse(ctx, ctx.db.pool, input.slug);
  const range = nightsBetween(input.from, input.to, RATE_NIGHTS_MAX);
  const { factsOf, market } = await readRates(ctx.db.pool, house, range);
  const nights = Array.from({ length: range.until - range.from }, (_, at) => range.from + at).filter((night) =>
    input.weekdays.includes(weekdayOf(night)),
  );
  const cells = [...new Set(input.planIds)].flatMap((planId) => {
    const facts = factsOf(planId);
    if (facts === undefined) throw planNotFound();
    return nights.flatMap((night) => {
      const before = overrideOf(market, planId, night);
      const after = changed(before, input.change, facts.plan.baseMinor);
      if (isSame(before, after)) return [];
      const shown = (override: NightOverride) => toRateNight(facts, market, night, override, house.today);
      const cell = { planId, before: shown(before), after: shown(after) };
      if (cell.after.guestMinor === null) throw unsound(dayOf(night));
      return [cell];
    });
  });
  return { revision: house.revision, cells };
}
