import { setImmediate as nextTurn } from 'node:timers/promises';
import { DocketError } from '@docket/contracts/errors';
import { FARE_CURRENCY } from '@docket/contracts/flight/flight';
import { FLIGHT_CALENDAR_DAYS_MAX, type getFlightCalendar as contract } from '@docket/contracts/http/flight';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import { dayAfter, daysBetween } from '@docket/flight/local';
import type { Ctx } from '../../spine/ctx.ts';
import { checkParty } from '../party.ts';
import { endsOf } from './check-wish.ts';
import { journeysOf, toHit } from './find-hits.ts';
import { flightIndex } from './flight-index.ts';

/**
 * What the cheapest way costs the party on each of some days; nothing on days that are over.
 * @throws DocketError airport_not_found, same_airport, party_refused, calendar_too_long
 */
export async function getFlightCalendar(
  ctx: Pick<Ctx, 'db' | 'log' | 'clock'>,
  query: RouteQuery<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const { first, last, cabin, stops, adults, children, infants } = query;
  const counts = { adult: adults, child: children, infant: infants };
  checkParty(counts);
  const days = daysBetween(first, last) + 1;
  if (days < 1 || days > FLIGHT_CALENDAR_DAYS_MAX)
    throw new DocketError(
      'calendar_too_long',
      `A calendar has 1 to ${FLIGHT_CALENDAR_DAYS_MAX} days; from ${first} to ${last} there are ${Math.max(0, days)}.`,
    );
  const index = flightIndex(ctx.db);
  await index.fresh(ctx);
  const [from, to] = endsOf(index, query);
  const now = ctx.clock.now();
  const data: RouteResponse<typeof contract>['data'] = [];
  for (let at = 0; at < days; at += 1) {
    const day = dayAfter(first, at);
    const wish = { from, to, day, counts, cabin, stops };
    let best: { readonly totalMinor: number; readonly stops: number } | undefined;
    for (const journey of journeysOf(index, wish, now)) {
      const hit = toHit(index, wish, journey);
      const totalMinor = hit?.fares[0]?.totalMinor;
      if (hit !== undefined && totalMinor !== undefined && totalMinor < (best?.totalMinor ?? Infinity))
        best = { totalMinor, stops: hit.stops };
    }
    data.push({ day, totalMinor: best?.totalMinor ?? null, stops: best?.stops ?? null });
    // Each day is a search; others get their turn between them.
    await nextTurn();
  }
  return { currency: FARE_CURRENCY, data };
}
