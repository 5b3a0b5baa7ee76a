import { DocketError } from '@docket/contracts/errors';
import { leastConnection } from '@docket/flight/connect';
import type { SaleFacts } from './sale-facts.ts';

const MINUTE_MS = 60_000;

/**
 * Do flights make an itinerary? Within a direction each begins where the one before it ends, after the time that changing planes takes there; a direction begins when the one before
 * it has ended; none has departed.
 * @throws DocketError flight_in_the_past, flights_do_not_connect, connection_too_short, directions_out_of_order
 */
export function checkItinerary(directions: readonly (readonly SaleFacts[])[], now: Date): void {
  for (const flights of directions)
    for (const [index, flight] of flights.entries()) {
      if (flight.departsAt <= now)
        throw new DocketError('flight_in_the_past', `${nameOf(flight)} has departed; choose a later one.`);
      const before = flights[index - 1];
      if (before !== undefined) checkChange(before, flight);
    }
  for (const [index, flights] of directions.entries()) {
    const [before, first] = [directions[index - 1]?.at(-1), flights[0]];
    if (before !== undefined && first !== undefined && first.departsAt < before.arrivesAt)
      throw new DocketError(
        'directions_out_of_order',
        `${nameOf(first)} departs before ${nameOf(before)} has arrived.`,
      );
  }
}

function checkChange(before: SaleFacts, next: SaleFacts): void {
  if (before.to.code !== next.from.code)
    throw new DocketError(
      'flights_do_not_connect',
      `${nameOf(before)} ends at ${before.to.code}, and ${nameOf(next)} begins at ${next.from.code}.`,
    );
  const isInternational = before.from.country !== before.to.country || next.from.country !== next.to.country;
  const changesTerminal = before.toTerminal !== next.fromTerminal;
  const least = leastConnection({ connection: before.to.connection, isInternational, changesTerminal });
  const minutes = Math.floor((next.departsAt.getTime() - before.arrivesAt.getTime()) / MINUTE_MS);
  if (minutes < least)
    throw new DocketError(
      'connection_too_short',
      `Between ${nameOf(before)} and ${nameOf(next)} there are ${Math.max(0, minutes)} minutes; changing planes at ${before.to.code} takes ${least}.`,
    );
}

function nameOf({ carrier, number }: SaleFacts): string {
  return `${carrier.code} ${number}`;
}
