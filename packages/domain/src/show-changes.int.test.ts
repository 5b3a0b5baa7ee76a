import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow, type ShowOptions } from '@docket/testing/catalog';
import { cancelBooking } from './booking/cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { getBooking } from './booking/get.ts';
import { holdBookings } from './booking/hold.ts';
import { placeBooking } from './booking/place.ts';
import { changeShow } from './catalog/show/change-show.ts';
import { disableUser } from './identity/user/disable-user.ts';
import { reactions } from './reactions.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from './spine/fixtures.ts';
import { getBookingTickets } from './ticket/get.ts';
import { getWaitingEntry } from './waiting-list/get.ts';
import { joinWaitingList } from './waiting-list/join.ts';
import { offerSeats } from './waiting-list/offer.ts';
import { getRoom } from './waiting-room/get.ts';
import { enterTogether } from './waiting-room/join.ts';

setUpDatabase();

type Buyer = { readonly user: TestUser; readonly id: string };

async function place(on: Db, showId: string, seats: readonly number[]): Promise<Buyer> {
  const user = await makeUser(on);
  const input = { kind: 'seats', showId, seats: seats.map((seat) => labelOf(seat)) } as const;
  const { bookingId } = await placeBooking(
    testCtx(on, user),
    { ...input, idempotencyKey: null, depthLimit: 1_000 },
    [],
  );
  return { user, id: bookingId };
}

async function held(on: Db, showId: string, seats: readonly number[]): Promise<Buyer> {
  const buyer = await place(on, showId, seats);
  await holdBookings(testCtx(on), { bookingIds: [buyer.id] });
  return buyer;
}

async function confirmed(on: Db, showId: string, seats: readonly number[]): Promise<Buyer> {
  const buyer = await held(on, showId, seats);
  await confirmBooking(testCtx(on, buyer.user), { id: buyer.id }, reactions);
  return buyer;
}

async function waiter(showId: string, quantity: number): Promise<TestUser> {
  const user = await makeUser(db);
  await joinWaitingList(testCtx(db, user), { id: showId, quantity }, []);
  return user;
}

const read = ({ user, id }: Buyer, on: Db = db) => getBooking(testCtx(on, user), { id });
const rowSeats = (row: number): number[] => Array.from({ length: 10 }, (_, at) => 10 * row + at + 1);
const cancelShow = (ctx: TestCtx, id: string) => changeShow(ctx, { id, status: 'CANCELLED' }, reactions);

function eventsTo(ctx: TestCtx, channel: string): EventEnvelope[] {
  return ctx.dispatched.flatMap((row) => (row.topic === 'event' && row.channel === channel ? [row.envelope] : []));
}

/** What a user, or whoever looks at a channel, was told of the state of things. */
const told = (ctx: TestCtx, channel: string) => eventsTo(ctx, channel).filter(({ type }) => type !== 'notification');

/** The kinds of notifications that a user was given. */
const notified = (ctx: TestCtx, { userId }: TestUser) =>
  eventsTo(ctx, `user:${userId}`).flatMap((event) => (event.type === 'notification' ? [event.data] : []));

