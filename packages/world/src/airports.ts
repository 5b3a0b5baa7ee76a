import type { AirportTax } from '@docket/flight/shapes';
import type { ConnectionTimes } from '@docket/flight/timetable';
import { CITIES, type City } from './cities.ts';
import type { Point } from './distance.ts';
import { Random } from './random.ts';

export type WorldAirport = Point & {
  readonly code: string;
  readonly name: string;
  readonly city: City;
  readonly connection: ConnectionTimes;
  readonly taxes: readonly AirportTax[];
  /** How much is going on: people and what they can spend. */
  readonly weight: number;
  /** Of all, the busiest is 1. */
  readonly rank: number;
  /** Flights within the country, and abroad; 0 where there is one terminal. */
  readonly terminals: readonly [domestic: number, international: number];
};

/** Airports that have a terminal of their own for flights abroad. */
const TWO_TERMINALS = 30;
/** Connections take longer where the ways are. */
const LARGE = 40;

function taxesOf(code: string, random: Random, rank: number): AirportTax[] {
  const size = rank <= LARGE ? 1.5 : 1;
  const rupees = (low: number, high: number): number => Math.round(random.whole(low, high) * size) * 100;
  return [
    { label: `Airport fee ${code}`, minor: rupees(180, 420), on: 'domestic', infants: false },
    { label: `Airport fee ${code}`, minor: rupees(600, 1_400), on: 'international', infants: false },
    { label: `Security fee ${code}`, minor: rupees(90, 160), on: 'all', infants: false },
  ];
}

function weightOf({ population, country }: City): number {
  return Math.sqrt(population) * country.doubleEuros ** 0.7;
}

/** Every airport of the cities, the busiest first; each has the name of the largest city that it serves. Codes and places are real, all else about them is invented. */
export const AIRPORTS: readonly WorldAirport[] = [...Map.groupBy(CITIES, ({ airport }) => airport.iata)]
  .flatMap(([code, cities]) => {
    const [city] = cities.toSorted((a, b) => b.population - a.population);
    if (city === undefined) return [];
    return [{ code, city, weight: cities.reduce((sum, each) => sum + weightOf(each), 0) }];
  })
  .toSorted((a, b) => b.weight - a.weight || (a.code < b.code ? -1 : 1))
  .map(({ code, city, weight }, index) => {
    const rank = index + 1;
    const random = new Random(`airport/${code}`);
    const isLarge = rank <= LARGE;
    return {
      code,
      name: `${city.name} Airport`,
      city,
      lat: city.airport.lat,
      lon: city.airport.lon,
      connection: {
        domestic: isLarge ? 40 : 30,
        international: isLarge ? 70 : 55,
        otherTerminal: 25,
      },
      taxes: taxesOf(code, random, rank),
      weight,
      rank,
      terminals: rank <= TWO_TERMINALS ? [1, 2] : [0, 0],
    };
  });

export const airportsByCode: ReadonlyMap<string, WorldAirport> = new Map(
  AIRPORTS.map((airport) => [airport.code, airport]),
);
