import { describe, expect, it } from 'vitest';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { changeShow } from '../../catalog/show/change-show.ts';
import { disableUser } from '../../identity/user/disable-user.ts';
import { reactions } from '../../reactions.ts';
import { brokenRules, db, setUpDatabase } from '../../spine/fixtures.ts';
import { getBookingTickets } from '../../ticket/get.ts';
import { cancelBooking } from '../cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { takeFreeBooking } from '../confirm.ts';
import { holdBookings } from '../hold.ts';
import { listBookings } from '../list.ts';
import { placeBooking } from '../place.ts';
import { refundBookings } from '../refund.ts';
import { PAYING_SECONDS_MAX } from './begin.ts';
import {
  begin,
  cancelShow,
  expired,
  failed,
  held,
  GRACE_SECONDS,
  inSeconds,
  paid,
  paidFor,
  read,
  refundsOf,
  runOut,
  sweep,
  type Held,
} from './fixtures.ts';

setUpDatabase();

async function endOfHold({ id }: Held): Promise<number> {
  const { rows } = await db.pool.query<{ left: number }>(
    `SELECT extract(epoch FROM min(h.expires_at) - clock_timestamp())::float8 AS left FROM bookings b JOIN holds h ON h.id = b.hold_id OR h.id = ANY (b.allowances) WHERE b.id = $1`,
    [id],
  );
  return rows[0]?.left ?? Number.NaN;
}

