import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { closeDb, makeUser, openDb, testCtx } from '@docket/testing/builders';
import { createTestDatabase } from '@docket/testing/database';
import { postgresShowSearch } from '../show/search.ts';
import { loadShows } from './load-shows.ts';

let db: Db;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
});
afterAll(async () => {
  await closeDb(db);
  await drop();
});

describe('the loader', () => {
  it('makes as many shows as asked, each on sale with prices and a pool, none over another; twice if asked twice', async () => {
    const input = { shows: 310, seats: 45, titles: 30, cities: 3, days: 4 };
    expect(await loadShows(testCtx(db), input)).toEqual({ shows: 310, halls: 16 });
    await loadShows(testCtx(db), input);
    const { rows } = await db.pool.query(
      `SELECT count(*)::int AS shows, count(DISTINCT s.hall_id)::int AS halls, count(DISTINCT s.title_id)::int AS titles, min(p.capacity) AS least, max(p.capacity) AS most,
              count(*) FILTER (WHERE s.starts_at <= now())::int AS begun,
              count(*) FILTER (WHERE (SELECT count(*) FROM show_zones z WHERE z.show_id = s.id) = 2)::int AS priced,
              (SELECT count(*)::int FROM hall_seats) AS seats,
              count(*) FILTER (WHERE EXISTS (SELECT FROM shows o WHERE o.hall_id = s.hall_id AND o.id <> s.id AND o.starts_at < s.ends_at AND o.ends_at > s.starts_at))::int AS overlapping
         FROM shows s JOIN reservation_pools p ON p.id = s.id`,
    );
    expect(rows).toEqual([
      { shows: 620, halls: 32, titles: 60, least: 45, most: 45, begun: 0, priced: 620, seats: 32 * 45, overlapping: 0 },
    ]);
    const found = await postgresShowSearch(db)({ q: 'orchrad', limit: 100, now: new Date() });
    expect(found.data.length).toBeGreaterThan(0);
    for (const { title } of found.data) expect(title.name).toContain('Orchard');
  });

  it('is for admins', async () => {
    const ctx = testCtx(db, await makeUser(db, 'manager'));
    await expect(loadShows(ctx, { shows: 1, seats: 1 })).rejects.toMatchObject({ code: 'forbidden' });
  });
});
