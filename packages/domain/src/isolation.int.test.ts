import { expect, it } from 'vitest';
import { makeUser, testCtx } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import type { Db } from '@docket/db/client';
import { reactions } from './reactions.ts';
import { sweepHolds } from './reservation/sweep.ts';
import { sweepWaitingLists } from './waiting-list/offer.ts';
import { book as bookSeats, cancel, soldOut, statuses, waiters } from './waiting-list/fixtures.ts';
import { controlRooms } from './waiting-room/control.ts';
import { crowd, insideOf, join, open, options, waitingShow } from './waiting-room/fixtures.ts';
import { ownDatabase } from './spine/fixtures.ts';

/** From now on every write about the show to that table fails. @returns what mends it */
async function breakShow(on: Db, table: string, showId: string): Promise<() => Promise<unknown>> {
  await on.pool.query(
    `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this show is broken'; END $$;
     CREATE TRIGGER break_it BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW WHEN (NEW.show_id = '${showId}') EXECUTE FUNCTION break_it();`,
  );
  return () => on.pool.query(`DROP TRIGGER break_it ON ${table}`);
}

it('a waiting room that is broken does not keep people from the others', async () => {
  const on = await ownDatabase();
  const shows = await Promise.all([waitingShow(on), waitingShow(on), waitingShow(on)]);
  for (const showId of shows) {
    for (const user of await crowd(on, 3)) await join(on, user, showId);
    await open(on, showId);
  }
  // They are gone through in the order of their ids: the first of them is the broken one.
  const [broken = '', ...others] = shows.toSorted();
  const mend = await breakShow(on, 'rooms', broken);
  await controlRooms(testCtx(on), options);
  expect(await Promise.all(others.map((showId) => insideOf(on, showId)))).toEqual([3, 3]);
  expect(await insideOf(on, broken)).toBe(0);
  await mend();
  await expect
    .poll(async () => (await controlRooms(testCtx(on), options), insideOf(on, broken)), { timeout: 10_000 })
    .toBe(3);
});

it('a hold that cannot be ended does not keep the others from it', async () => {
  const on = await ownDatabase();
  const { showId } = await makeShow(on, { rows: 1 });
  const bookings: string[] = [];
  for (let seat = 1; seat <= 5; seat += 1) bookings.push(await bookSeats(on, await makeUser(on), showId, [seat]));
  await on.pool.query(
    `UPDATE holds SET expires_at = now() - interval '1 second'; UPDATE pool_seats SET held_until = now() - interval '1 second'`,
  );
  await on.pool.query(
    `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this booking is broken'; END $$;
     CREATE TRIGGER break_it BEFORE UPDATE ON bookings FOR EACH ROW WHEN (NEW.id = '${bookings[2]}') EXECUTE FUNCTION break_it();`,
  );
  const all = async () =>
    (await on.pool.query<{ status: string }>('SELECT status FROM bookings ORDER BY id')).rows.map(
      ({ status }) => status,
    );
  await sweepHolds(testCtx(on), reactions);
  expect(await all()).toEqual(['EXPIRED', 'EXPIRED', 'HELD', 'EXPIRED', 'EXPIRED']);
  await on.pool.query('DROP TRIGGER break_it ON bookings');
  await expect
    .poll(async () => (await sweepHolds(testCtx(on), reactions), all()), { timeout: 10_000 })
    .toEqual(Array.from({ length: 5 }, () => 'EXPIRED'));
});

it('a waiting list that is broken does not keep seats from the others', async () => {
  const on = await ownDatabase();
  const lists = await Promise.all(
    Array.from({ length: 3 }, async () => {
      const { showId, bookings } = await soldOut(on, 10);
      return { showId, bookings, users: await waiters(on, showId, 1) };
    }),
  );
  const mend = await breakShow(on, 'waiting_list', lists[1]?.showId ?? '');
  for (const { bookings } of lists) if (bookings[0] !== undefined) await cancel(on, bookings[0]);
  await sweepWaitingLists(testCtx(on), reactions);
  const all = () => Promise.all(lists.map(async ({ showId, users }) => (await statuses(on, users, showId))[0]));
  expect(await all()).toEqual(['OFFERED', 'WAITING', 'OFFERED']);
  await mend();
  await expect
    .poll(async () => (await sweepWaitingLists(testCtx(on), reactions), all()), { timeout: 10_000 })
    .toEqual(['OFFERED', 'OFFERED', 'OFFERED']);
});
