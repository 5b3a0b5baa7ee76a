import type { Airport } from '@docket/contracts/flight/flight';
import { DocketError } from '@docket/contracts/errors';
import { airportTaxes, type AirportTax } from '@docket/flight/shapes';
import type { ConnectionTimes } from '@docket/flight/timetable';

/** An airport as `AIRPORT_COLUMNS` reads it. */
export type AirportRow = {
  code: string;
  name: string;
  city: string;
  country: string;
  country_name: string;
  timezone: string;
  lat: number;
  lon: number;
  connect_domestic: number;
  connect_international: number;
  connect_terminal: number;
  taxes: unknown;
};

/** Of `airports a`. */
export const AIRPORT_COLUMNS =
  'a.code, a.name, a.city, a.country, a.country_name, a.timezone, a.lat, a.lon, a.connect_domestic, a.connect_international, a.connect_terminal, a.taxes';

/** An airport with what changing planes takes there and what is owed for departing. */
export type AirportFacts = Airport & { readonly connection: ConnectionTimes; readonly taxes: readonly AirportTax[] };

/** @throws ZodError for taxes that are of no known shape */
export function toAirportFacts(row: AirportRow): AirportFacts {
  return {
    ...toAirport(row),
    connection: {
      domestic: row.connect_domestic,
      international: row.connect_international,
      otherTerminal: row.connect_terminal,
    },
    taxes: airportTaxes.parse(row.taxes),
  };
}

export function toAirport(row: AirportRow): Airport {
  const { code, name, city, country, country_name: countryName, timezone, lat, lon } = row;
  return { code, name, city, country, countryName, timezone, lat, lon };
}

export function airportNotFound(code: string): DocketError {
  return new DocketError('airport_not_found', `There is no airport ${code}.`);
}
