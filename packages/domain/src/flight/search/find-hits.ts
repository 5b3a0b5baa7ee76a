import { FARE_CURRENCY, type Cabin } from '@docket/contracts/flight/flight';
import type { FlightHit } from '@docket/contracts/http/flight';
import { priceFlights, type LegFare, type PartyCounts } from '@docket/flight/price';
import { findJourneys, type Journey } from '@docket/flight/search';
import { dayAfter } from '@docket/flight/local';
import { momentAt } from '@docket/flight/schedule';
import { bucketOf } from '@docket/flight/timetable';
import type { AirportFacts } from '../airport-row.ts';
import { toJourney } from '../journey.ts';
import { seatsOfParty } from '../party.ts';
import type { FlightIndex, IndexedFlight } from './flight-index.ts';

const MINUTE_MS = 60_000;
/** Seats that are left are told up to so many. */
const LEFT_TOLD = 9;

export type DirectionWish = {
  readonly from: AirportFacts;
  readonly to: AirportFacts;
  /** The first flight departs on it, by the clocks of the airport. */
  readonly day: string;
  readonly counts: PartyCounts;
  readonly cabin: Cabin;
  /** Changes of planes at most. */
  readonly stops: number;
};

/** Ways of one direction that no other beats and that have not departed. */
export function journeysOf(index: FlightIndex, wish: DirectionWish, now: Date): readonly Journey[] {
  const timetable = index.timetable(wish.cabin);
  if (timetable === undefined) return [];
  const { from, to, day, stops } = wish;
  const begins = momentAt(day, 0, from.timezone).getTime() / MINUTE_MS;
  const ends = momentAt(dayAfter(day, 1), 0, from.timezone).getTime() / MINUTE_MS;
  return findJourneys(timetable, {
    from: from.code,
    to: to.code,
    earliest: Math.max(begins, Math.floor(now.getTime() / MINUTE_MS) + 1),
    latest: ends - 1,
    seats: seatsOfParty(wish.counts),
    maxLegs: stops + 1,
  });
}

/** A way with what it costs the party in each family, the cheapest first; undefined where it was sold out since it was found, or nothing is sold in the cabin. */
export function toHit(index: FlightIndex, wish: DirectionWish, { legs }: Pick<Journey, 'legs'>): FlightHit | undefined {
  const timetable = index.timetable(wish.cabin);
  if (timetable === undefined) return undefined;
  const flights = legs.flatMap((row) => timetable.flights[row] ?? []);
  const seats = seatsOfParty(wish.counts);
  const found = faresOf(flights, seats);
  if (found === undefined) return undefined;
  const fares = (index.families.get(wish.cabin) ?? [])
    .map((family) => {
      const { totalMinor, taxesMinor } = priceFlights(found.fares, family, wish.counts, FARE_CURRENCY);
      return { family: family.code, totalMinor, taxesMinor };
    })
    .toSorted((a, b) => a.totalMinor - b.totalMinor);
  if (fares.length === 0) return undefined;
  return { ...toJourney(flights.map(({ facts }) => facts)), fares, seatsLeft: Math.min(LEFT_TOLD, found.left) };
}

type Found = { readonly fares: readonly LegFare[]; readonly left: number };

function faresOf(flights: readonly IndexedFlight[], seats: number): Found | undefined {
  let left = Infinity;
  const fares: LegFare[] = [];
  for (const flight of flights) {
    const bucket = bucketOf(flight, seats);
    const baseMinor = bucket === undefined ? undefined : flight.filed[bucket];
    if (bucket === undefined || baseMinor === undefined) return undefined;
    left = Math.min(left, flight.seats, flight.buckets[bucket]?.seats ?? 0);
    const { from, to } = flight.facts;
    fares.push({
      label: `${from.code} to ${to.code}`,
      baseMinor,
      isInternational: from.country !== to.country,
      taxes: from.taxes,
    });
  }
  return { fares, left };
}
