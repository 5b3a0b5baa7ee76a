import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow, type TestShow } from '@docket/testing/catalog';
import { createTestDatabase } from '@docket/testing/database';
import { findBestSeats } from '../../catalog/show/find-best.ts';
import { bookingGates } from '../../gates.ts';
import { checkInvariants } from '../../invariants.ts';
import { reactions } from '../../reactions.ts';
import { sweepHolds } from '../../reservation/sweep.ts';
import { keepForWaitingList } from '../../waiting-list/keep.ts';
import { entryOf, offer, wait } from '../../waiting-list/fixtures.ts';
import { cancelBooking } from '../cancel.ts';
import { getBooking } from '../get.ts';
import { holdBookings } from '../hold.ts';
import { placeBooking } from '../place.ts';
import { getShowSeats } from '../show-seats.ts';
import { blockHouseSeats } from './block.ts';
import { bookHouseSeats } from './book.ts';
import { listHouseSeats } from './list.ts';
import { releaseHouseSeats } from './release.ts';
import { rescheduleHouseSeats } from './reschedule.ts';
import { change } from '../../spine/emit.ts';

let db: Db;
let drop: () => Promise<void>;
let manager: TestUser;
let guest: TestUser;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  [manager, guest] = [await makeUser(db, 'manager'), await makeUser(db)];
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

type Wish = { readonly seats?: readonly string[]; readonly floor?: number; readonly releaseMinutes?: number };

const block = ({ showId }: TestShow, { seats = [], floor = 0, releaseMinutes }: Wish) =>
  blockHouseSeats(testCtx(db, manager), {
    id: showId,
    seats: [...seats],
    places: floor === 0 ? [] : [{ area: 'floor', count: floor }],
    reason: 'Press',
    releaseMinutes,
  });

const kept = async ({ showId }: TestShow): Promise<string[]> =>
  (await listHouseSeats(testCtx(db, manager), { id: showId })).data.flatMap(({ seats }) =>
    seats.map(({ label }) => label),
  );

async function book({ showId }: TestShow, seats: readonly string[], floor = 0) {
  const user = await makeUser(db);
  const places = floor === 0 ? [] : [{ area: 'floor', count: floor }];
  const input = { kind: 'seats' as const, showId, seats, places, idempotencyKey: null, depthLimit: 1_000 };
  const { bookingId } = await placeBooking(testCtx(db, user), input, bookingGates({ pass: '' }));
  await holdBookings(testCtx(db), { bookingIds: [bookingId] });
  return getBooking(testCtx(db, user), { id: bookingId });
}

const free = async ({ showId }: TestShow): Promise<number> =>
  (await getShowSeats({ db }, { id: showId, position: null })).freeCount;

async function allHolds(): Promise<void> {
  const report = await checkInvariants(testCtx(db));
  expect(report.invariants.filter(({ ok }) => !ok)).toEqual([]);
}

/** As if the time had come. */
async function letRunOut(subject: string, showId: string): Promise<void> {
  await db.pool.query(
    `WITH due AS (UPDATE holds SET expires_at = now() - interval '1 second' WHERE pool_id = $1 AND subject = $2 AND status = 'ACTIVE' RETURNING id)
     UPDATE pool_seats p SET held_until = now() - interval '1 second' FROM due WHERE p.hold_id = due.id`,
    [showId, subject],
  );
}

