import { describe, expect, it } from 'vitest';
import { priceClasses } from '@docket/contracts/catalog/price-class';
import { createVoucher as contract } from '@docket/contracts/http/voucher';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { newId } from '@docket/runtime/id';
import { changeShow } from '../../catalog/show/change-show.ts';
import { getShow } from '../../catalog/show/get-show.ts';
import { reactions } from '../../reactions.ts';
import { sweepHolds } from '../../reservation/sweep.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../../spine/fixtures.ts';
import { cancelBooking } from '../cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { getBooking } from '../get.ts';
import { holdBookings } from '../hold.ts';
import { placeBooking } from '../place.ts';
import { createVoucher } from '../voucher/create.ts';
import { listVouchers } from '../voucher/list.ts';
import { withdrawVoucher } from '../voucher/withdraw.ts';

setUpDatabase();

/** Two rows of ten: the front costs 500, the back 250. */
async function show(classes: unknown = [], on: Db = db): Promise<string> {
  const { showId } = await makeShow(on, { rows: 2 });
  await changeShow(testCtx(on), { id: showId, classes: priceClasses.parse(classes) }, reactions);
  return showId;
}

const CHILD = { class: 'child', name: 'Child', prices: { front: 300, back: 100 } };

async function voucher(terms: object, on: Db = db) {
  const code = `V-${newId().slice(-12)}`;
  return createVoucher(testCtx(on), contract.body.parse({ code, quota: 100, ...terms }));
}

type Wanted = { readonly classes?: Record<string, string>; readonly voucher?: string; readonly user?: TestUser };

async function place(showId: string, seats: readonly number[], wanted: Wanted = {}, on: Db = db) {
  const { user = await makeUser(on), ...rest } = wanted;
  const input = { kind: 'seats', showId, seats: seats.map((seat) => labelOf(seat)), ...rest } as const;
  const { bookingId } = await placeBooking(
    testCtx(on, user),
    { ...input, idempotencyKey: null, depthLimit: 1_000 },
    [],
  );
  return { user, id: bookingId };
}

async function book(showId: string, seats: readonly number[], wanted: Wanted = {}, on: Db = db) {
  const placed = await place(showId, seats, wanted, on);
  await holdBookings(testCtx(on), { bookingIds: [placed.id] });
  return { ...placed, booking: await getBooking(testCtx(on, placed.user), { id: placed.id }) };
}

const used = async (id: string, on: Db = db) =>
  (await listVouchers(testCtx(on), { limit: 100 })).data.find(({ voucherId }) => voucherId === id);

