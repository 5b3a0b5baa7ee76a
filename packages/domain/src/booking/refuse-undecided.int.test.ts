import { expect, it } from 'vitest';
import { makeUser, testCtx } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { bookingGates } from '../gates.ts';
import { ownDatabase, setUpDatabase, db } from '../spine/fixtures.ts';
import { getBooking } from './get.ts';
import { holdBookings } from './hold.ts';
import { placeBooking } from './place.ts';
import { refuseUndecided } from './refuse-undecided.ts';

setUpDatabase();

async function place(on: typeof db, showId: string, seat: number) {
  const user = await makeUser(on);
  const { bookingId } = await placeBooking(
    testCtx(on, user),
    {
      kind: 'seats',
      showId,
      seats: [labelOf(seat)],
      idempotencyKey: null,
      depthLimit: 1_000,
    },
    bookingGates({ pass: '' }),
  );
  return { bookingId, read: () => getBooking(testCtx(on, user), { id: bookingId }) };
}

it('refuses what nobody could decide, tells its user, and leaves alone what was decided', async () => {
  const { showId } = await makeShow(db);
  const [waits, held] = [await place(db, showId, 1), await place(db, showId, 2)];
  await holdBookings(testCtx(db), { bookingIds: [held.bookingId] });
  const ctx = testCtx(db);
  const both = { bookingIds: [waits.bookingId, held.bookingId] };
  await refuseUndecided(ctx, both);
  expect(await waits.read()).toMatchObject({ status: 'REFUSED', reason: 'failed', revision: 1 });
  expect(await held.read()).toMatchObject({ status: 'HELD' });
  expect(ctx.dispatched).toMatchObject([
    { topic: 'event', envelope: { type: 'booking.updated', data: { status: 'REFUSED' } } },
  ]);
  await refuseUndecided(ctx, both);
  expect(await waits.read()).toMatchObject({ revision: 1 });
});

it('refuses the others also when one cannot even be refused, and says so', async () => {
  const own = await ownDatabase();
  const { showId } = await makeShow(own);
  const [a, broken, b] = [await place(own, showId, 1), await place(own, showId, 2), await place(own, showId, 3)];
  await own.pool.query(
    `CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$;
     CREATE TRIGGER break_it BEFORE UPDATE ON bookings FOR EACH ROW WHEN (NEW.id = '${broken.bookingId}') EXECUTE FUNCTION break_it();`,
  );
  const bookingIds = [a, broken, b].map(({ bookingId }) => bookingId);
  await expect(refuseUndecided(testCtx(own), { bookingIds })).rejects.toThrow('broken');
  expect(await Promise.all([a, broken, b].map(async ({ read }) => (await read()).status))).toEqual([
    'REFUSED',
    'QUEUED',
    'REFUSED',
  ]);
});