describe('house seats', () => {
  it('are taken to everybody by every way, and told to managers', async () => {
    const show = await makeShow(db, { rows: 1, seatsPerRow: 4, places: 3 });
    const made = await block(show, { seats: ['A1', 'A2'], floor: 2 });
    expect(made.seats.map(({ label }) => label)).toEqual(['A1', 'A2', 'Floor 1', 'Floor 2']);
    expect(await kept(show)).toEqual(['A1', 'A2', 'Floor 1', 'Floor 2']);
    await expect(listHouseSeats(testCtx(db, guest), { id: show.showId })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await free(show)).toBe(3);
    expect(await book(show, ['A2', 'A3'])).toMatchObject({
      status: 'REFUSED',
      reason: 'seats_taken',
      alternatives: [['A3', 'A4']],
    });
    expect(await book(show, [], 2)).toMatchObject({ status: 'REFUSED', reason: 'area_full' });
    expect((await findBestSeats({ db }, { id: show.showId, n: 2, accessible: false })).seats).toEqual(['A3', 'A4']);
    expect((await findBestSeats({ db }, { id: show.showId, n: 3, accessible: false })).seats).toBeNull();
    // Sold out but for the house: nobody who waits is offered what it keeps.
    await book(show, ['A3', 'A4'], 1);
    const waiting = await wait(db, show.showId, 1);
    await offer(db, show.showId);
    expect(await entryOf(db, waiting, show.showId)).toMatchObject({ status: 'WAITING' });
    await allHolds();
  });

  it('are blocked all or none', async () => {
    const show = await makeShow(db, { rows: 1, places: 2 });
    await book(show, ['A2'], 1);
    await expect(block(show, { seats: ['A1', 'A2'] })).rejects.toMatchObject({ code: 'seats_not_free', message: /A2/ });
    await expect(block(show, { seats: ['A1'], floor: 2 })).rejects.toMatchObject({ code: 'seats_not_free' });
    await expect(block(show, { seats: ['A1'], releaseMinutes: 3 * 24 * 60 })).rejects.toMatchObject({
      code: 'invalid_request',
    });
    expect(await kept(show)).toEqual([]);
    expect(await free(show)).toBe(10);
  });

  it('that a manager releases go to whoever waits, and then to all', async () => {
    const show = await makeShow(db, { rows: 1, seatsPerRow: 3 });
    const { seats } = await block(show, { seats: ['A1', 'A2'] });
    await book(show, ['A3']);
    const waiting = await wait(db, show.showId, 1);
    const released = { id: show.showId, seats: seats.map(({ seat }) => seat) };
    expect(await releaseHouseSeats(testCtx(db, manager), released, reactions)).toEqual({ released: 2 });
    expect(await releaseHouseSeats(testCtx(db, manager), released, reactions)).toEqual({ released: 0 });
    await offer(db, show.showId);
    expect(await entryOf(db, waiting, show.showId)).toMatchObject({ status: 'OFFERED', seats: ['A1'] });
    expect(await book(show, ['A2'])).toMatchObject({ status: 'HELD' });
    await allHolds();
  });

  it('go on sale by themselves when it is time, which follows the show', async () => {
    const show = await makeShow(db, { rows: 1, startsIn: 7_200 });
    const { releaseAt } = await block(show, { seats: ['A1'], releaseMinutes: 60 });
    expect((Date.parse(releaseAt ?? '') - Date.now()) / 60_000).toBeCloseTo(60, 0);
    await db.pool.query(
      `UPDATE shows SET starts_at = now() + interval '3 hours', ends_at = now() + interval '5 hours' WHERE id = $1`,
      [show.showId],
    );
    await change(testCtx(db), (tx) => rescheduleHouseSeats(tx, [show.showId]));
    const { rows } = await db.pool.query<{ minutes: number; same: boolean }>(
      `SELECT extract(epoch FROM h.expires_at - now())::float8 / 60 AS minutes, p.held_until = h.expires_at AS same
         FROM holds h JOIN pool_seats p ON p.hold_id = h.id WHERE h.pool_id = $1`,
      [show.showId],
    );
    expect(rows[0]?.minutes).toBeCloseTo(120, 0);
    expect(rows[0]?.same).toBe(true);
    await letRunOut('house', show.showId);
    await sweepHolds(testCtx(db), reactions);
    expect(await kept(show)).toEqual([]);
    expect(await book(show, ['A1'])).toMatchObject({ status: 'HELD' });
    await allHolds();
  });

  it('are booked by managers for whom they like, more than one person may have, and by nobody else', async () => {
    const show = await makeShow(db, { seatsPerUser: 2 });
    const { seats } = await block(show, { seats: ['A1', 'A2', 'A3', 'A4'] });
    const numbers = seats.map(({ seat }) => seat);
    const wish = { id: show.showId, seats: numbers.slice(0, 3), username: guest.username };
    await expect(bookHouseSeats(testCtx(db, guest), wish)).rejects.toMatchObject({ code: 'forbidden' });
    const booked = await bookHouseSeats(testCtx(db, manager), wish);
    expect(booked).toMatchObject({
      status: 'HELD',
      userId: guest.userId,
      seats: ['A1', 'A2', 'A3'],
      priceMinor: 1_500,
    });
    expect(await kept(show)).toEqual(['A4']);
    await expect(bookHouseSeats(testCtx(db, manager), wish)).rejects.toMatchObject({ code: 'not_house_seats' });
    await expect(bookHouseSeats(testCtx(db, manager), { ...wish, username: 'nobody' })).rejects.toMatchObject({
      code: 'user_not_found',
    });
    await allHolds();
  });

  it.each(['cancelled', 'expired'] as const)(
    'whose booking is %s are the house’s again, with nobody in between',
    async (how) => {
      const show = await makeShow(db, { rows: 1, seatsPerRow: 3 });
      const { seats } = await block(show, { seats: ['A1', 'A2'] });
      await book(show, ['A3']);
      const waiting = await wait(db, show.showId, 1);
      const numbers = seats.map(({ seat }) => seat);
      const { bookingId } = await bookHouseSeats(testCtx(db, manager), { id: show.showId, seats: numbers });
      if (how === 'cancelled') await cancelBooking(testCtx(db, manager), { id: bookingId }, reactions);
      else {
        await db.pool.query(`UPDATE holds SET expires_at = now() - interval '1 second' WHERE subject_id = $1`, [
          bookingId,
        ]);
        // Not even between its end and the sweeper's turn.
        expect(await book(show, ['A1'])).toMatchObject({ status: 'REFUSED' });
        await sweepHolds(testCtx(db), reactions);
      }
      expect(await kept(show)).toEqual(['A1', 'A2']);
      await offer(db, show.showId);
      expect(await entryOf(db, waiting, show.showId)).toMatchObject({ status: 'WAITING' });
      expect(await book(show, ['A1'])).toMatchObject({ status: 'REFUSED' });
      await allHolds();
    },
  );

  it('whose booking is cancelled are offered to the public where they do not return (negative control)', async () => {
    const show = await makeShow(db, { rows: 1, seatsPerRow: 2 });
    const { seats } = await block(show, { seats: ['A1'] });
    await book(show, ['A2']);
    const waiting = await wait(db, show.showId, 1);
    const numbers = seats.map(({ seat }) => seat);
    const { bookingId } = await bookHouseSeats(testCtx(db, manager), { id: show.showId, seats: numbers });
    await cancelBooking(testCtx(db, manager), { id: bookingId }, { ...reactions, holdsEnded: keepForWaitingList });
    await offer(db, show.showId);
    expect(await entryOf(db, waiting, show.showId)).toMatchObject({ status: 'OFFERED', seats: ['A1'] });
  });
});