describe('price classes', () => {
  it('are shown with the show, and each seat has the price of its own', async () => {
    const showId = await show([CHILD]);
    expect((await getShow({ db }, { id: showId })).classes).toEqual([{ ...CHILD, rules: {} }]);
    const { booking } = await book(showId, [1, 11, 12], { classes: { A1: 'child', B2: 'child' } });
    expect(booking).toMatchObject({
      status: 'HELD',
      priceMinor: 300 + 250 + 100,
      discountMinor: 0,
      voucher: null,
      lines: [
        { label: 'A1', class: 'child', priceMinor: 300 },
        { label: 'B1', class: 'full', priceMinor: 250 },
        { label: 'B2', class: 'child', priceMinor: 100 },
      ],
    });
    expect((await book(showId, [2])).booking).toMatchObject({ priceMinor: 500, lines: [{ class: 'full' }] });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('are refused at the gate where a rule is broken, before anything is written', async () => {
    const showId = await show([{ ...CHILD, rules: { perFullPrice: 1 } }]);
    const child = { A1: 'child' };
    await expect(place(showId, [1], { classes: child })).rejects.toMatchObject({ code: 'class_not_allowed' });
    await expect(place(showId, [2], { classes: child })).rejects.toMatchObject({ code: 'class_not_allowed' });
    await expect(place(showId, [1], { classes: { A1: 'student' } })).rejects.toMatchObject({
      code: 'class_not_allowed',
    });
    expect((await book(showId, [1, 2], { classes: child })).booking.priceMinor).toBe(800);
  });

  it('are refused by the worker when the show has changed since', async () => {
    const showId = await show([CHILD]);
    const { user, id } = await place(showId, [1], { classes: { A1: 'child' } });
    await changeShow(testCtx(db), { id: showId, classes: [] }, reactions);
    await holdBookings(testCtx(db), { bookingIds: [id] });
    expect(await getBooking(testCtx(db, user), { id })).toMatchObject({
      status: 'REFUSED',
      reason: 'class_not_allowed',
      priceMinor: null,
    });
    expect((await book(showId, [1])).booking.status).toBe('HELD');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('go to a share of the seats and no further, and come back with their bookings', async () => {
    const showId = await show([{ ...CHILD, rules: { share: 10 } }]);
    const placed: Awaited<ReturnType<typeof place>>[] = [];
    for (let seat = 1; seat <= 6; seat += 1)
      placed.push(await place(showId, [seat], { classes: { [labelOf(seat)]: 'child' } }));
    await Promise.all(placed.map(({ id }) => holdBookings(testCtx(db), { bookingIds: [id] })));
    const decided = await Promise.all(placed.map(({ user, id }) => getBooking(testCtx(db, user), { id })));
    const held = placed.filter((_, at) => decided[at]?.status === 'HELD');
    expect(held).toHaveLength(2);
    expect(decided.filter(({ reason }) => reason === 'class_sold_out')).toHaveLength(4);
    const [first] = held;
    if (first === undefined) throw new Error('nobody has one');
    await cancelBooking(testCtx(db, first.user), { id: first.id }, reactions);
    expect((await book(showId, [11], { classes: { B1: 'child' } })).booking.status).toBe('HELD');
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('a voucher', () => {
  it('takes something off the seats it is for', async () => {
    const showId = await show([CHILD]);
    const [quarter, amount, children] = [
      await voucher({ percent: 25 }),
      await voucher({ amountMinor: 100_000, currency: 'INR' }),
      await voucher({ percent: 100, classes: ['child'] }),
    ];
    expect((await book(showId, [1, 11], { voucher: quarter.code })).booking).toMatchObject({
      priceMinor: 563,
      discountMinor: 187,
      voucher: quarter.code,
    });
    expect((await book(showId, [2], { voucher: amount.code })).booking).toMatchObject({
      priceMinor: 0,
      discountMinor: 500,
    });
    const family = { voucher: children.code, classes: { B2: 'child' } };
    expect((await book(showId, [12, 13], family)).booking).toMatchObject({ priceMinor: 250, discountMinor: 100 });
    await expect(place(showId, [14], { voucher: children.code })).rejects.toMatchObject({ code: 'voucher_invalid' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is good for its shows, its currency and its time', async () => {
    const [showId, other] = [await show(), await show()];
    for (const terms of [
      { percent: 10, showIds: [other] },
      { amountMinor: 10, currency: 'EUR' },
      { percent: 10, validFrom: new Date(Date.now() + 60_000).toISOString() },
    ]) {
      const { code } = await voucher(terms);
      await expect(place(showId, [1], { voucher: code })).rejects.toMatchObject({ code: 'voucher_invalid' });
    }
    const past = new Date(Date.now() - 1_000).toISOString();
    await expect(voucher({ percent: 10, validUntil: past })).rejects.toMatchObject({
      code: 'invalid_request',
      fields: [{ path: 'body.validUntil' }],
    });
    const over = await voucher({ percent: 10, validUntil: new Date(Date.now() + 60_000).toISOString() });
    await db.pool.query('UPDATE vouchers SET valid_until = $2 WHERE id = $1', [over.voucherId, past]);
    await expect(place(showId, [1], { voucher: over.code })).rejects.toMatchObject({ code: 'voucher_invalid' });
    await expect(place(showId, [1], { voucher: 'NO-SUCH-CODE' })).rejects.toMatchObject({ code: 'voucher_invalid' });
  });

  it('that was withdrawn is taken no more; what holds it keeps it and is confirmed with it', async () => {
    const showId = await show();
    const { code, voucherId } = await voucher({ percent: 50 });
    const [held, waiting] = [await book(showId, [1], { voucher: code }), await place(showId, [2], { voucher: code })];
    expect(held.booking).toMatchObject({ status: 'HELD', priceMinor: 250 });
    const gone = await withdrawVoucher(testCtx(db), { id: voucherId });
    expect(gone).toMatchObject({ code, withdrawnAt: expect.any(String), held: 1 });
    await expect(place(showId, [3], { voucher: code })).rejects.toMatchObject({ code: 'voucher_invalid' });
    await holdBookings(testCtx(db), { bookingIds: [waiting.id] });
    expect(await getBooking(testCtx(db, waiting.user), { id: waiting.id })).toMatchObject({
      status: 'REFUSED',
      reason: 'voucher_invalid',
    });
    await confirmBooking(testCtx(db, held.user), { id: held.id }, reactions);
    expect(await getBooking(testCtx(db, held.user), { id: held.id })).toMatchObject({
      status: 'CONFIRMED',
      priceMinor: 250,
      voucher: code,
    });
    // Again it stays as it was the first time.
    expect((await withdrawVoucher(testCtx(db), { id: voucherId })).withdrawnAt).toBe(gone.withdrawnAt);
    await expect(withdrawVoucher(testCtx(db), { id: newId() })).rejects.toMatchObject({ code: 'voucher_not_found' });
    expect((await used(voucherId))?.withdrawnAt).toBe(gone.withdrawnAt);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('opens the class it names, for members', async () => {
    const showId = await show([
      { class: 'member', name: 'Member', prices: { front: 200 }, rules: { withVoucher: true } },
    ]);
    const classes = { A1: 'member' };
    await expect(place(showId, [1], { classes })).rejects.toMatchObject({ code: 'class_not_allowed' });
    const any = await voucher({ percent: 10 });
    await expect(place(showId, [1], { classes, voucher: any.code })).rejects.toMatchObject({
      code: 'class_not_allowed',
    });
    const members = await voucher({ classes: ['member'], perUser: 1 });
    expect((await book(showId, [1], { classes, voucher: members.code })).booking).toMatchObject({
      priceMinor: 200,
      discountMinor: 0,
    });
  });

  it('comes back when the booking ends, whatever ends it, and is used for good when it is confirmed', async () => {
    const showId = await show();
    const one = await voucher({ percent: 10, quota: 1 });
    const [cancelled, expired, bought] = [await makeUser(db), await makeUser(db), await makeUser(db)];
    const first = await book(showId, [1], { voucher: one.code, user: cancelled });
    expect((await book(showId, [2], { voucher: one.code })).booking).toMatchObject({
      status: 'REFUSED',
      reason: 'voucher_used_up',
      alternatives: [],
    });
    await cancelBooking(testCtx(db, cancelled), { id: first.id }, reactions);

    const { id } = await place(showId, [1], { voucher: one.code, user: expired });
    await holdBookings(testCtx(db, undefined, { HOLD_SECONDS: 0 }), { bookingIds: [id] });
    await sweepHolds(testCtx(db), reactions);
    expect((await getBooking(testCtx(db, expired), { id })).status).toBe('EXPIRED');
    expect(await used(one.voucherId)).toMatchObject({ held: 0, used: 0 });

    const last = await book(showId, [1], { voucher: one.code, user: bought });
    await confirmBooking(testCtx(db, bought), { id: last.id }, reactions);
    expect(await used(one.voucherId)).toMatchObject({ held: 0, used: 1 });
    expect(await brokenRules(db)).toEqual([]);
    await changeShow(testCtx(db), { id: showId, status: 'CANCELLED' }, reactions);
    expect(await used(one.voucherId)).toMatchObject({ held: 0, used: 0 });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is used by one person as often as one may', async () => {
    const showId = await show();
    const two = await voucher({ percent: 10, perUser: 2 });
    const user = await makeUser(db);
    const outcomes = [];
    for (const seat of [1, 2, 3])
      outcomes.push((await book(showId, [seat], { voucher: two.code, user })).booking.reason);
    expect(outcomes).toEqual([null, null, 'voucher_used']);
  });

  /** So many buyers for a voucher that is good for a few, in batches that are decided at once. @returns how many have it */
  async function race(on: Db, quota: number): Promise<number> {
    const [a, b] = [await show([], on), await show([], on)];
    const { code } = await voucher({ percent: 10, quota }, on);
    const placed: Awaited<ReturnType<typeof place>>[] = [];
    for (let n = 0; n < 24; n += 1)
      placed.push(await place(n % 2 === 0 ? a : b, [(n % 20) + 1], { voucher: code }, on));
    const batches = Map.groupBy(placed, (_) => placed.indexOf(_) % 8);
    await Promise.all(
      [...batches.values()].map((batch) => holdBookings(testCtx(on), { bookingIds: batch.map(({ id }) => id) })),
    );
    const decided = await Promise.all(placed.map(({ user, id }) => getBooking(testCtx(on, user), { id })));
    return decided.filter(({ status }) => status === 'HELD').length;
  }

  it('of which there are five is used by five of twenty-four who come at once', async () => {
    expect(await race(db, 5)).toBe(5);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is used more often when its counter is not guarded (negative control)', async () => {
    const on = await ownDatabase();
    await on.pool.query('ALTER TABLE pool_counters DROP CONSTRAINT pool_counters_whole');
    // The kernel's function without its look at what is left.
    const { rows } = await on.pool.query<{ text: string }>(
      `SELECT pg_get_functiondef('hold_counters'::regproc) AS text`,
    );
    await on.pool.query((rows[0]?.text ?? '').replace('FILTER (WHERE c.free < r.quantity)', 'FILTER (WHERE false)'));
    expect(await race(on, 5)).toBeGreaterThan(5);
    expect(await brokenRules(on)).toEqual(expect.arrayContaining(['capacity', 'vouchers within their quota']));
  });
});
