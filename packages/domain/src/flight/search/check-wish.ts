import { DocketError } from '@docket/contracts/errors';
import { FLIGHT_HORIZON_DAYS } from '@docket/contracts/flight/flight';
import { dayAfter, localAt } from '@docket/flight/local';
import { airportNotFound, type AirportFacts } from '../airport-row.ts';
import type { FlightIndex } from './flight-index.ts';

/** The two ends of a direction. @throws DocketError airport_not_found, same_airport */
export function endsOf(
  index: FlightIndex,
  wish: { readonly from: string; readonly to: string },
): readonly [AirportFacts, AirportFacts] {
  const [from, to] = [index.airports.get(wish.from), index.airports.get(wish.to)];
  if (from === undefined) throw airportNotFound(wish.from);
  if (to === undefined) throw airportNotFound(wish.to);
  if (from === to) throw new DocketError('same_airport', 'The flight would end where it begins; choose two airports.');
  return [from, to];
}

/** @throws DocketError flight_in_the_past, flight_beyond_horizon: by the day that it is where the flight begins */
export function checkDay(day: string, { timezone, city }: AirportFacts, now: Date): void {
  const today = localAt(now, timezone).slice(0, 10);
  if (day < today)
    throw new DocketError('flight_in_the_past', `It is ${today} in ${city} already; choose a later day.`);
  const last = dayAfter(today, FLIGHT_HORIZON_DAYS - 1);
  if (day > last)
    throw new DocketError('flight_beyond_horizon', `Flights are on sale up to ${last}; choose an earlier day.`);
}
