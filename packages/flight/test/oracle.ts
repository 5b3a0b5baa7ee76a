import { leastConnection } from '../src/connect.ts';
import type { Journey, Wish } from '../src/search.ts';
import { seatPrice, type Timetable } from '../src/timetable.ts';

/** Every way there is, leg after leg, and then those that no other beats: what a search must find, done as plainly as can be. */
export function everyJourney(timetable: Timetable, wish: Required<Wish>): Journey[] {
  const { flights, airports } = timetable;
  const all: Journey[] = [];
  const go = (legs: readonly number[], price: number): void => {
    const first = flights[legs[0] ?? -1];
    const last = flights[legs.at(-1) ?? -1];
    if (first === undefined || last === undefined) return;
    if (last.arrives - first.departs > wish.longest) return;
    if (last.to === wish.to) {
      all.push({ legs, departs: first.departs, arrives: last.arrives, priceMinor: price });
      return;
    }
    if (legs.length === wish.maxLegs) return;
    const seen = new Set([wish.from, ...legs.map((leg) => flights[leg]?.to)]);
    const connection = airports.find(({ code }) => code === last.to)?.connection;
    for (const [row, flight] of flights.entries()) {
      const more = seatPrice(flight, wish.seats);
      if (flight.from !== last.to || seen.has(flight.to) || more === undefined || connection === undefined) continue;
      const isInternational = [last, flight].some(
        (each) => countryOf(timetable, each.from) !== countryOf(timetable, each.to),
      );
      const least = leastConnection({
        connection,
        isInternational,
        changesTerminal: last.toTerminal !== flight.fromTerminal,
      });
      if (flight.departs >= last.arrives + least) go([...legs, row], price + more);
    }
  };
  for (const [row, flight] of flights.entries()) {
    const price = seatPrice(flight, wish.seats);
    if (
      flight.from === wish.from &&
      flight.departs >= wish.earliest &&
      flight.departs <= wish.latest &&
      price !== undefined
    )
      go([row], price);
  }
  return all.filter((one) => !all.some((other) => beats(other, one)));
}

function countryOf({ airports }: Timetable, code: string): string | undefined {
  return airports.find((airport) => airport.code === code)?.country;
}

function beats(one: Journey, other: Journey): boolean {
  const pairs = [
    [-one.departs, -other.departs],
    [one.arrives, other.arrives],
    [one.priceMinor, other.priceMinor],
    [one.legs.length, other.legs.length],
  ] as const;
  return pairs.every(([a, b]) => a <= b) && pairs.some(([a, b]) => a < b);
}

/** What counts of a journey; which of several that are alike it is does not. */
export function worth({ departs, arrives, priceMinor, legs }: Journey): string {
  return [departs, arrives, priceMinor, legs.length].join(' ');
}