describe('a show that is cancelled', () => {
  it('takes everything along that was sold, held, asked for, offered and waited for, and tells each of them', async () => {
    const { showId } = await makeShow(db, { rows: 3 });
    const [sold, kept, gone] = [
      await confirmed(db, showId, rowSeats(0)),
      await held(db, showId, rowSeats(1)),
      await held(db, showId, rowSeats(2)),
    ];
    const [offered, waiting] = [await waiter(showId, 10), await waiter(showId, 1)];
    await cancelBooking(testCtx(db, gone.user), { id: gone.id }, reactions);
    await offerSeats(testCtx(db), { showId }, reactions);
    const asked = await place(db, showId, [1]);
    expect((await getWaitingEntry(testCtx(db, offered), { id: showId })).status).toBe('OFFERED');

    const ctx = testCtx(db);
    expect((await cancelShow(ctx, showId)).status).toBe('CANCELLED');
    expect(await read(sold)).toMatchObject({
      status: 'CANCELLED',
      reason: 'show_cancelled',
      show: { status: 'CANCELLED' },
    });
    expect(await read(kept)).toMatchObject({ status: 'CANCELLED', reason: 'show_cancelled' });
    expect(await read(asked)).toMatchObject({ status: 'REFUSED', reason: 'show_cancelled' });
    expect((await getBookingTickets(testCtx(db, sold.user), { id: sold.id })).tickets[0]?.state).toBe('VOID');
    for (const user of [offered, waiting])
      expect((await getWaitingEntry(testCtx(db, user), { id: showId })).status).toBe('CLOSED');

    for (const { user, id } of [sold, kept, asked])
      expect(told(ctx, `user:${user.userId}`)).toMatchObject([
        { type: 'booking.updated', data: { bookingId: id, reason: 'show_cancelled' } },
        { type: 'show.changed', data: { showId, status: 'CANCELLED' } },
      ]);
    for (const user of [offered, waiting])
      expect(told(ctx, `user:${user.userId}`)).toMatchObject([{ type: 'offer.updated', data: { status: 'CLOSED' } }]);
    expect(told(ctx, `show:${showId}`).map(({ type }) => type)).toEqual(['seats.changed', 'show.changed']);
    for (const { user } of [sold, kept, asked])
      expect(notified(ctx, user)).toMatchObject([{ kind: 'show_cancelled', data: { showId, hadSeats: true } }]);
    for (const user of [offered, waiting])
      expect(notified(ctx, user)).toMatchObject([{ kind: 'show_cancelled', data: { showId, hadSeats: false } }]);
    await expect(confirmBooking(testCtx(db, kept.user), { id: kept.id }, reactions)).rejects.toMatchObject({
      code: 'booking_closed',
    });
    await expect(joinWaitingList(testCtx(db, waiting), { id: showId, quantity: 1 }, [])).rejects.toMatchObject({
      code: 'show_cancelled',
    });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('sends everybody away who is in its waiting room, and lets nobody in any more', async () => {
    const { showId } = await makeShow(db, { waitingRoom: true });
    const [early, late] = [await makeUser(db), await makeUser(db)];
    await enterTogether(testCtx(db), [{ showId, userId: early.userId }]);
    const ctx = testCtx(db);
    await cancelShow(ctx, showId);
    expect((await getRoom(testCtx(db, early), { id: showId })).entry?.status).toBe('EXPIRED');
    expect(told(ctx, `user:${early.userId}`)).toMatchObject([{ type: 'room.updated', data: { status: 'EXPIRED' } }]);
    await enterTogether(testCtx(db), [{ showId, userId: late.userId }]);
    expect((await getRoom(testCtx(db, late), { id: showId })).entry).toBeNull();
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is refused by the database to whoever confirms a booking that was left behind', async () => {
    const on = await ownDatabase();
    const { showId } = await makeShow(on, { rows: 1 });
    const buyer = await held(on, showId, [1]);
    await on.pool.query(`UPDATE shows SET status = 'CANCELLED' WHERE id = $1`, [showId]);
    const confirm = () => confirmBooking(testCtx(on, buyer.user), { id: buyer.id }, reactions);
    await expect(confirm()).rejects.toMatchObject({ code: 'show_cancelled' });
    expect(
      (await on.pool.query('SELECT outcome FROM confirm_booking($1, $2, false)', [buyer.id, buyer.user.userId])).rows,
    ).toEqual([{ outcome: 'closed' }]);
    expect(await read(buyer, on)).toMatchObject({ status: 'HELD' });
    expect(await brokenRules(on)).toContain('no bookings of cancelled shows');
  });

  /** A booking comes and is decided when the show's bookings have been ended, and the transaction that does so has not committed. */
  async function decidedMeanwhile(on: Db): Promise<string> {
    const { showId } = await makeShow(on, { rows: 1 });
    let late: { readonly buyer: Buyer; readonly deciding: Promise<void> } | undefined;
    const cancelled: typeof reactions.shows.cancelled = async (tx, show) => {
      await reactions.shows.cancelled(tx, show);
      const buyer = await place(on, showId, [1]);
      late = { buyer, deciding: holdBookings(testCtx(on), { bookingIds: [buyer.id] }) };
      // Either it waits for this transaction by now, or it is done.
      await Promise.race([late.deciding, sleep(300)]);
    };
    const others = { ...reactions, shows: { ...reactions.shows, cancelled } };
    await changeShow(testCtx(on), { id: showId, status: 'CANCELLED' }, others);
    if (late === undefined) throw new Error('nothing was cancelled');
    await late.deciding;
    return (await read(late.buyer, on)).status;
  }

  it('overlooks nothing that is being decided this moment', async () => {
    expect(await decidedMeanwhile(db)).toBe('REFUSED');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('overlooks it when the show is not locked (negative control)', async () => {
    const on = await ownDatabase();
    await on.pool.query(
      `CREATE OR REPLACE FUNCTION show_lock(p_show uuid) RETURNS bigint LANGUAGE sql VOLATILE AS $$ SELECT (random() * 1e15)::bigint $$`,
    );
    expect(await decidedMeanwhile(on)).toBe('HELD');
    expect(await brokenRules(on)).toContain('no bookings of cancelled shows');
  });
});

describe('a show that is moved', () => {
  const HOUR = 3_600_000;
  const later = (from: Date | string, hours = 2) => new Date(new Date(from).getTime() + hours * HOUR).toISOString();

  async function movedShow(options: ShowOptions = {}) {
    const { showId } = await makeShow(db, { rows: 1, ...options });
    const [sold, kept] = [await confirmed(db, showId, [1, 2]), await held(db, showId, [3])];
    const before = (await read(sold)).show.startsAt;
    const ctx = testCtx(db);
    const move = (startsAt: string) => changeShow(ctx, { id: showId, startsAt }, reactions);
    return { showId, sold, kept, before, ctx, move };
  }

  it('keeps its bookings, and tells their buyers the old and the new time', async () => {
    const { showId, sold, kept, before, ctx, move } = await movedShow();
    await move(later(before));
    const show = { startsAt: later(before), movedFrom: before };
    expect(await read(sold)).toMatchObject({ status: 'CONFIRMED', show });
    expect(await read(kept)).toMatchObject({ status: 'HELD', show });
    for (const { user } of [sold, kept])
      expect(told(ctx, `user:${user.userId}`)).toMatchObject([{ type: 'show.changed', data: { showId, ...show } }]);
    for (const { user } of [sold, kept])
      expect(notified(ctx, user)).toMatchObject([{ kind: 'show_moved', data: { showId, ...show } }]);
    expect((await read(await held(db, showId, [4]))).show.movedFrom).toBeNull();
    // Who booked for a time is told that time, however often it has changed since.
    await move(later(before, 5));
    expect((await read(sold)).show.movedFrom).toBe(before);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is given back by those who bought it for another time, and by nobody else', async () => {
    const { showId, sold, before, move } = await movedShow();
    // Its terms give nothing back; only the move does.
    await db.pool.query('UPDATE shows SET refund_percent = 0 WHERE id = $1', [showId]);
    const giveBack = (buyer: Buyer) => cancelBooking(testCtx(db, buyer.user), { id: buyer.id }, reactions);
    await expect(giveBack(sold)).rejects.toMatchObject({ code: 'booking_confirmed' });
    await move(later(before));
    const knew = await confirmed(db, showId, [5]);
    await expect(giveBack(knew)).rejects.toMatchObject({ code: 'booking_confirmed' });
    await giveBack(sold);
    await giveBack(sold);
    expect(await read(sold)).toMatchObject({ status: 'CANCELLED', reason: 'show_moved' });
    expect((await getBookingTickets(testCtx(db, sold.user), { id: sold.id })).tickets[0]?.state).toBe('VOID');
    expect((await read(await held(db, showId, [1, 2]))).status).toBe('HELD');
    await move(before);
    await expect(giveBack(await confirmed(db, showId, [6]))).rejects.toMatchObject({ code: 'booking_confirmed' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('goes where its hall is free, to a time that is to come, after its sale has opened', async () => {
    const { showId, before, move } = await movedShow({ startsIn: 10 * 86_400 });
    const { hallId } = (
      await db.pool.query<{ hallId: string }>('SELECT hall_id AS "hallId" FROM shows WHERE id = $1', [showId])
    ).rows[0] ?? { hallId: '' };
    await makeShow(db, { hallId, startsIn: 10 * 86_400 + 6 * 3_600 });
    await expect(move(later(before, 5))).rejects.toMatchObject({
      code: 'hall_busy',
      fields: [
        { path: 'body.startsAt', message: expect.stringMatching(/^The hall has another show from .* local time in /) },
      ],
    });
    await expect(move(new Date(Date.now() - HOUR).toISOString())).rejects.toMatchObject({ code: 'invalid_request' });
    await move(later(before, 1));
    await db.pool.query(`UPDATE shows SET sale_opens_at = clock_timestamp() + interval '1 day' WHERE id = $1`, [
      showId,
    ]);
    await expect(move(new Date(Date.now() + HOUR).toISOString())).rejects.toMatchObject({
      fields: [{ path: 'body.saleOpensAt' }, { path: 'body.startsAt' }],
    });
  });
});

describe('an account that is closed', () => {
  it('gives up what it held and waited for, and keeps what it has bought', async () => {
    const { showId } = await makeShow(db, { rows: 2 });
    const { showId: other } = await makeShow(db, { rows: 1, waitingRoom: true });
    const keeper = await confirmed(db, showId, rowSeats(0));
    const holder = await held(db, showId, rowSeats(1));
    const waiting = await waiter(showId, 1);
    await enterTogether(testCtx(db), [{ showId: other, userId: waiting.userId }]);
    const ctx = testCtx(db);
    for (const { userId } of [keeper.user, holder.user, waiting]) await disableUser(ctx, { userId }, reactions);
    expect((await read(keeper)).status).toBe('CONFIRMED');
    expect((await read(holder)).status).toBe('CANCELLED');
    expect((await getWaitingEntry(testCtx(db, waiting), { id: showId })).status).toBe('LEFT');
    expect(told(ctx, `user:${waiting.userId}`).map(({ type }) => type)).toEqual(['room.updated', 'offer.updated']);
    expect(await brokenRules(db)).toEqual([]);
  });
});