describe('an attempt to pay', () => {
  it('keeps the seats until its end and a grace, once, and tells the buyer the end without it', async () => {
    const { showId } = await makeShow(db);
    const booking = await held(db, showId, [1, 2]);
    const owed = await begin(booking);
    expect(owed).toEqual({ amountMinor: 1_000, currency: 'INR', description: 'Test title: A1 A2' });
    const first = await read(booking);
    expect(first).toMatchObject({ status: 'AWAITING_PAYMENT', revision: 2 });
    expect(Date.parse(first.deadline ?? '') - Date.now()).toBeGreaterThan(830_000);
    expect(Date.parse(first.deadline ?? '') - Date.now()).toBeLessThanOrEqual((900 - GRACE_SECONDS) * 1_000);
    expect(await endOfHold(booking)).toBeGreaterThan(890);
    await failed(booking);
    expect(await read(booking)).toMatchObject({ status: 'HELD', deadline: first.deadline, revision: 3 });
    await begin(booking, db, inSeconds(1_700));
    expect(await read(booking)).toMatchObject({ status: 'AWAITING_PAYMENT', deadline: first.deadline });
    expect(await endOfHold(booking)).toBeLessThan(901);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('never shortens the time of a booking, and never prolongs it beyond the bound', async () => {
    const { showId } = await makeShow(db);
    const [short, long] = [await held(db, showId, [1]), await held(db, showId, [2])];
    const before = (await read(short)).deadline;
    await begin(short, db, inSeconds(5));
    expect((await read(short)).deadline).toBe(before);
    await begin(long, db, inSeconds(86_400));
    expect(await endOfHold(long)).toBeLessThan(PAYING_SECONDS_MAX + 1);
  });

  it('keeps the seats for as long as a slow way to pay takes, from the first attempt on, however many are begun', async () => {
    const { showId } = await makeShow(db);
    const booking = await held(db, showId, [1]);
    await begin(booking);
    await failed(booking);
    await begin(booking, db, inSeconds(86_400), 86_400);
    expect(await endOfHold(booking)).toBeGreaterThan(86_000);
    const { deadline } = await read(booking);
    expect(Date.parse(deadline ?? '') - Date.now()).toBeGreaterThan(86_000_000);
    await failed(booking);
    await begin(booking, db, inSeconds(2 * 86_400), 86_400);
    expect(await endOfHold(booking)).toBeLessThan(86_401);
    // And a quick one afterwards does not shorten it.
    await failed(booking);
    await begin(booking);
    expect(await read(booking)).toMatchObject({ status: 'AWAITING_PAYMENT', deadline: expect.any(String) });
    expect(await endOfHold(booking)).toBeGreaterThan(86_000);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is for the buyer of a held booking of a show that is on sale, and costs something', async () => {
    const { showId } = await makeShow(db);
    const booking = await held(db, showId, [1]);
    const other = { ...booking, user: await makeUser(db) };
    await expect(begin(other)).rejects.toMatchObject({ code: 'booking_not_found' });
    await expect(begin({ ...booking, id: newId() })).rejects.toMatchObject({ code: 'booking_not_found' });
    await db.pool.query(`UPDATE shows SET starts_at = now() - interval '1 s' WHERE id = $1`, [showId]);
    await expect(begin(booking)).rejects.toMatchObject({ code: 'booking_closed' });
    await db.pool.query(`UPDATE shows SET starts_at = now() + interval '1 d' WHERE id = $1`, [showId]);
    await db.pool.query('UPDATE bookings SET price_minor = 0 WHERE id = $1', [booking.id]);
    await expect(begin(booking)).rejects.toMatchObject({ code: 'nothing_to_pay' });
    await db.pool.query('UPDATE bookings SET price_minor = 500 WHERE id = $1', [booking.id]);
    await runOut(booking, db, 30);
    await expect(begin(booking)).rejects.toMatchObject({ code: 'booking_expired' });
    await runOut(booking);
    await sweep();
    await expect(begin(booking)).rejects.toMatchObject({ code: 'booking_expired' });
    const bought = await held(db, showId, [2]);
    await confirmBooking(testCtx(db, bought.user), { id: bought.id }, reactions);
    await expect(begin(bought)).rejects.toMatchObject({ code: 'already_paid' });
    const given = await held(db, showId, [3]);
    await cancelBooking(testCtx(db, given.user), { id: given.id }, reactions);
    await expect(begin(given)).rejects.toMatchObject({ code: 'booking_closed' });
  });

  it('is listed as upcoming, cannot be given up or confirmed besides, and ends with its account', async () => {
    const { showId } = await makeShow(db);
    const booking = await held(db, showId, [1]);
    await begin(booking);
    const ctx = testCtx(db, booking.user);
    expect((await listBookings(ctx, { limit: 5, when: 'upcoming' })).data).toMatchObject([{ bookingId: booking.id }]);
    await expect(cancelBooking(ctx, booking, reactions)).rejects.toMatchObject({ code: 'payment_in_progress' });
    await expect(confirmBooking(ctx, booking, reactions)).rejects.toMatchObject({ code: 'payment_in_progress' });
    await disableUser(testCtx(db, await makeUser(db, 'admin')), { userId: booking.user.userId }, reactions);
    expect((await read(booking)).status).toBe('CANCELLED');
    expect(await paid(booking)).toMatchObject({ delivered: false, reason: 'booking_cancelled' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('that fails when the time is over leaves nothing held', async () => {
    const { showId } = await makeShow(db);
    const booking = await held(db, showId, [1]);
    await begin(booking);
    await runOut(booking, db, 30);
    await failed(booking);
    expect((await read(booking)).status).toBe('EXPIRED');
    expect((await read(await held(db, showId, [1]))).status).toBe('HELD');
    await failed(booking);
    expect((await read(booking)).status).toBe('EXPIRED');
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('money for a booking', () => {
  it('confirms it, writes its tickets, and does so once for each payment', async () => {
    const { showId } = await makeShow(db);
    const booking = await held(db, showId, [1, 2]);
    await begin(booking);
    const paymentId = newId();
    expect(await paid(booking, db, paymentId)).toEqual({ delivered: true, note: null });
    expect(await read(booking)).toMatchObject({ status: 'CONFIRMED', revision: 3, reason: null });
    expect((await getBookingTickets(testCtx(db, booking.user), booking)).tickets).toHaveLength(2);
    expect(await paid(booking, db, paymentId)).toEqual({ delivered: true, note: null });
    expect(await paid(booking)).toMatchObject({ delivered: false, reason: 'paid_twice' });
    expect((await read(booking)).revision).toBe(3);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('confirms it also after its attempt was said to have failed, and within the grace', async () => {
    const { showId } = await makeShow(db);
    const [again, graced] = [await held(db, showId, [1]), await held(db, showId, [2])];
    for (const booking of [again, graced]) await begin(booking);
    await failed(again);
    expect(await paid(again)).toEqual({ delivered: true, note: null });
    await runOut(graced, db, 30);
    await sweep();
    expect((await read(graced)).status).toBe('AWAITING_PAYMENT');
    expect(await paid(graced)).toEqual({ delivered: true, note: null });
  });

  it('that is late buys the same seats while nobody has them', async () => {
    const { showId } = await makeShow(db);
    const booking = await expired(db, showId, [1, 2]);
    expect(await paid(booking)).toMatchObject({ delivered: true, note: expect.stringContaining('still free') });
    expect(await read(booking)).toMatchObject({ status: 'CONFIRMED', seats: ['A1', 'A2'] });
    expect((await getBookingTickets(testCtx(db, booking.user), booking)).tickets).toHaveLength(2);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('that is late buys others of the same zone side by side when the seats are gone', async () => {
    const { showId } = await makeShow(db);
    const booking = await expired(db, showId, [11, 12]);
    await held(db, showId, [12]);
    const delivery = await paid(booking);
    expect(delivery).toMatchObject({ delivered: true, note: expect.stringMatching(/B1 B2 had gone.*C1 C2 instead/) });
    expect(await read(booking)).toMatchObject({
      status: 'CONFIRMED',
      seats: ['C1', 'C2'],
      priceMinor: 500,
      lines: [
        { label: 'C1', zone: 'back', priceMinor: 250 },
        { label: 'C2', zone: 'back', priceMinor: 250 },
      ],
    });
    expect((await getBookingTickets(testCtx(db, booking.user), booking)).tickets.map(({ seat }) => seat)).toEqual([
      'C1',
      'C2',
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('that is late goes back when there is nothing of the same price side by side, or the show has begun', async () => {
    const { showId } = await makeShow(db, { seatsPerUser: 20 });
    const front = await expired(db, showId, [1, 2]);
    await held(db, showId, [2, 4, 6, 8, 10]);
    expect(await paid(front)).toMatchObject({ delivered: false, reason: 'too_late' });
    expect(await read(front)).toMatchObject({ status: 'EXPIRED', seats: ['A1', 'A2'] });
    const back = await expired(db, showId, [21]);
    await db.pool.query(`UPDATE shows SET starts_at = now() - interval '1 s' WHERE id = $1`, [showId]);
    expect(await paid(back)).toMatchObject({ delivered: false, reason: 'too_late' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('that is late does not lift the limit of one person', async () => {
    const { showId } = await makeShow(db, { seatsPerUser: 2 });
    const booking = await expired(db, showId, [1, 2]);
    await held(db, showId, [11], booking.user);
    expect(await paid(booking)).toMatchObject({ delivered: false, reason: 'too_late' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('that is late buys other places of a standing area', async () => {
    const { showId } = await makeShow(db, { places: 4, rows: 1 });
    const user = await makeUser(db);
    const place = async (who: TestUser, count: number): Promise<Held> => {
      const input = { kind: 'seats', showId, seats: [], places: [{ area: 'floor', count }] } as const;
      const { bookingId } = await placeBooking(
        testCtx(db, who),
        { ...input, idempotencyKey: null, depthLimit: 1_000 },
        [],
      );
      await holdBookings(testCtx(db), { bookingIds: [bookingId] });
      return { user: who, id: bookingId, showId };
    };
    const booking = await place(user, 2);
    await begin(booking);
    await runOut(booking);
    await sweep();
    const rival = await place(await makeUser(db), 1);
    expect(await paid(booking)).toMatchObject({ delivered: true });
    const seats = [...(await read(booking)).seats, ...(await read(rival)).seats];
    expect(new Set(seats).size).toBe(3);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('for a show that was cancelled goes back, and says so', async () => {
    const { showId } = await makeShow(db);
    const [paying, late] = [await held(db, showId, [1]), await expired(db, showId, [2])];
    await begin(paying);
    await cancelShow(showId);
    expect(await read(paying)).toMatchObject({ status: 'CANCELLED', reason: 'show_cancelled' });
    for (const booking of [paying, late])
      expect(await paid(booking)).toMatchObject({ delivered: false, reason: 'show_cancelled' });
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('a booking that costs nothing', () => {
  it('is taken without money, and only such a one', async () => {
    const { showId } = await makeShow(db, { startsIn: 200_000 });
    const [free, priced] = [await held(db, showId, [1]), await held(db, showId, [2])];
    await db.pool.query(`UPDATE bookings SET price_minor = 0, discount_minor = 500 WHERE id = $1`, [free.id]);
    expect((await takeFreeBooking(testCtx(db, free.user), free, reactions)).status).toBe('CONFIRMED');
    expect((await takeFreeBooking(testCtx(db, free.user), free, reactions)).revision).toBe(2);
    await expect(takeFreeBooking(testCtx(db, priced.user), priced, reactions)).rejects.toMatchObject({
      code: 'booking_not_free',
    });
    await cancelBooking(testCtx(db, free.user), free, reactions);
    expect(await read(free)).toMatchObject({ status: 'CANCELLED', reason: null });
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('a booking that was paid for', () => {
  it('is given back by the terms of its show: its share is owed, once, and its seats are free', async () => {
    const { showId } = await makeShow(db, { startsIn: 7_200 });
    await db.pool.query('UPDATE shows SET refund_minutes = 60, refund_percent = 79 WHERE id = $1', [showId]);
    const booking = await paidFor(db, showId, [11]);
    const ctx = testCtx(db, booking.user);
    expect(await read(booking)).toMatchObject({ status: 'CONFIRMED', refund: { minutes: 60, percent: 79 } });
    const give = () => cancelBooking(ctx, booking, reactions);
    const both = await Promise.allSettled([give(), give()]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect(await read(booking)).toMatchObject({ status: 'CANCELLED', reason: null, revision: 4 });
    await refundBookings(testCtx(db), { bookingIds: [booking.id] });
    expect(await refundsOf(booking)).toEqual(['198 booking_cancelled']);
    expect((await read(await held(db, showId, [11]))).status).toBe('HELD');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is kept when it is too late to give it back, or the show gives nothing back', async () => {
    const { showId } = await makeShow(db, { startsIn: 7_200 });
    const booking = await paidFor(db, showId, [1]);
    const give = () => cancelBooking(testCtx(db, booking.user), booking, reactions);
    await expect(give()).rejects.toMatchObject({ code: 'booking_confirmed' });
    await db.pool.query('UPDATE shows SET refund_minutes = 0, refund_percent = 0 WHERE id = $1', [showId]);
    await expect(give()).rejects.toMatchObject({ code: 'booking_confirmed' });
    expect(await refundsOf(booking)).toEqual([]);
  });

  it('of a show that was moved is given back whole, on request', async () => {
    const { showId } = await makeShow(db, { startsIn: 7_200 });
    const booking = await paidFor(db, showId, [1]);
    await db.pool.query('UPDATE shows SET refund_percent = 0 WHERE id = $1', [showId]);
    const manager = testCtx(db, await makeUser(db, 'manager'));
    await changeShow(manager, { id: showId, startsAt: inSeconds(90_000).toISOString() }, reactions);
    expect(await refundsOf(booking)).toEqual([]);
    await cancelBooking(testCtx(db, booking.user), booking, reactions);
    expect(await read(booking)).toMatchObject({ status: 'CANCELLED', reason: 'show_moved' });
    expect(await refundsOf(booking)).toEqual(['500 show_moved']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('of a show that was cancelled goes back whole, by jobs that may come again', async () => {
    const { showId } = await makeShow(db);
    const many: Held[] = [];
    for (let seat = 1; seat <= 7; seat += 1) many.push(await paidFor(db, showId, [seat]));
    const unpaid = await held(db, showId, [11]);
    await confirmBooking(testCtx(db, unpaid.user), unpaid, reactions);
    const ctx = testCtx(db, await makeUser(db, 'manager'));
    await changeShow(ctx, { id: showId, status: 'CANCELLED' }, reactions);
    expect(await refundsOf(...many)).toEqual([]);
    const jobs = ctx.dispatched.flatMap((row) =>
      row.topic === 'job' && row.name === 'booking.refund' ? [row.payload] : [],
    );
    const bookingIds = many.map(({ id }) => id);
    expect(jobs).toEqual([{ bookingIds: expect.arrayContaining(bookingIds) }]);
    // A worker dies after three of them, and another takes the job.
    await refundBookings(testCtx(db), { bookingIds: bookingIds.slice(0, 3) });
    await refundBookings(testCtx(db), { bookingIds: [...bookingIds, unpaid.id] });
    expect(await refundsOf(...many, unpaid)).toEqual(many.map(() => '500 show_cancelled'));
    expect(await brokenRules(db)).toEqual([]);
  });

  it('of a show with few buyers that was cancelled goes back at once', async () => {
    const { showId } = await makeShow(db);
    const booking = await paidFor(db, showId, [1]);
    await cancelShow(showId);
    expect(await refundsOf(booking)).toEqual(['500 show_cancelled']);
    expect(await brokenRules(db)).toEqual([]);
  });
});
