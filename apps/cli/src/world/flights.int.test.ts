import { expect, onTestFinished, test } from 'vitest';
import { searchFlights as contract } from '@docket/contracts/http/flight';
import { searchFlights } from '@docket/domain/flight/search/search-flights';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { seedFirstFlights, seedFlights } from './seed.ts';

async function ownDb() {
  const database = await createDatabaseForThisTest();
  const db = openDb(database.url);
  onTestFinished(() => closeDb(db));
  return db;
}

test('the flights of the world are there once, open for sale, and found; more of them add what is missing', async () => {
  const db = await ownDb();
  const ctx = testCtx(db);
  expect(await seedFlights(ctx, 40)).toBe(40);
  expect(await seedFlights(ctx, 80)).toBe(40);
  expect(await seedFlights(ctx, 80)).toBe(0);
  const { rows } = await db.pool.query(
    `SELECT count(*)::int > 80 * 45 AS many, count(*) FILTER (WHERE f.arrives_at - f.departs_at <> make_interval(mins => s.minutes))::int AS wrong,
            count(*) FILTER (WHERE (f.departs_at AT TIME ZONE a.timezone)::date <> f.day)::int AS other_day,
            count(*) FILTER (WHERE NOT EXISTS (SELECT FROM flight_cabins c JOIN pool_counters k ON k.pool_id = c.id WHERE c.flight_id = f.id))::int AS unsold
       FROM dated_flights f JOIN flight_schedules s ON s.id = f.schedule_id JOIN airports a ON a.code = s.from_code`,
  );
  expect(rows).toEqual([{ many: true, wrong: 0, other_day: 0, unsold: 0 }]);
  const depart = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  const found = await searchFlights(ctx, contract.query.parse({ from: 'DEL', to: 'JAI', depart }));
  const journeys = found.data[0]?.journeys ?? [];
  expect(journeys.length).toBeGreaterThan(0);
  for (const { legs, fares } of journeys) {
    expect(legs[0]?.departure.local.slice(0, 10)).toBe(depart);
    expect(fares.map(({ family }) => family)).toEqual(['LITE', 'CLASSIC', 'FLEX']);
  }
}, 60_000);

test('an installation without airports gets some flights once', async () => {
  const ctx = testCtx(await ownDb());
  expect(await seedFirstFlights(ctx)).toBe(400);
  expect(await seedFirstFlights(ctx)).toBe(0);
});

test('loading flights is for admins', async () => {
  const db = await ownDb();
  await expect(seedFlights(testCtx(db, await makeUser(db, 'manager')), 1)).rejects.toMatchObject({ code: 'forbidden' });
});
