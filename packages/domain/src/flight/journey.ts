import type { FlightLeg, Journey } from '@docket/contracts/flight/flight';
import { daysBetween, localAt } from '@docket/flight/local';
import type { AirportFacts } from './airport-row.ts';

/** A dated flight without what it is sold at. */
export type FlightFacts = {
  readonly flightId: string;
  readonly carrier: { readonly code: string; readonly name: string };
  readonly number: number;
  readonly aircraft: string;
  readonly from: AirportFacts;
  readonly to: AirportFacts;
  readonly fromTerminal: number;
  readonly toTerminal: number;
  readonly departsAt: Date;
  readonly arrivesAt: Date;
};

const MINUTE_MS = 60_000;
const minutesBetween = (from: Date, to: Date): number => Math.round((to.getTime() - from.getTime()) / MINUTE_MS);

type End = { readonly airport: AirportFacts; readonly terminal: number; readonly at: Date };

function endOf({ airport, terminal, at }: End, first: string): FlightLeg['departure'] {
  const { code, name, city, country, timezone } = airport;
  const local = localAt(at, timezone);
  return {
    airport: { code, name, city, country, timezone },
    terminal,
    at: at.toISOString(),
    local,
    dayOffset: daysBetween(first, local),
  };
}

/** Flights one after the other as people are told of them. @throws RangeError for none */
export function toJourney(flights: readonly FlightFacts[]): Journey {
  const [first, last] = [flights[0], flights.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a journey without flights');
  const begins = localAt(first.departsAt, first.from.timezone);
  return {
    journeyId: flights.map(({ flightId }) => flightId).join(','),
    legs: flights.map((flight, index): FlightLeg => {
      const next = flights[index + 1];
      return {
        flightId: flight.flightId,
        carrier: flight.carrier,
        number: `${flight.carrier.code} ${flight.number}`,
        aircraft: flight.aircraft,
        departure: endOf({ airport: flight.from, terminal: flight.fromTerminal, at: flight.departsAt }, begins),
        arrival: endOf({ airport: flight.to, terminal: flight.toTerminal, at: flight.arrivesAt }, begins),
        minutes: minutesBetween(flight.departsAt, flight.arrivesAt),
        changeMinutes: next === undefined ? null : minutesBetween(flight.arrivesAt, next.departsAt),
      };
    }),
    departsAt: first.departsAt.toISOString(),
    arrivesAt: last.arrivesAt.toISOString(),
    minutes: minutesBetween(first.departsAt, last.arrivesAt),
    stops: flights.length - 1,
  };
}
