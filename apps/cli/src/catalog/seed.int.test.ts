import { expect, onTestFinished, test } from 'vitest';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest } from '@docket/testing/database';
import { seedCatalog } from './seed.ts';

test('the example city is put on sale once, with a sale that opens soon through the waiting room', async () => {
  const database = await createDatabaseForThisTest();
  const db = openDb(database.url);
  onTestFinished(() => closeDb(db));
  const ctx = testCtx(db);
  const shows = await seedCatalog(ctx);
  expect(await seedCatalog(ctx)).toBe(0);
  const { rows } = await db.pool.query(
    `SELECT count(*)::int AS shows, count(DISTINCT hall_id)::int AS halls, count(DISTINCT city_id)::int AS cities, count(DISTINCT title_id)::int AS titles,
            count(*) FILTER (WHERE starts_at < now())::int AS begun, max(local_date) - min(local_date) <= 9 AS near FROM shows`,
  );
  expect(rows).toEqual([{ shows, halls: 5, cities: 2, titles: 10, begun: 0, near: true }]);
  const { rows: opening } = await db.pool.query(
    `SELECT t.slug, s.waiting_room AS "waitingRoom" FROM shows s JOIN titles t ON t.id = s.title_id WHERE s.sale_opens_at > now() AND s.sale_opens_at < now() + interval '6 minutes'`,
  );
  expect(opening).toEqual([{ slug: 'last-light-farewell-tour', waitingRoom: true }]);
  // Times as people go out, by the clocks of the city.
  const { rows: times } = await db.pool.query<{ hour: number }>(
    'SELECT DISTINCT extract(hour FROM s.starts_at AT TIME ZONE c.timezone)::int AS hour FROM shows s JOIN cities c ON c.id = s.city_id',
  );
  for (const { hour } of times) expect(hour).toBeGreaterThanOrEqual(10);
});
