import { loadFlights } from '@docket/domain/flight/load/load-flights';
import { openFlights } from '@docket/domain/flight/open-flights';
import { numberAllRooms } from '@docket/domain/front-desk/number-rooms';
import { loadWorld } from '@docket/domain/hotel/load/load-world';
import type { Ctx } from '@docket/domain/spine/ctx';

/** Of every installation, so that a second seeding adds to the first. */
const SEED = 'docket';
/** In a world that is larger nobody stands at the desks, and rooms have no numbers. */
const NUMBERED_MOST = 2_000;
/** Enough to look around in, and there in a second. */
const AT_FIRST = 300;
/** Flights of a day. */
const FLIGHTS_AT_FIRST = 400;

/** Cities and properties; those that are there stay as they are. Returns how many properties are new. */
export async function seedWorld(ctx: Ctx, properties: number): Promise<number> {
  const added = (await loadWorld(ctx, { seed: SEED, properties })).properties;
  if (properties <= NUMBERED_MOST) await numberAllRooms(ctx);
  return added;
}

/** Some properties to look around in, into a database that knows no place at all. Returns how many. */
export async function seedFirstWorld(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.pool.query('SELECT FROM places LIMIT 1');
  return rows.length > 0 ? 0 : seedWorld(ctx, AT_FIRST);
}

/** Airports, carriers and so many flights a day, open for sale up to the horizon; those that are there stay as they are. Returns how many schedules are new. */
export async function seedFlights(ctx: Ctx, flights: number): Promise<number> {
  const { schedules } = await loadFlights(ctx, { seed: SEED, flights });
  while (await openFlights(ctx));
  // What was planned for empty tables is wrong for full ones.
  if (schedules > 0) await ctx.db.pool.query('ANALYZE flight_schedules, dated_flights, flight_cabins, pool_counters');
  return schedules;
}

/** Some flights to look around in, into a database that knows no airport at all; a worker opens them for sale. Returns how many there are a day. */
export async function seedFirstFlights(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.pool.query('SELECT FROM airports LIMIT 1');
  return rows.length > 0 ? 0 : (await loadFlights(ctx, { seed: SEED, flights: FLIGHTS_AT_FIRST })).schedules;
}
