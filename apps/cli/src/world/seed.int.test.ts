import { expect, onTestFinished, test } from 'vitest';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { seedFirstWorld, seedWorld } from './seed.ts';

test('the world is there once; a larger one adds what is missing and leaves what is there', async () => {
  const database = await createDatabaseForThisTest();
  const db = openDb(database.url);
  onTestFinished(() => closeDb(db));
  const ctx = testCtx(db);
  expect(await seedFirstWorld(ctx)).toBe(300);
  expect(await seedFirstWorld(ctx)).toBe(0);
  // What the house has changed since stays.
  const { rows: changed } = await db.pool.query<{ id: string }>(
    `UPDATE properties SET name = 'Renamed', revision = 1 WHERE id = (SELECT min(id::text)::uuid FROM properties) RETURNING id`,
  );
  expect(await seedWorld(ctx, 900)).toBe(600);
  expect(await seedWorld(ctx, 900)).toBe(0);
  const { rows: renamed } = await db.pool.query('SELECT name, revision FROM properties WHERE id = $1', [
    changed[0]?.id,
  ]);
  expect(renamed).toEqual([{ name: 'Renamed', revision: 1 }]);

  const { rows: facts } = await db.pool.query(
    `SELECT count(*)::int AS properties, count(*) FILTER (WHERE p.status <> 'OPEN')::int AS closed, count(DISTINCT p.currency) > 30 AS many_currencies,
            count(*) FILTER (WHERE l.id IS NULL OR l.timezone <> p.timezone)::int AS nowhere,
            count(*) FILTER (WHERE NOT EXISTS (SELECT FROM room_types t JOIN rate_plans r ON r.room_type_id = t.id WHERE t.property_id = p.id))::int AS unsold
       FROM properties p LEFT JOIN places l ON l.id = p.place_id`,
  );
  expect(facts).toEqual([{ properties: 900, closed: 0, many_currencies: true, nowhere: 0, unsold: 0 }]);
  // The nights of each type are a pool of its rooms, whose counters come when they are wanted.
  const { rows: pools } = await db.pool.query(
    `SELECT count(*)::int AS wrong FROM room_types t FULL JOIN reservation_pools p ON p.id = t.id
      WHERE p.unit_capacity IS DISTINCT FROM t.rooms + t.overbooking OR p.kind IS DISTINCT FROM 'counters'`,
  );
  expect(pools).toEqual([{ wrong: 0 }]);
  const { rows: places } = await db.pool.query(`SELECT search_text FROM places WHERE slug = 'sao-paulo'`);
  expect(places).toEqual([{ search_text: 'sao paulo brazil' }]);
});

test('loading is for admins', async () => {
  const database = await createDatabaseForThisTest();
  const db = openDb(database.url);
  onTestFinished(() => closeDb(db));
  const ctx = testCtx(db, await makeUser(db, 'manager'));
  await expect(seedWorld(ctx, 1)).rejects.toMatchObject({ code: 'forbidden' });
});
