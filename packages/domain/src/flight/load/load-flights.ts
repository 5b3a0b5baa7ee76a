import { transaction } from '@docket/db/client';
import { dayAfter, localAt } from '@docket/flight/local';
import { AIRPORTS } from '@docket/world/airports';
import { CARRIERS } from '@docket/world/carriers';
import { FARE_FAMILIES } from '@docket/world/fare-families';
import { flightsOf } from '@docket/world/flights';
import { requireRole, type Ctx } from '../../spine/ctx.ts';

export type LoadFlightsInput = {
  /** The same seed gives the same flights. */
  readonly seed: string;
  /** Of a day, roughly. */
  readonly flights: number;
};

/** Schedules fly so long from the day on which they come, days. */
const VALID_DAYS = 3 * 365;

/**
 * Puts the airports of the world, invented carriers, families of fares and so many flights a day into an installation, as schedules: what opens their flights for sale is
 * `openFlights`. What is there already stays as it is.
 * @returns how many schedules are new
 */
export async function loadFlights(ctx: Ctx, input: LoadFlightsInput): Promise<{ readonly schedules: number }> {
  requireRole(ctx, 'admin');
  const schedules = flightsOf(input.seed, input.flights);
  const families = Object.entries(FARE_FAMILIES).flatMap(([cabin, all]) =>
    all.map((family, position) => ({ cabin, position, ...family })),
  );
  // Wherever it is the latest day, so that nothing is opened that has departed.
  const from = dayAfter(localAt(ctx.clock.now(), 'UTC').slice(0, 10), 1);
  const added = await transaction(ctx.db.pool, async (client) => {
    await client.query('SET LOCAL statement_timeout = 0');
    await client.query(
      `INSERT INTO carriers (code, ticket_code, name, country) SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) ON CONFLICT DO NOTHING`,
      [
        CARRIERS.map(({ code }) => code),
        CARRIERS.map(({ ticketCode }) => ticketCode),
        CARRIERS.map(({ name }) => name),
        CARRIERS.map(({ country }) => country),
      ],
    );
    await client.query(
      `INSERT INTO airports (code, name, city, country, country_name, timezone, lat, lon, connect_domestic, connect_international, connect_terminal, taxes, rank, search_text)
       SELECT r.*, plain_words(concat_ws(' ', r.code, r.name, r.country_name))
         FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::float8[], $8::float8[], $9::int[], $10::int[], $11::int[], $12::jsonb[], $13::int[])
              AS r(code, name, city, country, country_name, timezone, lat, lon, connect_domestic, connect_international, connect_terminal, taxes, rank)
       ON CONFLICT DO NOTHING`,
      [
        AIRPORTS.map(({ code }) => code),
        AIRPORTS.map(({ name }) => name),
        AIRPORTS.map(({ city }) => city.name),
        AIRPORTS.map(({ city }) => city.country.code),
        AIRPORTS.map(({ city }) => city.country.name),
        AIRPORTS.map(({ city }) => city.timezone),
        AIRPORTS.map(({ lat }) => lat),
        AIRPORTS.map(({ lon }) => lon),
        AIRPORTS.map(({ connection }) => connection.domestic),
        AIRPORTS.map(({ connection }) => connection.international),
        AIRPORTS.map(({ connection }) => connection.otherTerminal),
        AIRPORTS.map(({ taxes }) => JSON.stringify(taxes)),
        AIRPORTS.map(({ rank }) => rank),
      ],
    );
    await client.query(
      `INSERT INTO fare_families (cabin, code, name, position, add_percent, add_minor, terms)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::int[], $7::jsonb[]) ON CONFLICT DO NOTHING`,
      [
        families.map(({ cabin }) => cabin),
        families.map(({ code }) => code),
        families.map(({ name }) => name),
        families.map(({ position }) => position),
        families.map(({ addPercent }) => addPercent),
        families.map(({ addMinor }) => addMinor),
        families.map(({ terms }) => JSON.stringify(terms)),
      ],
    );
    const { rowCount } = await client.query(
      `INSERT INTO flight_schedules (id, carrier_code, number, from_code, to_code, from_terminal, to_terminal, departs, minutes, weekdays, valid_from, valid_until, aircraft, cabins, opened_until)
       SELECT r.id, r.carrier, r.number, r.from_code, r.to_code, r.from_terminal, r.to_terminal, r.departs, r.minutes, r.weekdays::smallint[], $12::date, $13::date, r.aircraft, r.cabins, $12::date
         FROM unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::int[], $10::text[], $11::text[], $14::jsonb[])
              AS r(id, carrier, number, from_code, to_code, from_terminal, to_terminal, departs, minutes, weekdays, aircraft, cabins)
       ON CONFLICT DO NOTHING`,
      [
        schedules.map(({ id }) => id),
        schedules.map(({ carrier }) => carrier.code),
        schedules.map(({ number }) => number),
        schedules.map(({ from: airport }) => airport.code),
        schedules.map(({ to }) => to.code),
        schedules.map(({ fromTerminal }) => fromTerminal),
        schedules.map(({ toTerminal }) => toTerminal),
        schedules.map(({ departs }) => departs),
        schedules.map(({ minutes }) => minutes),
        schedules.map(({ weekdays }) => `{${weekdays.join(',')}}`),
        schedules.map(({ aircraft }) => aircraft),
        from,
        dayAfter(from, VALID_DAYS),
        schedules.map(({ cabins }) => JSON.stringify(cabins)),
      ],
    );
    return rowCount ?? 0;
  });
  return { schedules: added };
}
