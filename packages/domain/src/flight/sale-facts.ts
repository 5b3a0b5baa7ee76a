import type { Cabin } from '@docket/contracts/flight/flight';
import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { AIRPORT_COLUMNS, toAirportFacts, type AirportRow } from './airport-row.ts';
import type { FlightFacts } from './journey.ts';

const flightsStatement = prepare(
  'flight_facts',
  `SELECT f.id, f.departs_at, f.arrives_at, f.status = 'OPEN' AS is_open, s.carrier_code, r.name AS carrier, r.ticket_code, s.number, s.aircraft, s.from_code, s.to_code,
          s.from_terminal, s.to_terminal, c.id AS cabin_id, c.bucket_prices, ARRAY(SELECT k.free FROM pool_counters k WHERE k.pool_id = c.id ORDER BY k.unit) AS free
     FROM dated_flights f JOIN flight_schedules s ON s.id = f.schedule_id JOIN carriers r ON r.code = s.carrier_code JOIN flight_cabins c ON c.flight_id = f.id
    WHERE f.id = ANY ($1::uuid[]) AND c.cabin = $2`,
).rows<{ is_open: boolean; bucket_prices: number[]; free: number[] }>();
const airportsStatement = prepare(
  'airports_of_codes',
  `SELECT ${AIRPORT_COLUMNS} FROM airports a WHERE a.code = ANY ($1::text[])`,
).rows<AirportRow>();

/** A cabin of a dated flight with all that says whether and at which price it is sold. */
export type SaleFacts = FlightFacts & {
  readonly isOpen: boolean;
  /** Of the carrier's tickets. */
  readonly ticketCode: string;
  readonly cabinId: string;
  /** Seats that are free in all; of each bucket, and what it is filed at, minor units. */
  readonly seats: number;
  readonly buckets: readonly { readonly seats: number; readonly priceMinor: number }[];
};

/** Flights that there are and that have the cabin, by id. */
export async function readFlights(
  on: Pool | PoolClient,
  ids: readonly string[],
  cabin: Cabin,
): Promise<ReadonlyMap<string, SaleFacts>> {
  const rows = await flightsStatement(on, [ids, cabin]);
  const codes = [...new Set(rows.flatMap(({ from_code: from, to_code: to }) => [from, to]))];
  const airports = new Map((await airportsStatement(on, [codes])).map((row) => [row.code, toAirportFacts(row)]));
  return new Map(
    rows.map((row) => {
      const [from, to] = [airports.get(row.from_code), airports.get(row.to_code)];
      if (from === undefined || to === undefined) throw new Error(`the flight ${row.id} has an end that is no airport`);
      const facts: SaleFacts = {
        flightId: row.id,
        isOpen: row.is_open,
        carrier: { code: row.carrier_code, name: row.carrier },
        ticketCode: row.ticket_code,
        number: row.number,
        aircraft: row.aircraft,
        from,
        to,
        fromTerminal: row.from_terminal,
        toTerminal: row.to_terminal,
        departsAt: row.departs_at,
        arrivesAt: row.arrives_at,
        cabinId: row.cabin_id,
        seats: row.free[0] ?? 0,
        buckets: row.bucket_prices.map((priceMinor, index) => ({ seats: row.free[index + 1] ?? 0, priceMinor })),
      };
      return [row.id, facts];
    }),
  );
}
