import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { cancelBooking } from '../booking/cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { getBooking } from '../booking/get.ts';
import { db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { acceptOffer } from './accept.ts';
import {
  book,
  cancel,
  entryOf,
  expireOffers,
  gates,
  labels,
  offer,
  promised,
  soldOut,
  statuses,
  wait,
  waiters,
  type Booked,
} from './fixtures.ts';
import { getWaitingEntry } from './get.ts';
import { joinWaitingList } from './join.ts';
import { leaveWaitingList } from './leave.ts';
import { offerSeats, sweepWaitingLists } from './offer.ts';
import { reactions } from '../reactions.ts';

setUpDatabase();

describe('waiting for seats', () => {
  it('is for shows that are sold out, once a person', async () => {
    const { showId, bookings } = await soldOut(db, 5);
    const user = await makeUser(db);
    const ctx = testCtx(db, user);
    const [a, ...others] = await Promise.all(
      Array.from({ length: 6 }, () => joinWaitingList(ctx, { id: showId, quantity: 2, zone: 'back' }, gates)),
    );
    expect(a).toMatchObject({ status: 'WAITING', quantity: 2, zone: 'back', ahead: 0, seats: [], deadline: null });
    expect(others.every((entry) => entry.entryId === a?.entryId)).toBe(true);
    expect(await joinWaitingList(ctx, { id: showId, quantity: 3 }, gates)).toMatchObject({ quantity: 2, zone: 'back' });
    expect((await entryOf(db, await wait(db, showId, 1), showId)).ahead).toBe(1);

    const stranger = testCtx(db, await makeUser(db));
    await expect(getWaitingEntry(stranger, { id: showId })).rejects.toMatchObject({ code: 'waiting_entry_not_found' });
    await expect(leaveWaitingList(stranger, { id: showId }, reactions)).rejects.toMatchObject({
      code: 'waiting_entry_not_found',
    });
    await expect(acceptOffer(stranger, { id: showId }, gates)).rejects.toMatchObject({
      code: 'waiting_entry_not_found',
    });
    await expect(acceptOffer(ctx, { id: showId }, gates)).rejects.toMatchObject({ code: 'no_offer' });
    await expect(joinWaitingList(stranger, { id: showId, quantity: 11 }, gates)).rejects.toMatchObject({
      code: 'too_many_seats',
    });
    await expect(joinWaitingList(stranger, { id: showId, quantity: 1, zone: 'moon' }, gates)).rejects.toMatchObject({
      code: 'zone_not_found',
    });

    const { showId: free } = await makeShow(db, { rows: 2 });
    await expect(joinWaitingList(stranger, { id: free, quantity: 10 }, gates)).rejects.toMatchObject({
      code: 'seats_available',
    });
    const early = await makeShow(db, { saleOpensIn: 60 });
    await expect(joinWaitingList(stranger, { id: early.showId, quantity: 1 }, gates)).rejects.toMatchObject({
      code: 'sale_not_open',
    });
    expect(bookings).toHaveLength(4);
  });

  it('is over when the person leaves', async () => {
    const { showId } = await soldOut(db, 10);
    const user = await wait(db, showId, 1);
    await leaveWaitingList(testCtx(db, user), { id: showId }, reactions);
    await leaveWaitingList(testCtx(db, user), { id: showId }, reactions);
    expect((await entryOf(db, user, showId)).status).toBe('LEFT');
    await joinWaitingList(testCtx(db, user), { id: showId, quantity: 1 }, gates);
    expect((await entryOf(db, user, showId)).status).toBe('WAITING');
  });
});

describe('an offer', () => {
  it('is a hold that no walk-in gets past, from the moment the seats are free', async () => {
    const { showId, bookings } = await soldOut(db, 2);
    const user = await wait(db, showId, 2);
    const [first] = bookings as [Booked];
    const ctx = testCtx(db, first.user);
    await cancelBooking(ctx, { id: first.bookingId }, reactions);
    // Before any worker has come: a walk-in is refused, and no screen has shown the seats free.
    const early = await book(db, await makeUser(db), showId, [1, 2]);
    const { rows } = await db.pool.query<{ status: string; reason: string }>(
      'SELECT status, reason FROM bookings WHERE id = $1',
      [early],
    );
    expect(rows[0]).toEqual({ status: 'REFUSED', reason: 'sold_out' });
    const shown = ctx.dispatched.find((row) => row.topic === 'event' && row.envelope.type === 'seats.changed');
    expect(shown).toMatchObject({
      envelope: {
        data: {
          free: [],
          held: [
            [1, 3],
            [2, 3],
          ],
        },
      },
    });
    // The job was written by the transaction that freed the seats.
    const jobs = await db.pool.query(
      `SELECT FROM outbox WHERE name = 'waitinglist.offer' AND payload ->> 'showId' = $1`,
      [showId],
    );
    expect(jobs.rows).toHaveLength(1);

    const worker = testCtx(db);
    await offerSeats(worker, { showId }, reactions);
    const entry = await entryOf(db, user, showId);
    expect(entry).toMatchObject({
      status: 'OFFERED',
      seats: ['A1', 'A2'],
      priceMinor: 1_000,
      currency: 'INR',
      ahead: null,
    });
    expect(worker.dispatched).toContainEqual(
      expect.objectContaining({
        channel: `user:${user.userId}`,
        envelope: expect.objectContaining({ type: 'offer.updated' }),
      }),
    );
    await book(db, await makeUser(db), showId, [1, 2]);
    expect((await promised(db, showId)).filter((seat) => seat <= 2)).toEqual([1, 2]);

    const accepted = await acceptOffer(testCtx(db, user), { id: showId }, gates);
    expect(accepted).toMatchObject({ status: 'ACCEPTED', seats: ['A1', 'A2'], deadline: null });
    expect(await acceptOffer(testCtx(db, user), { id: showId }, gates)).toEqual(accepted);
    const bookingId = accepted.bookingId ?? '';
    expect(await getBooking(testCtx(db, user), { id: bookingId })).toMatchObject({
      status: 'HELD',
      seats: ['A1', 'A2'],
      priceMinor: 1_000,
    });
    expect((await confirmBooking(testCtx(db, user), { id: bookingId }, reactions)).status).toBe('CONFIRMED');
  });

  it('can be snatched by a walk-in when the guard is off', async () => {
    const on = await ownDatabase();
    const { showId, bookings } = await soldOut(on, 10);
    await wait(on, showId, 2);
    const [first] = bookings as [Booked];
    await cancelBooking(
      testCtx(on, first.user),
      { id: first.bookingId },
      { ...reactions, holdsEnded: async () => undefined },
    );
    const quick = await makeUser(on);
    const bookingId = await book(on, quick, showId, [1, 2]);
    expect((await getBooking(testCtx(on, quick), { id: bookingId })).status).toBe('HELD');
  });

  it('goes to the next when it is declined or its time is over, and to everybody when nobody waits', async () => {
    const { showId, bookings } = await soldOut(db, 5);
    const [a, b, c] = (await waiters(db, showId, 3)) as [TestUser, TestUser, TestUser];
    const [first] = bookings as [Booked];
    await cancel(db, first);
    await offer(db, showId);
    // Five seats became free, three wait for one each; the two that serve nobody are on sale again.
    expect(await statuses(db, [a, b, c], showId)).toEqual(['OFFERED', 'OFFERED', 'OFFERED']);
    const buyer = await makeUser(db);
    const rest = await book(db, buyer, showId, [4, 5]);
    expect((await getBooking(testCtx(db, buyer), { id: rest })).status).toBe('HELD');

    const d = await wait(db, showId, 1);
    const e = await wait(db, showId, 2);
    await leaveWaitingList(testCtx(db, b), { id: showId }, reactions);
    await offer(db, showId);
    expect(await statuses(db, [a, b, c, d, e], showId)).toEqual(['OFFERED', 'LEFT', 'OFFERED', 'OFFERED', 'WAITING']);
    expect(labels(await entryOf(db, d, showId))).toEqual(['A2']);

    await expireOffers(db, showId);
    await expect(acceptOffer(testCtx(db, a), { id: showId }, gates)).rejects.toMatchObject({
      code: 'offer_expired',
    });
    await sweepWaitingLists(testCtx(db), reactions);
    expect(await statuses(db, [a, b, c, d, e], showId)).toEqual(['EXPIRED', 'LEFT', 'EXPIRED', 'EXPIRED', 'OFFERED']);
    expect(labels(await entryOf(db, e, showId))).toEqual(['A1', 'A2']);
    const walkIn = await makeUser(db);
    const left = await book(db, walkIn, showId, [3]);
    expect((await getBooking(testCtx(db, walkIn), { id: left })).status).toBe('HELD');
  });

  it('keeps to what was asked for: so many, side by side if possible, of the zone', async () => {
    const { showId, bookings } = await soldOut(db, 1);
    const front = await wait(db, showId, 1, 'front');
    const four = await wait(db, showId, 4);
    const two = await wait(db, showId, 2, 'back');
    // 12 and 14 are apart, 17 and 18 are neighbours; all in the second row.
    for (const seat of [12, 17, 18]) await cancel(db, bookings[seat - 1] as Booked);
    await offer(db, showId);
    expect(await statuses(db, [front, four, two], showId)).toEqual(['WAITING', 'WAITING', 'OFFERED']);
    expect(labels(await entryOf(db, two, showId))).toEqual(['B7', 'B8']);
    await cancel(db, bookings[2] as Booked);
    await offer(db, showId);
    expect(labels(await entryOf(db, front, showId))).toEqual(['A3']);
    expect((await entryOf(db, four, showId)).status).toBe('WAITING');
  });

  it('is not made past what one person may have of a show', async () => {
    const { showId, bookings } = await soldOut(db, 2, { seatsPerUser: 2 });
    const [holder, other] = bookings as [Booked, Booked];
    await joinWaitingList(testCtx(db, holder.user), { id: showId, quantity: 1 }, gates);
    const next = await wait(db, showId, 1);
    await cancel(db, other);
    await offer(db, showId);
    expect(await statuses(db, [holder.user, next], showId)).toEqual(['CLOSED', 'OFFERED']);
  });

  it('ends with the show', async () => {
    const { showId, bookings } = await soldOut(db, 10);
    const user = await wait(db, showId, 1);
    await db.pool.query(`UPDATE shows SET starts_at = clock_timestamp() + interval '60 seconds' WHERE id = $1`, [
      showId,
    ]);
    await cancel(db, bookings[0] as Booked);
    await offer(db, showId);
    const entry = await entryOf(db, user, showId);
    expect(new Date(entry.deadline ?? 0).getTime()).toBeLessThanOrEqual(Date.now() + 60_000);
    await db.pool.query(`UPDATE shows SET status = 'CANCELLED' WHERE id = $1`, [showId]);
    await expect(acceptOffer(testCtx(db, user), { id: showId }, gates)).rejects.toMatchObject({
      code: 'show_cancelled',
    });
  });
});

describe('choosing seats', () => {
  it('gives as many as were asked for, of the free ones, in neighbouring seats whenever there are such', async () => {
    const { showId } = await makeShow(db, { rows: 2 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }),
        async (free, quantity) => {
          const { rows } = await db.pool.query<{ seats: number[] | null }>(
            'SELECT choose_seats($1, $2, $3, NULL) AS seats',
            [showId, free, quantity],
          );
          const seats = rows[0]?.seats ?? null;
          expect(seats === null).toBe(free.length < quantity);
          if (seats === null) return;
          expect(seats).toHaveLength(quantity);
          expect(seats.every((seat) => free.includes(seat))).toBe(true);
          const isRun = (first: number) =>
            Math.floor((first - 1) / 10) === Math.floor((first + quantity - 2) / 10) &&
            Array.from({ length: quantity }, (_, at) => first + at).every((seat) => free.includes(seat));
          if (free.some(isRun))
            expect(seats).toEqual(Array.from({ length: quantity }, (_, at) => (seats[0] ?? 0) + at));
        },
      ),
      { numRuns: 60 },
    );
  });
});
