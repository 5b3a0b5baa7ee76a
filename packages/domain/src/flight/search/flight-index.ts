import type { Cabin } from '@docket/contracts/flight/flight';
import { prepare } from '@docket/db/statement';
import { familyMinor, taxesMinor } from '@docket/flight/price';
import { makeTimetable, type DatedFlight, type Stock, type Timetable } from '@docket/flight/timetable';
import { KeptFresh, type Reader } from '../../reservation/kept-fresh.ts';
import { perDb } from '../../spine/ttl-cache.ts';
import { AIRPORT_COLUMNS, toAirportFacts, type AirportFacts, type AirportRow } from '../airport-row.ts';
import { readFamilies, type Families } from '../families.ts';
import type { FlightFacts } from '../journey.ts';

const airportsStatement = prepare(
  'flight_index_airports',
  `SELECT ${AIRPORT_COLUMNS} FROM airports a ORDER BY a.code`,
).rows<AirportRow>();
const schedulesStatement = prepare(
  'flight_index_schedules',
  `SELECT s.id, s.carrier_code, c.name AS carrier, s.number, s.from_code, s.to_code, s.from_terminal, s.to_terminal, s.aircraft
     FROM flight_schedules s JOIN carriers c ON c.code = s.carrier_code`,
);
const flightsStatement = prepare(
  'flight_index_flights',
  `SELECT c.id, c.cabin, c.flight_id, c.bucket_prices, f.schedule_id, f.departs_at, f.arrives_at,
          ARRAY(SELECT k.free FROM pool_counters k WHERE k.pool_id = c.id ORDER BY k.unit) AS free
     FROM flight_cabins c JOIN dated_flights f ON f.id = c.flight_id
    WHERE c.id > $1::uuid AND f.status = 'OPEN' AND f.departs_at > $2 ORDER BY c.id LIMIT $3`,
).rows<{ cabin: Cabin; bucket_prices: number[]; free: number[] }>();
const countersStatement = prepare(
  'flight_index_counters',
  'SELECT k.pool_id, array_agg(k.free ORDER BY k.unit) AS free FROM pool_counters k WHERE k.pool_id = ANY ($1::uuid[]) GROUP BY k.pool_id',
).rows<{ free: number[] }>();
const digestStatement = prepare(
  'flight_index_digest',
  `SELECT concat_ws(' ', count(*), sum(f.revision), (SELECT count(*) FROM flight_schedules), (SELECT count(*) FROM airports), (SELECT count(*) FROM fare_families)) AS digest
     FROM dated_flights f WHERE f.departs_at > $1`,
).rows<{ digest: string }>();

const NIL = '00000000-0000-0000-0000-000000000000';
const AT_ONCE = 5_000;
/** Flights that have departed leave the timetable so often. */
const PAST_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** A cabin of a dated flight in a timetable. The prices of its buckets are what an adult pays who flies for least: with the first family, and what is owed for departing. */
export type IndexedFlight = DatedFlight & {
  readonly facts: FlightFacts;
  /** Of the buckets, minor units, as they are filed. */
  readonly filed: readonly number[];
};

type Cell = { readonly timetable: Timetable<IndexedFlight>; readonly row: number };
type FlightRow = Awaited<ReturnType<typeof flightsStatement>>[number];

/**
 * Every open flight that is still to depart, in memory, a timetable for each cabin. The counters stay the truth: what this shows is a second old at most, and whoever holds a
 * seat asks them. It is kept fresh by whoever searches, so an installation that nobody searches pays nothing.
 */
