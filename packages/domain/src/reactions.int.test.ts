import { describe, expect, it } from 'vitest';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import type { Db } from '@docket/db/client';
import { makeProgramme } from '@docket/testing/programme';
import { cancelBooking } from './booking/cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { getBooking } from './booking/get.ts';
import { holdBookings } from './booking/hold.ts';
import { placeBooking } from './booking/place.ts';
import { changeShow } from './catalog/show/change-show.ts';
import { reactions } from './reactions.ts';
import { testSubject } from './reservation/fixtures.ts';
import { hold } from './reservation/hold.ts';
import { seats } from './reservation/kinds/seats.ts';
import type { SweepReactions } from './reservation/subject.ts';
import { sweepHolds } from './reservation/sweep.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from './spine/fixtures.ts';
import { joinWaitingList } from './waiting-list/join.ts';

setUpDatabase();

type Booked = { readonly user: TestUser; readonly showId: string; readonly id: string };

/** All seats of a show of four, held by one. */
async function booked(on: Db = db, holdSeconds = 600): Promise<Booked> {
  const user = await makeUser(on);
  const { showId } = await makeShow(on, { rows: 1, seatsPerRow: 4 });
  const input = { kind: 'seats', showId, seats: [1, 2, 3, 4].map((seat) => labelOf(seat)) } as const;
  const { bookingId: id } = await placeBooking(
    testCtx(on, user),
    { ...input, idempotencyKey: null, depthLimit: 1_000 },
    [],
  );
  await holdBookings(testCtx(on, undefined, { HOLD_SECONDS: holdSeconds }), { bookingIds: [id] });
  return { user, showId, id };
}

const statusOf = async ({ user, id }: Booked, on = db) => (await getBooking(testCtx(on, user), { id })).status;

async function count(on: Db, text: string, values: readonly unknown[] = []): Promise<number> {
  const { rows } = await on.pool.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`, [...values]);
  return rows[0]?.n ?? -1;
}

describe('an event that breaks its contract', () => {
  it('undoes the change that it tells of', async () => {
    const booking = await booked();
    const events = () => count(db, `outbox WHERE payload #>> '{data,bookingId}' = $1`, [booking.id]);
    const before = await events();
    await db.pool.query(`UPDATE bookings SET lines = '[{"label": 1}]' WHERE id = $1`, [booking.id]);
    const ctx = testCtx(db, booking.user);
    await expect(cancelBooking(ctx, { id: booking.id }, reactions)).rejects.toMatchObject({ name: 'ZodError' });
    await expect(confirmBooking(ctx, { id: booking.id }, reactions)).rejects.toMatchObject({ name: 'ZodError' });
    expect([await events(), ctx.dispatched]).toEqual([before, []]);
    expect(await count(db, `holds WHERE subject_id = $1 AND status = 'ACTIVE'`, [booking.id])).toBe(1);
    await db.pool.query(
      `UPDATE bookings SET lines = (SELECT jsonb_agg(jsonb_build_object('label', l, 'zone', 'front', 'priceMinor', price_minor / cardinality(labels))) FROM unnest(labels) l)
        WHERE id = $1`,
      [booking.id],
    );
    expect(await statusOf(booking)).toBe('HELD');
  });
});

describe('the sweeper', () => {
  it('leaves a booking that somebody is working on, and holds of a kind that this version does not know', async () => {
    const on = await ownDatabase();
    const booking = await booked(on, 0);
    const { showId } = await makeShow(on);
    const wanted = seats.wanted({ seats: [1] });
    await hold(on.pool, [
      { poolId: showId, ownerId: booking.user.userId, wanted, perOwner: null, seconds: 0, subject: testSubject() },
    ]);
    const other = await on.pool.connect();
    await other.query('BEGIN');
    await other.query('SELECT FROM bookings WHERE id = $1 FOR UPDATE', [booking.id]);
    await sweepHolds(testCtx(on), reactions);
    expect(await count(on, `holds WHERE status = 'ACTIVE'`)).toBe(2);
    await other.query('COMMIT');
    other.release();
    await sweepHolds(testCtx(on), reactions);
    expect(await statusOf(booking, on)).toBe('EXPIRED');
    expect(await count(on, `holds WHERE status = 'ACTIVE' AND subject = 'test'`)).toBe(1);
  });

  it('has a way to end every kind of subject: one that is left out does not compile', () => {
    const { offer: _offer, ...others } = reactions.subjects;
    // @ts-expect-error the offers are missing
    const incomplete: SweepReactions['subjects'] = others;
    expect(Object.keys(incomplete)).not.toContain('offer');
  });

  it('leaves a booking HELD without its seats when its area has no part in it, and the invariants see it', async () => {
    const on = await ownDatabase();
    const booking = await booked(on, 0);
    const idle = { lock: reactions.subjects.offer.lock, end: async () => undefined };
    await sweepHolds(testCtx(on), { ...reactions, subjects: { ...reactions.subjects, booking: idle } });
    expect(await statusOf(booking, on)).toBe('HELD');
    expect(await brokenRules(on)).toContain('bookings match holds');
  });
});

describe('beside servers of version 0.1', () => {
  // They call functions of these names, for which triggers once did the rest.
  it('a booking that they confirm has its tickets', async () => {
    const booking = await booked();
    const { rows } = await db.pool.query<{ outcome: string }>('SELECT outcome FROM confirm_booking($1, $2, false)', [
      booking.id,
      booking.user.userId,
    ]);
    expect(rows[0]?.outcome).toBe('confirmed');
    expect(await count(db, 'tickets WHERE booking_id = $1 AND voided_at IS NULL', [booking.id])).toBe(4);
    expect(await brokenRules(db)).toEqual([]);
  });

  it.each([
    [
      'cancelled',
      600,
      ({ id, user }: Booked, on: Db) => on.pool.query('SELECT cancel_booking($1, $2)', [id, user.userId]),
    ],
    ['swept', 0, (_: Booked, on: Db) => on.pool.query('SELECT sweep_holds(200)')],
  ])('seats of a booking that was %s by them are kept for those who wait', async (_what, seconds, end) => {
    const on = await ownDatabase();
    const booking = await booked(on);
    await joinWaitingList(testCtx(on, await makeUser(on)), { id: booking.showId, quantity: 1 }, []);
    if (seconds === 0) await on.pool.query('UPDATE holds SET expires_at = now()');
    await end(booking, on);
    expect(await count(on, `holds WHERE status = 'ACTIVE' AND subject = 'waitinglist' AND units = '{1,2,3,4}'`)).toBe(
      1,
    );
    expect(await count(on, `outbox WHERE name = 'waitinglist.offer'`)).toBe(1);
  });
});

describe('a waiting room', () => {
  it('comes with a show that is sold through one, without the trigger of the version before', async () => {
    const on = await ownDatabase();
    await on.pool.query('DROP TRIGGER shows_make_room ON shows');
    const early = { saleOpensIn: 3_600 };
    const { showId } = await makeProgramme(on, { ...early, waitingRoom: true });
    const { showId: later } = await makeProgramme(on, early);
    const rooms = () => count(on, 'rooms WHERE show_id = ANY ($1::uuid[])', [[showId, later]]);
    expect(await rooms()).toBe(1);
    await changeShow(testCtx(on), { id: later, waitingRoom: true }, reactions);
    expect(await rooms()).toBe(2);
    const seeds = 'SELECT seed FROM rooms ORDER BY show_id';
    const before = (await on.pool.query(seeds)).rows;
    await changeShow(testCtx(on), { id: later, waitingRoom: true }, reactions);
    expect((await on.pool.query(seeds)).rows).toEqual(before);
  });
});
