import { DocketError } from '@docket/contracts/errors';
import { FARE_CURRENCY } from '@docket/contracts/flight/flight';
import type { FlightHit, searchFlights as contract } from '@docket/contracts/http/flight';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { Ctx } from '../../spine/ctx.ts';
import type { AirportFacts } from '../airport-row.ts';
import { toFamily } from '../families.ts';
import { checkParty } from '../party.ts';
import { checkDay, endsOf } from './check-wish.ts';
import { journeysOf, toHit } from './find-hits.ts';
import { flightIndex } from './flight-index.ts';

type Query = RouteQuery<typeof contract>;
type Direction = { readonly from: string; readonly to: string; readonly depart: string };

/** An hour on the way weighs as much as so much of the price, in what is recommended: minor units of the fares' currency for each adult. */
const HOUR_MINOR = 40_000;
const CHANGE_MINOR = 60_000;

/**
 * Ways to fly in each direction that no other beats, with what they cost the whole party in each family of fares.
 * @throws DocketError airport_not_found, same_airport, party_refused, flight_in_the_past, flight_beyond_horizon, directions_out_of_order
 */
export async function searchFlights(
  ctx: Pick<Ctx, 'db' | 'log' | 'clock'>,
  query: Query,
): Promise<RouteResponse<typeof contract>> {
  const { cabin, stops, adults, children, infants, limit } = query;
  const counts = { adult: adults, child: children, infant: infants };
  checkParty(counts);
  const index = flightIndex(ctx.db);
  await index.fresh(ctx);
  const now = ctx.clock.now();
  const directions = directionsOf(query).map(({ from, to, depart }) => ({
    ends: endsOf(index, { from, to }),
    day: depart,
  }));
  for (const [at, { ends, day }] of directions.entries()) {
    checkDay(day, ends[0], now);
    const before = directions[at - 1];
    // Over the date line one may arrive the day before, and depart again on it.
    if (before !== undefined && day < before.day && !crossesBack(before.ends, day, before.day))
      throw new DocketError(
        'directions_out_of_order',
        `${day} is before ${before.day}; give the directions in the order they are flown.`,
      );
  }
  const order = orders[query.sort](adults + children);
  const data = directions.map(({ ends: [from, to], day }) => {
    const wish = { from, to, day, counts, cabin, stops };
    const hits = journeysOf(index, wish, now)
      .flatMap((journey) => toHit(index, wish, journey) ?? [])
      .toSorted((a, b) => order(a, b) || compare(a.departsAt, b.departsAt) || compare(a.journeyId, b.journeyId));
    return { from: told(from), to: told(to), day, journeys: hits.slice(0, limit), total: hits.length };
  });
  const families = (index.families.get(cabin) ?? []).map((family) => toFamily(family, cabin));
  return { data, meta: { currency: FARE_CURRENCY, families } };
}

function directionsOf({ from, to, depart, return: back, onward }: Query): Direction[] {
  const first = { from, to, depart };
  return back === undefined ? [first, ...onward] : [first, { from: to, to: from, depart: back }];
}

const DAY_MS = 86_400_000;

/** One day back is no disorder where clocks at the end of the direction before are half a day behind those at its beginning. */
function crossesBack([from, to]: readonly [AirportFacts, AirportFacts], day: string, before: string): boolean {
  return Date.parse(before) - Date.parse(day) === DAY_MS && from.lon - to.lon > 180;
}

function told({
  connection: _connection,
  taxes: _taxes,
  ...airport
}: AirportFacts): Omit<AirportFacts, 'connection' | 'taxes'> {
  return airport;
}

type Order = (a: FlightHit, b: FlightHit) => number;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const cheapest = ({ fares }: FlightHit): number => fares[0]?.totalMinor ?? Infinity;
const by =
  (worth: (hit: FlightHit) => number): Order =>
  (a, b) =>
    worth(a) - worth(b);

/** By how many seats the party has. */
const orders: Readonly<Record<Query['sort'], (seats: number) => Order>> = {
  recommended: (seats) =>
    by((hit) => cheapest(hit) + seats * ((hit.minutes / 60) * HOUR_MINOR + hit.stops * CHANGE_MINOR)),
  price: () => by(cheapest),
  duration: () => by(({ minutes }) => minutes),
  departure: () => (a, b) => compare(a.departsAt, b.departsAt),
  arrival: () => (a, b) => compare(a.arrivesAt, b.arrivesAt),
};
