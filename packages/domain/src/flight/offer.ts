import { DocketError } from '@docket/contracts/errors';
import { FARE_CURRENCY, type FlightPrice } from '@docket/contracts/flight/flight';
import { priceFlights, type PartyCounts } from '@docket/flight/price';
import type { FamilyFacts } from '@docket/flight/shapes';
import { bucketOf } from '@docket/flight/timetable';
import type { SaleFacts } from './sale-facts.ts';

/** What flights cost a party in buckets, one for each flight (from 0). @throws RangeError for a bucket that a flight has not */
export function priceIn(
  flights: readonly SaleFacts[],
  buckets: readonly number[],
  family: FamilyFacts,
  counts: PartyCounts,
): FlightPrice {
  const legs = flights.map(({ from, to, buckets: filed }, index) => {
    const bucket = filed[buckets[index] ?? -1];
    if (bucket === undefined)
      throw new RangeError(`a flight from ${from.code} has no bucket ${String(buckets[index])}`);
    return {
      label: `${from.code} to ${to.code}`,
      baseMinor: bucket.priceMinor,
      isInternational: from.country !== to.country,
      taxes: from.taxes,
    };
  });
  return priceFlights(legs, family, counts, FARE_CURRENCY);
}

/** The cheapest bucket of each flight that has so many seats, from 0. @throws DocketError flight_sold_out */
export function cheapestBuckets(flights: readonly SaleFacts[], seats: number): number[] {
  return flights.map((flight) => {
    const bucket = bucketOf(flight, seats);
    if (bucket === undefined)
      throw new DocketError(
        'flight_sold_out',
        `${flight.carrier.code} ${flight.number} has no ${seats === 1 ? 'seat' : `${seats} seats`} left at one price; choose another flight.`,
      );
    return bucket;
  });
}
