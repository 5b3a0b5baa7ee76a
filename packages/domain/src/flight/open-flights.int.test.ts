import { beforeAll, describe, expect, it } from 'vitest';
import { testCtx } from '@docket/testing/builders';
import { FLIGHT_HORIZON_DAYS } from '@docket/contracts/flight/flight';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { inDays, makeFlight, makeSchedule, makeSky } from './fixtures.ts';
import { openFlights } from './open-flights.ts';

setUpDatabase();
beforeAll(() => makeSky(db));

describe('flights of schedules', () => {
  it('are opened up to the horizon once, with their cabins, buckets and counters; a day later there is one more', async () => {
    const own = await ownDatabase();
    await makeSky(own);
    const id = await makeSchedule(own, 'BOM', 'DEL', {
      rows: 3,
      buckets: [
        { seats: 2, priceMinor: 300_000 },
        { seats: 6, priceMinor: 500_000 },
      ],
    });
    await own.pool.query(`UPDATE flight_schedules SET valid_until = valid_until + 400`);
    // Two at once, as two workers may be for a moment.
    await Promise.all([openFlights(testCtx(own)), openFlights(testCtx(own))]);
    await openFlights(testCtx(own));
    const { rows } = await own.pool.query(
      `SELECT count(*)::int AS flights, min(f.day)::text AS first, max(f.day)::text AS last, bool_and(c.seats = 6 AND c.bucket_seats = '{2,6}' AND c.bucket_prices = '{300000,500000}') AS right
         FROM dated_flights f JOIN flight_cabins c ON c.flight_id = f.id WHERE f.schedule_id = $1`,
      [id],
    );
    expect(rows).toEqual([
      { flights: FLIGHT_HORIZON_DAYS - 1, first: inDays(1), last: inDays(FLIGHT_HORIZON_DAYS - 1), right: true },
    ]);
    const { rows: counters } = await own.pool.query(
      `SELECT k.unit, k.capacity, k.free FROM pool_counters k JOIN flight_cabins c ON c.id = k.pool_id JOIN dated_flights f ON f.id = c.flight_id
        WHERE f.day = (SELECT min(day) FROM dated_flights) ORDER BY k.unit`,
    );
    expect(counters).toEqual([
      { unit: 0, capacity: 6, free: 6 },
      { unit: 1, capacity: 2, free: 2 },
      { unit: 2, capacity: 6, free: 6 },
    ]);
    const tomorrow = { ...testCtx(own), clock: { now: () => new Date(Date.now() + 86_400_000) } };
    await openFlights(tomorrow);
    const { rows: later } = await own.pool.query('SELECT count(*)::int AS flights FROM dated_flights');
    expect(later).toEqual([{ flights: FLIGHT_HORIZON_DAYS }]);
    expect(await brokenRules(own)).toEqual([]);
  });

  it('over the date line arrive by local time on the day before', async () => {
    const { flightId } = await makeFlight(db, 'NRT', 'HNL', inDays(5), { at: '21:00', minutes: 420 });
    const flight = await db.prisma.datedFlight.findUniqueOrThrow({ where: { id: flightId } });
    expect(flight.departsAt.toISOString()).toBe(`${inDays(5)}T12:00:00.000Z`);
    expect(flight.arrivesAt.toISOString()).toBe(`${inDays(5)}T19:00:00.000Z`);
  });

  it('of a schedule that is broken are not opened, those of the others are', async () => {
    const broken = await makeSchedule(db, 'BOM', 'BLR');
    await db.pool.query(`UPDATE flight_schedules SET cabins = '[{"cabin":"sofa"}]' WHERE id = $1`, [broken]);
    const { flightId } = await makeFlight(db, 'BLR', 'BOM', inDays(3));
    expect(flightId).not.toBe('');
    expect(await db.prisma.datedFlight.count({ where: { scheduleId: broken } })).toBe(0);
    await db.pool.query(`DELETE FROM flight_schedules WHERE id = $1`, [broken]);
  });
});

describe('the invariants', () => {
  it('name a cabin whose counters are not its seats, and buckets that do not add up', async () => {
    const own = await ownDatabase();
    await makeSky(own);
    const { cabinId } = await makeFlight(own, 'BOM', 'DEL', inDays(3));
    expect(await brokenRules(own)).toEqual([]);
    await own.pool.query('UPDATE flight_cabins SET seats = seats + 1 WHERE id = $1', [cabinId]);
    expect(await brokenRules(own)).toContain('cabins are on sale');
    await own.pool.query('UPDATE flight_cabins SET seats = seats - 1 WHERE id = $1', [cabinId]);
    await own.pool.query('UPDATE pool_counters SET free = free - 1, sold = sold + 1 WHERE pool_id = $1 AND unit = 1', [
      cabinId,
    ]);
    expect(await brokenRules(own)).toContain('buckets add up to their cabin');
  });
});