export class FlightIndex {
  airports: ReadonlyMap<string, AirportFacts> = new Map();
  families: Families = new Map();
  #timetables: ReadonlyMap<Cabin, Timetable<IndexedFlight>> = new Map();
  #cells: ReadonlyMap<string, Cell> = new Map();
  readonly #fresh = new KeptFresh({
    name: 'the timetable',
    load: (ctx) => this.#first(ctx),
    look: (ctx) => this.#readChanges(ctx),
    readAll: (ctx) => this.#load(ctx),
    readPools: (ctx, ids) => this.#readCounters(ctx, ids),
    has: (poolId) => this.#cells.has(poolId),
  });
  #digest = '';
  #since = new Date(0);

  /** Cabins of flights. */
  get size(): number {
    return this.#cells.size;
  }

  timetable(cabin: Cabin): Timetable<IndexedFlight> | undefined {
    return this.#timetables.get(cabin);
  }

  /** Loads it, the first time, and sees to it that it is not older than a second. Many may ask at once. @throws what the database throws */
  fresh(ctx: Reader): Promise<void> {
    return this.#fresh.fresh(ctx);
  }

  /** As `fresh`, for what has just been changed. */
  renew(ctx: Reader): Promise<void> {
    return this.#fresh.renew(ctx);
  }

  async #first(ctx: Reader): Promise<void> {
    const started = performance.now();
    await this.#load(ctx);
    if (this.size > 0)
      ctx.log.info({ cabins: this.size, ms: Math.round(performance.now() - started) }, 'the timetable is loaded');
  }

  /** All of it, anew; until it is there the old one answers. */
  async #load(ctx: Reader): Promise<void> {
    const since = ctx.clock.now();
    const [[digest], airports, families, schedules] = await Promise.all([
      digestStatement(ctx.db.pool, [since]),
      airportsStatement(ctx.db.pool, []),
      readFamilies(ctx.db.pool),
      schedulesStatement(ctx.db.pool, []),
    ]);
    const facts = airports.map(toAirportFacts);
    const byCode = new Map(facts.map((airport) => [airport.code, airport]));
    const plans = new Map(schedules.map((schedule) => [schedule.id, schedule]));
    const flights = new Map<Cabin, IndexedFlight[]>();
    for (let last: string | undefined = NIL; last !== undefined;) {
      const rows: readonly FlightRow[] = await flightsStatement(ctx.db.pool, [last, since, AT_ONCE]);
      for (const row of rows) {
        const plan = plans.get(row.schedule_id);
        const [from, to] = [byCode.get(plan?.from_code ?? ''), byCode.get(plan?.to_code ?? '')];
        // Of a schedule that came after they were read: the next look reads both.
        if (plan === undefined || from === undefined || to === undefined) continue;
        const flight: FlightFacts = {
          flightId: row.flight_id,
          carrier: { code: plan.carrier_code, name: plan.carrier },
          number: plan.number,
          aircraft: plan.aircraft,
          from,
          to,
          fromTerminal: plan.from_terminal,
          toTerminal: plan.to_terminal,
          departsAt: row.departs_at,
          arrivesAt: row.arrives_at,
        };
        const ofCabin = flights.get(row.cabin) ?? [];
        flights.set(row.cabin, ofCabin);
        ofCabin.push(toIndexed(row, flight, families));
      }
      last = rows.length < AT_ONCE ? undefined : rows.at(-1)?.id;
    }
    const timetables = new Map([...flights].map(([cabin, all]) => [cabin, makeTimetable(facts, all)]));
    const cells = new Map<string, Cell>();
    for (const timetable of timetables.values())
      for (const [row, { id }] of timetable.flights.entries()) cells.set(id, { timetable, row });
    this.airports = byCode;
    this.families = families;
    this.#timetables = timetables;
    this.#cells = cells;
    this.#digest = digest?.digest ?? '';
    this.#since = since;
  }

  async #readChanges(ctx: Reader): Promise<void> {
    const isPast = ctx.clock.now().getTime() - this.#since.getTime() > PAST_MS;
    const [row] = await digestStatement(ctx.db.pool, [this.#since]);
    if (isPast || row?.digest !== this.#digest) await this.#load(ctx);
  }

  async #readCounters(ctx: Reader, ids: readonly string[]): Promise<void> {
    for (const { pool_id: id, free } of await countersStatement(ctx.db.pool, [ids])) this.#restock(id, free);
  }

  #restock(id: string, free: readonly number[]): void {
    const cell = this.#cells.get(id);
    const flight = cell?.timetable.flights[cell.row];
    if (cell === undefined || flight === undefined) return;
    cell.timetable.restock(
      cell.row,
      stockOf(
        free,
        flight.buckets.map(({ priceMinor }) => priceMinor),
      ),
    );
  }
}

function stockOf(free: readonly number[], prices: readonly number[]): Stock {
  return {
    seats: free[0] ?? 0,
    buckets: prices.map((priceMinor, index) => ({ seats: free[index + 1] ?? 0, priceMinor })),
  };
}

function toIndexed(row: FlightRow, facts: FlightFacts, families: Families): IndexedFlight {
  const first = families.get(row.cabin)?.[0];
  const isInternational = facts.from.country !== facts.to.country;
  const taxes = taxesMinor({ taxes: facts.from.taxes, isInternational }, 'adult');
  const prices = row.bucket_prices.map(
    (filed) => filed + taxes + (first === undefined ? 0 : familyMinor(first, filed)),
  );
  return {
    id: row.id,
    from: facts.from.code,
    to: facts.to.code,
    departs: Math.floor(row.departs_at.getTime() / MINUTE_MS),
    arrives: Math.floor(row.arrives_at.getTime() / MINUTE_MS),
    fromTerminal: facts.fromTerminal,
    toTerminal: facts.toTerminal,
    ...stockOf(row.free, prices),
    facts,
    filed: row.bucket_prices,
  };
}

/** One for each process and database. */
export const flightIndex = perDb(() => new FlightIndex());
