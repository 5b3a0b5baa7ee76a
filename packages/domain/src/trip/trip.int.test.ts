import { describe, expect, it } from 'vitest';
import { trip as tripContract } from '@docket/contracts/http/trip';
import type { CancellationPolicy } from '@docket/stay/shapes';
import { makeUser, testCtx } from '@docket/testing/builders';
import { inDays, makeHouse, override } from '../hotel/fixtures.ts';
import { reactions } from '../reactions.ts';
import { changeRooms, openRoomType } from '../hotel/rooms.ts';
import { change } from '../spine/emit.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { getTripCalendar } from './calendar.ts';
import {
  begin,
  beginPayment,
  bought,
  cancel,
  decide,
  failed,
  held,
  inSeconds,
  mostTaken,
  order,
  ordered,
  paid,
  quoted,
  read,
  refundsOf,
  runOut,
  sweep,
} from './fixtures.ts';
import { giveUpTrips } from './give-up-all.ts';
import { refuseUndecidedTrip } from './hold.ts';
import { listTrips } from './list.ts';
import { tripReceipt } from './receipt.ts';

setUpDatabase();

/** Events of a trip, oldest first, as the outbox has them. */
async function told(id: string): Promise<string[]> {
  const { rows } = await db.pool.query<{ said: string }>(
    `SELECT (payload -> 'data' ->> 'status') || ' ' || (payload -> 'data' ->> 'revision') AS said FROM outbox WHERE name = 'trip.updated' AND payload -> 'data' ->> 'tripId' = $1 ORDER BY id`,
    [id],
  );
  return rows.map(({ said }) => said);
}

describe('an order', () => {
  it('is waiting with a job, then held with all of its parts until its deadline', async () => {
    const [house, other] = [await makeHouse(db), await makeHouse(db, { name: 'Hill Top' })];
    const trip = await ordered(db, [{ house }, { house: other, from: 12, to: 15, rooms: 2 }]);
    const waiting = await read(trip);
    expect(waiting).toMatchObject({
      status: 'QUEUED',
      revision: 0,
      title: 'Sea View and 1 more',
      deadline: null,
      feeNowMinor: 0,
      currency: 'INR',
    });
    expect(waiting.reference).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    expect(waiting.totalMinor).toBe(2 * 470_400 + 6 * 470_400);
    const { rows: jobs } = await db.pool.query(
      `SELECT payload FROM outbox WHERE topic = 'job' AND payload ->> 'tripId' = $1`,
      [trip.id],
    );
    expect(jobs).toHaveLength(1);
    await decide(trip);
    const now = await read(trip);
    expect(tripContract.parse(now)).toEqual(now);
    expect(now).toMatchObject({ status: 'HELD', revision: 1 });
    const left = Date.parse(now.deadline ?? '') - Date.now();
    expect(left).toBeGreaterThan(890_000);
    expect(left).toBeLessThan(901_000);
    expect([await mostTaken(db, house), await mostTaken(db, other)]).toEqual([1, 2]);
    expect(
      now.parts.map((part) =>
        part.kind === 'stay' ? [part.property.name, part.arrival, part.rooms, part.price.totalMinor] : [],
      ),
    ).toEqual([
      ['Sea View', inDays(10), 1, 940_800],
      ['Hill Top', inDays(12), 2, 2_822_400],
    ]);
    expect(now.startsAt).toBe(new Date(`${inDays(10)}T15:00:00+05:30`).toISOString());
    expect(now.endsAt).toBe(new Date(`${inDays(15)}T11:00:00+05:30`).toISOString());
    expect(await told(trip.id)).toEqual(['HELD 1']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('holds nothing where one of its parts is gone', async () => {
    const [house, full] = [await makeHouse(db), await makeHouse(db, { rooms: 1 })];
    const trip = await ordered(db, [{ house }, { house: full }]);
    await held(db, [{ house: full, from: 11, to: 14 }]);
    await decide(trip);
    expect(await read(trip)).toMatchObject({ status: 'REFUSED', reason: 'sold_out', feeNowMinor: null });
    expect(await mostTaken(db, house)).toBe(0);
    expect(await told(trip.id)).toEqual(['REFUSED 1']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('decided again changes nothing', async () => {
    const house = await makeHouse(db);
    const trip = await held(db, [{ house }]);
    const before = await read(trip);
    await decide(trip);
    await Promise.all([decide(trip), decide(trip)]);
    await refuseUndecidedTrip(testCtx(db), { tripId: trip.id });
    expect({ ...(await read(trip)) }).toEqual(before);
    expect(await mostTaken(db, house)).toBe(1);
  });

  it('that cannot be decided is refused, and its user told', async () => {
    const trip = await ordered(db, [{ house: await makeHouse(db) }]);
    await refuseUndecidedTrip(testCtx(db), { tripId: trip.id });
    expect(await read(trip)).toMatchObject({ status: 'REFUSED', reason: 'failed' });
    await decide(trip);
    expect((await read(trip)).status).toBe('REFUSED');
  });

  it('is refused to whoever has ten that are not paid for, also of many at once', async () => {
    const [user, other] = [await makeUser(db), await makeUser(db)];
    const house = await makeHouse(db, { rooms: 50 });
    const quoteIds: string[] = [];
    for (let at = 0; at < 14; at += 1) quoteIds.push(await quoted(db, user, { house, from: 10 + at, to: 11 + at }));
    const orders = await Promise.allSettled(quoteIds.map((quoteId) => order(db, user, [quoteId])));
    const placed = orders.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
    expect(placed).toHaveLength(10);
    for (const each of orders)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'too_many_open_trips' });
    await ordered(db, [{ house }], other);
    await cancel({ on: db, user, id: placed[0]?.tripId ?? '', quoteIds: [] });
    await ordered(db, [{ house }], user);
    await expect(ordered(db, [{ house }], user)).rejects.toMatchObject({ code: 'too_many_open_trips' });
  });

  it('takes quotes of its person, each once, in time, in one currency', async () => {
    const house = await makeHouse(db);
    const [user, stranger] = [await makeUser(db), await makeUser(db)];
    const quoteId = await quoted(db, user, { house });
    await expect(order(db, stranger, [quoteId])).rejects.toMatchObject({ code: 'quote_not_found' });
    await expect(order(db, user, [quoteId, quoteId])).rejects.toMatchObject({ code: 'quote_used' });
    const dollars = await quoted(db, user, { house: await makeHouse(db, { currency: 'USD' }) });
    await expect(order(db, user, [quoteId, dollars])).rejects.toMatchObject({ code: 'currencies_differ' });
    await expect(order(db, user, [quoteId], { depthLimit: 0 })).rejects.toMatchObject({ code: 'queue_full' });
    await order(db, user, [quoteId]);
    await expect(order(db, user, [quoteId])).rejects.toMatchObject({ code: 'quote_used' });
    const late = await quoted(db, user, { house });
    await db.pool.query(
      `UPDATE stay_quotes SET created_at = created_at - interval '1 h', expires_at = now() - interval '1 s' WHERE id = $1`,
      [late],
    );
    await expect(order(db, user, [late])).rejects.toMatchObject({ code: 'quote_expired' });
  });

  it('with the same key is the same trip, as it stands', async () => {
    const user = await makeUser(db);
    const quoteId = await quoted(db, user, { house: await makeHouse(db) });
    const first = await order(db, user, [quoteId], { idempotencyKey: 'a' });
    await decide({ on: db, user, id: first.tripId, quoteIds: [] });
    expect(await order(db, user, [quoteId], { idempotencyKey: 'a' })).toMatchObject({
      tripId: first.tripId,
      status: 'HELD',
    });
    await expect(
      order(db, user, [await quoted(db, user, { house: await makeHouse(db) })], { idempotencyKey: 'a' }),
    ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
  });
});

describe('the price that was quoted', () => {
  it('is honoured while the quote is, though the house asks for more by now', async () => {
    const house = await makeHouse(db);
    const trip = await ordered(db, [{ house }]);
    await db.pool.query('UPDATE rate_plans SET base_minor = 900000 WHERE id = $1', [house.planId]);
    await decide(trip);
    expect(await read(trip)).toMatchObject({ status: 'HELD', totalMinor: 940_800 });
  });

  /** Nobody came to the order in time. */
  /** As if they had been quoted and ordered an hour ago. */
  const outwait = (quoteIds: readonly string[]) =>
    db.pool.query(
      `WITH q AS (UPDATE stay_quotes SET created_at = created_at - interval '1 h', expires_at = expires_at - interval '1 h' WHERE id = ANY ($1) RETURNING id)
       UPDATE trips SET created_at = created_at - interval '1 h' WHERE id IN (SELECT p.trip_id FROM trip_parts p JOIN q ON q.id = p.quote_id)`,
      [quoteIds],
    );

  it('holds afterwards only if it comes to the same', async () => {
    const house = await makeHouse(db);
    const [same, other] = [await ordered(db, [{ house }]), await ordered(db, [{ house }])];
    await outwait([...same.quoteIds, ...other.quoteIds]);
    await decide(same);
    expect((await read(same)).status).toBe('HELD');
    await override(db, house, inDays(11), { priceMinor: 420_001 });
    await decide(other);
    expect(await read(other)).toMatchObject({ status: 'REFUSED', reason: 'quote_expired' });
    expect(await mostTaken(db, house)).toBe(1);
  });

  it('is of no use where the house has stopped selling', async () => {
    const [house, shut] = [await makeHouse(db), await makeHouse(db)];
    const [trip, other] = [await ordered(db, [{ house }]), await ordered(db, [{ house: shut }])];
    await override(db, house, inDays(11), { closed: true });
    await db.pool.query(`UPDATE properties SET status = 'CLOSED' WHERE id = $1`, [shut.propertyId]);
    for (const each of [trip, other]) {
      await decide(each);
      expect(await read(each)).toMatchObject({ status: 'REFUSED', reason: 'not_offered' });
    }
    expect(await mostTaken(db, house)).toBe(0);
  });

  it('is of no use where the type is not on sale any more at all', async () => {
    const house = await makeHouse(db);
    const trip = await ordered(db, [{ house }]);
    await db.pool.query('DELETE FROM reservation_pools WHERE id = $1', [house.roomTypeId]);
    await decide(trip);
    expect(await read(trip)).toMatchObject({ status: 'REFUSED', reason: 'not_offered' });
    await change(testCtx(db), (tx) => openRoomType(tx, { ...house, rooms: 3, overbooking: 0 }));
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('paying for a trip', () => {
  it('confirms all of it, once, and tells', async () => {
    const [house, other] = [await makeHouse(db), await makeHouse(db)];
    const trip = await held(db, [{ house }, { house: other, rooms: 2 }]);
    const payment = await beginPayment(trip);
    expect(await read(trip)).toMatchObject({ status: 'AWAITING_PAYMENT', feeNowMinor: null });
    await expect(cancel(trip)).rejects.toMatchObject({ code: 'payment_in_progress' });
    await payment.capture();
    await payment.capture();
    expect(await read(trip)).toMatchObject({ status: 'CONFIRMED', feeNowMinor: 0 });
    expect(await told(trip.id)).toEqual(['HELD 1', 'AWAITING_PAYMENT 2', 'CONFIRMED 3']);
    const { rows } = await db.pool.query(`SELECT kind FROM notifications WHERE user_id = $1`, [trip.user.userId]);
    expect(rows).toEqual([{ kind: 'trip_confirmed' }]);
    const receipt = await tripReceipt(testCtx(db), trip.id, String);
    expect(receipt?.rows).toEqual([
      ['Double, Flexible', '840000'],
      ['GST 12 %', '100800'],
      ['Double, Flexible, 2 rooms', '1680000'],
      ['GST 12 %', '201600'],
    ]);
    await expect(begin(trip)).rejects.toMatchObject({ code: 'already_paid' });
    expect(await paid(trip)).toMatchObject({ delivered: false, reason: 'paid_twice' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('keeps its rooms longer, once, and never beyond half an hour', async () => {
    const trip = await held(db, [{ house: await makeHouse(db) }]);
    await begin(trip, inSeconds(100_000));
    const first = Date.parse((await read(trip)).deadline ?? '') - Date.now();
    expect(first).toBeGreaterThan(1_700_000);
    expect(first).toBeLessThan(1_741_000);
    await failed(trip);
    expect((await read(trip)).status).toBe('HELD');
    await begin(trip, inSeconds(200_000));
    expect(Date.parse((await read(trip)).deadline ?? '') - Date.now()).toBeLessThan(1_741_000);
    await failed(trip);
    await begin(trip, inSeconds(90_000), 90_000);
    expect(Date.parse((await read(trip)).deadline ?? '') - Date.now()).toBeGreaterThan(80_000_000);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is for its user, and for what is held', async () => {
    const house = await makeHouse(db);
    const trip = await held(db, [{ house }]);
    await expect(begin({ ...trip, user: await makeUser(db) })).rejects.toMatchObject({ code: 'trip_not_found' });
    await expect(begin(await ordered(db, [{ house }]))).rejects.toMatchObject({ code: 'trip_closed' });
    await runOut(trip);
    await expect(begin(trip)).rejects.toMatchObject({ code: 'trip_expired' });
    await sweep(db);
    await expect(begin(trip)).rejects.toMatchObject({ code: 'trip_expired' });
  });

  it('that failed when the time was over gives all of it back', async () => {
    const house = await makeHouse(db);
    const trip = await held(db, [{ house }]);
    await begin(trip);
    await runOut(trip);
    await failed(trip);
    expect((await read(trip)).status).toBe('EXPIRED');
    expect(await mostTaken(db, house)).toBe(0);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('money that comes late', () => {
  const noteOf = async (paymentId: string): Promise<string | null> => {
    const { rows } = await db.pool.query<{ note: string | null }>('SELECT note FROM payments WHERE id = $1', [
      paymentId,
    ]);
    return rows[0]?.note ?? null;
  };

  it('buys the trip if it still has everything, or all of it is to be had again', async () => {
    const house = await makeHouse(db, { rooms: 2 });
    const kept = await held(db, [{ house }]);
    const inTime = await beginPayment(kept);
    await runOut(kept);
    await inTime.capture();
    expect([(await read(kept)).status, await noteOf(inTime.paymentId)]).toEqual(['CONFIRMED', null]);
    const swept = await held(db, [{ house }]);
    const late = await beginPayment(swept);
    await runOut(swept);
    await sweep(db);
    expect((await read(swept)).status).toBe('EXPIRED');
    await late.capture();
    expect([(await read(swept)).status, await noteOf(late.paymentId)]).toEqual([
      'CONFIRMED',
      expect.stringContaining('still free'),
    ]);
    expect(await mostTaken(db, house)).toBe(2);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('goes back where some of it is gone, and then nothing is kept', async () => {
    const [house, other] = [await makeHouse(db, { rooms: 1 }), await makeHouse(db)];
    const both = await ordered(db, [{ house: other }, { house }]);
    const quick = await ordered(db, [{ house }]);
    await decide(both);
    const late = await beginPayment(both);
    await runOut(both);
    // The kernel gives what is past its time to whoever is short of it.
    await decide(quick);
    expect((await read(quick)).status).toBe('HELD');
    await late.capture();
    expect((await read(both)).status).toBe('EXPIRED');
    expect(await refundsOf(both)).toEqual([`${2 * 940_800} too_late`]);
    expect(await mostTaken(db, other)).toBe(0);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('goes back for a trip that was given up', async () => {
    const trip = await held(db, [{ house: await makeHouse(db) }]);
    await cancel(trip);
    expect(await paid(trip)).toMatchObject({ delivered: false, reason: 'trip_cancelled' });
  });
});

describe('the end of the time', () => {
  it('ends a trip with all of its holds, also those that are not due', async () => {
    const [house, other] = [await makeHouse(db), await makeHouse(db)];
    const trip = await held(db, [{ house }, { house: other }]);
    await db.pool.query(`UPDATE holds SET expires_at = now() - interval '1 s' WHERE subject_id = $1 AND pool_id = $2`, [
      trip.id,
      house.roomTypeId,
    ]);
    await sweep(db);
    expect((await read(trip)).status).toBe('EXPIRED');
    expect([await mostTaken(db, house), await mostTaken(db, other)]).toEqual([0, 0]);
    expect(await told(trip.id)).toEqual(['HELD 1', 'EXPIRED 2']);
  });

  it('ends a trip whose only hold the kernel has given to somebody else', async () => {
    const house = await makeHouse(db, { rooms: 1 });
    const [trip, quick] = [await ordered(db, [{ house }]), await ordered(db, [{ house }])];
    await decide(trip);
    await runOut(trip);
    await decide(quick);
    expect([(await read(trip)).status, (await read(quick)).status]).toEqual(['HELD', 'HELD']);
    await sweep(db);
    expect((await read(trip)).status).toBe('EXPIRED');
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('giving a trip up', () => {
  it('costs nothing before it is paid for', async () => {
    const house = await makeHouse(db);
    for (const trip of [await ordered(db, [{ house }]), await held(db, [{ house }])]) {
      await cancel(trip);
      await cancel(trip);
      expect(await read(trip)).toMatchObject({ status: 'CANCELLED', refundMinor: null });
      await decide(trip);
      expect((await read(trip)).status).toBe('CANCELLED');
    }
    expect(await mostTaken(db, house)).toBe(0);
    await expect(cancel({ ...(await held(db, [{ house }])), user: await makeUser(db) })).rejects.toMatchObject({
      code: 'trip_not_found',
    });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('gives all of the money back while it is free', async () => {
    const house = await makeHouse(db);
    const trip = await bought(db, [{ house }]);
    await cancel(trip, 0);
    expect(await read(trip)).toMatchObject({ status: 'CANCELLED', refundMinor: 940_800, feeNowMinor: null });
    expect(await refundsOf(trip)).toEqual(['940800 trip_cancelled']);
    expect(await mostTaken(db, house)).toBe(0);
    await cancel(trip);
    expect(await refundsOf(trip)).toHaveLength(1);
    const { rows } = await db.pool.query(`SELECT kind FROM notifications WHERE user_id = $1 ORDER BY kind`, [
      trip.user.userId,
    ]);
    expect(rows).toEqual([{ kind: 'trip_cancelled' }, { kind: 'trip_confirmed' }]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('keeps what the terms of each part say at that moment, as they were agreed', async () => {
    const fixed: CancellationPolicy = { steps: [], after: { kind: 'fixed', minor: 100_000 } };
    const [house, other] = [await makeHouse(db), await makeHouse(db, { policy: fixed })];
    const trip = await bought(db, [{ house }, { house: other }]);
    // What houses ask for now is nothing to what was agreed.
    await db.pool.query(`UPDATE rate_plans SET policy = '{"steps":[],"after":{"kind":"all"}}' WHERE id = ANY ($1)`, [
      [house.planId, other.planId],
    ]);
    expect((await read(trip)).feeNowMinor).toBe(100_000);
    await expect(cancel(trip, 99_999)).rejects.toMatchObject({
      code: 'trip_fee_changed',
      message: expect.stringContaining('₹1,000.00'),
    });
    expect((await read(trip)).status).toBe('CONFIRMED');
    await cancel(trip, 100_000);
    expect(await read(trip)).toMatchObject({ status: 'CANCELLED', refundMinor: 2 * 940_800 - 100_000 });
    expect(await refundsOf(trip)).toEqual([`${2 * 940_800 - 100_000} trip_cancelled`]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('changes with each cut-off, by the moments that are stored', async () => {
    const trip = await bought(db, [{ house: await makeHouse(db) }]);
    const cutOff = (step: number, at: Date) =>
      db.pool.query(
        `UPDATE trip_parts SET detail = jsonb_set(detail, ARRAY['policy', $2::text, 'until'], to_jsonb($3::text)) WHERE trip_id = $1`,
        [trip.id, String(step), at.toISOString()],
      );
    expect((await read(trip)).feeNowMinor).toBe(0);
    await cutOff(0, inSeconds(-1));
    expect((await read(trip)).feeNowMinor).toBe(470_400);
    await cutOff(1, inSeconds(-1));
    expect((await read(trip)).feeNowMinor).toBe(940_800);
    await cancel(trip, 940_800);
    expect(await read(trip)).toMatchObject({ status: 'CANCELLED', refundMinor: 0 });
    expect(await refundsOf(trip)).toEqual([]);
    expect(await brokenRules(db)).toEqual([]);
  });

  /** As if check-in had been from a second ago. */
  const checkedIn = ({ id }: { readonly id: string }) =>
    db.pool.query(
      `WITH t AS (UPDATE trips SET starts_at = now() - interval '1 s' WHERE id = $1)
       UPDATE trip_parts SET detail = jsonb_set(detail, '{startsAt}', to_jsonb($2::text)) WHERE trip_id = $1`,
      [id, inSeconds(-1).toISOString()],
    );
  /** As if all cut-offs were over. */
  const outlive = ({ id }: { readonly id: string }) =>
    db.pool.query(
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{policy}', jsonb_build_array(detail #> '{policy,-1}')) WHERE trip_id = $1`,
      [id],
    );

  it('costs what its terms say up to their last cut-off, also where that comes after check-in', async () => {
    const policy: CancellationPolicy = {
      steps: [{ daysBefore: 0, at: '23:59', fee: { kind: 'free' } }],
      after: { kind: 'all' },
    };
    const house = await makeHouse(db, { policy });
    const trip = await bought(db, [{ house }, { house: await makeHouse(db), from: 12, to: 14 }]);
    await checkedIn(trip);
    expect((await read(trip)).feeNowMinor).toBe(0);
    await cancel(trip, 0);
    expect(await refundsOf(trip)).toEqual(['1881600 trip_cancelled']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is too late once it has begun, and of no use once it has ended', async () => {
    const trip = await bought(db, [{ house: await makeHouse(db) }]);
    await checkedIn(trip);
    await outlive(trip);
    await expect(cancel(trip)).rejects.toMatchObject({ code: 'trip_begun' });
    expect((await read(trip)).feeNowMinor).toBeNull();
    const refused = await ordered(db, [{ house: await makeHouse(db) }]);
    await refuseUndecidedTrip(testCtx(db), { tripId: refused.id });
    await expect(cancel(refused)).rejects.toMatchObject({ code: 'trip_closed' });
  });

  it('happens to all that is open when an account ends, and to nothing that is bought', async () => {
    const house = await makeHouse(db);
    const user = await makeUser(db);
    const open = [await ordered(db, [{ house }], user), await held(db, [{ house }], user)];
    const mine = await bought(db, [{ house: await makeHouse(db) }], user);
    await change(testCtx(db), (tx) => giveUpTrips(tx, user.userId, reactions));
    for (const trip of open) expect((await read(trip)).status).toBe('CANCELLED');
    expect((await read(mine)).status).toBe('CONFIRMED');
    expect(await mostTaken(db, house)).toBe(0);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('the list of trips', () => {
  it('has those to come, the next first, and the others, in pages', async () => {
    const user = await makeUser(db);
    const house = await makeHouse(db, { rooms: 9 });
    const [late, soon, middle] = [
      await bought(db, [{ house, from: 30, to: 31 }], user),
      await held(db, [{ house, from: 5, to: 6 }], user),
      await ordered(db, [{ house, from: 20, to: 21 }], user),
    ];
    const gone = await held(db, [{ house, from: 8, to: 9 }], user);
    await cancel(gone);
    const over = await bought(db, [{ house, from: 2, to: 3 }], user);
    await db.pool.query(
      `UPDATE trips SET starts_at = now() - interval '3 d', ends_at = now() - interval '1 d' WHERE id = $1`,
      [over.id],
    );
    const page = async (when: 'upcoming' | 'past', cursor?: string) =>
      listTrips(testCtx(db, user), { when, limit: 2, cursor });
    const first = await page('upcoming');
    const second = await page('upcoming', first.meta.nextCursor ?? '');
    expect([...first.data, ...second.data].map(({ tripId }) => tripId)).toEqual([soon.id, middle.id, late.id]);
    expect(second.meta.nextCursor).toBeNull();
    expect((await page('past')).data.map(({ tripId }) => tripId)).toEqual([gone.id, over.id]);
    await expect(page('past', first.meta.nextCursor ?? '')).rejects.toMatchObject({ code: 'invalid_request' });
  });
});

describe('large trips', () => {
  it('have no more room nights than the largest stay', async () => {
    const user = await makeUser(db);
    const house = await makeHouse(db, { rooms: 16 });
    const whole = await quoted(db, user, { house, from: 10, to: 70, rooms: 8 });
    const night = await quoted(db, user, { house, from: 70, to: 71 });
    await expect(order(db, user, [whole, night])).rejects.toMatchObject({
      code: 'trip_too_large',
      message: expect.stringContaining('481 room nights'),
    });
    expect((await order(db, user, [whole])).parts).toHaveLength(1);
    expect((await order(db, user, [night])).parts).toHaveLength(1);
  });

  it('come in short pages, all of them and in order', async () => {
    const user = await makeUser(db);
    const house = await makeHouse(db, { rooms: 100 });
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1)
      ids.push((await ordered(db, [{ house, from: 10 + at, to: 70 + at, rooms: 8 }], user)).id);
    for (const when of ['upcoming', 'past'] as const) {
      const pages: string[][] = [];
      for (let cursor: string | null | undefined; cursor !== null;) {
        const page = await listTrips(testCtx(db, user), { when, limit: 100, cursor: cursor ?? undefined });
        pages.push(page.data.map(({ tripId }) => tripId));
        cursor = page.meta.nextCursor;
      }
      expect(pages.flat()).toEqual(when === 'upcoming' ? ids : ids.toReversed());
      expect(pages.map(({ length }) => length)).toEqual([3, 2]);
      await db.pool.query(`UPDATE trips SET status = 'CANCELLED' WHERE user_id = $1`, [user.userId]);
    }
  });
});

describe('the calendar of a trip', () => {
  it('is there while it is confirmed, for its user', async () => {
    const trip = await bought(db, [{ house: await makeHouse(db) }]);
    const { reference } = await read(trip);
    const { name, text } = await getTripCalendar(testCtx(db, trip.user), { id: trip.id });
    expect([name, text.includes(reference)]).toEqual([`trip-${reference}.ics`, true]);
    await expect(getTripCalendar(testCtx(db, await makeUser(db, 'admin')), { id: trip.id })).rejects.toMatchObject({
      code: 'trip_not_found',
    });
    await cancel(trip);
    await expect(getTripCalendar(testCtx(db, trip.user), { id: trip.id })).rejects.toMatchObject({
      code: 'trip_closed',
    });
  });
});

describe('rooms of a type that trips have', () => {
  it('do not become fewer than that', async () => {
    const house = await makeHouse(db, { rooms: 2 });
    await held(db, [{ house, rooms: 2 }]);
    await expect(
      changeRooms(testCtx(db), { roomTypeId: house.roomTypeId, rooms: 1, overbooking: 0 }),
    ).rejects.toMatchObject({ code: 'rooms_taken' });
  });
});

describe('the invariants', () => {
  const broken: readonly [what: string, sql: string, names: readonly string[]][] = [
    [
      'a trip that is held and has no hold',
      `UPDATE trip_holds SET hold_id = NULL WHERE part_id IN (SELECT id FROM trip_parts WHERE trip_id = $1)`,
      ['trips match holds'],
    ],
    ['a confirmed one that nobody paid for', `UPDATE trips SET paid_by = NULL WHERE id = $1`, ['trips match payments']],
    [
      'one that was given up and keeps its rooms',
      `UPDATE trips SET status = 'CANCELLED', refund_minor = 0 WHERE id = $1`,
      ['trips match holds', 'stays match trips'],
    ],
    [
      'one that is owed another sum than its terms say',
      `UPDATE trips SET status = 'CANCELLED', refund_minor = 5 WHERE id = $1`,
      ['trips match holds', 'trips match payments', 'stays match trips'],
    ],
    [
      'a total that is not that of its parts',
      `UPDATE trips SET total_minor = total_minor + 1 WHERE id = $1`,
      ['trips add up'],
    ],
    [
      'a part whose steps do not add up',
      `UPDATE trip_parts SET detail = jsonb_set(detail, '{price,rooms,0,nights,0,steps,0,amountMinor}', '1') WHERE trip_id = $1`,
      ['trips add up'],
    ],
    [
      'a part of another price than its quote’s',
      `UPDATE stay_quotes SET total_minor = 1, price = jsonb_set(price, '{totalMinor}', '1') WHERE id = (SELECT quote_id FROM trip_parts WHERE trip_id = $1)`,
      ['quotes add up', 'trips add up'],
    ],
    [
      'a quote of somebody else’s',
      `UPDATE stay_quotes SET user_id = id WHERE id = (SELECT quote_id FROM trip_parts WHERE trip_id = $1)`,
      ['a quote is ordered by whom it was made for'],
    ],
    [
      'other nights than were quoted',
      `UPDATE stay_quotes SET departure = departure + 1 WHERE id = (SELECT quote_id FROM trip_parts WHERE trip_id = $1)`,
      ['a quote is ordered by whom it was made for'],
    ],
  ];

  it('name what is broken, each of them', async () => {
    const own = await ownDatabase();
    const trip = await bought(own, [{ house: await makeHouse(own) }]);
    expect(await brokenRules(own)).toEqual([]);
    for (const [what, sql, names] of broken) {
      const before = await own.pool.query(
        `SELECT to_jsonb(t) AS t, to_jsonb(p) AS p, to_jsonb(k) AS k, to_jsonb(q) AS q
           FROM trips t JOIN trip_parts p ON p.trip_id = t.id JOIN trip_holds k ON k.part_id = p.id JOIN stay_quotes q ON q.id = p.quote_id WHERE t.id = $1`,
        [trip.id],
      );
      await own.pool.query(sql, [trip.id]);
      expect([what, await brokenRules(own)]).toEqual([what, names]);
      const { t, p, k, q } = before.rows[0] as Record<string, object>;
      for (const [table, row, key] of [
        ['trips', t, 'id'],
        ['trip_parts', p, 'id'],
        ['trip_holds', k, 'part_id'],
        ['stay_quotes', q, 'id'],
      ] as const)
        await own.pool.query(
          `UPDATE ${table} x SET (${Object.keys(row ?? {}).join(', ')}) = (SELECT ${Object.keys(row ?? {})
            .map((column) => `r.${column}`)
            .join(
              ', ',
            )} FROM jsonb_populate_record(NULL::${table}, $1) r) WHERE x.${key} = ($1::jsonb ->> '${key}')::uuid`,
          [JSON.stringify(row)],
        );
    }
    expect(await brokenRules(own)).toEqual([]);
  });

  it('name a trip that waits and has no job', async () => {
    const own = await ownDatabase();
    const trip = await ordered(own, [{ house: await makeHouse(own) }]);
    await own.pool.query(`UPDATE trips SET created_at = now() - interval '10 min' WHERE id = $1`, [trip.id]);
    expect(await brokenRules(own)).toEqual([]);
    await own.pool.query(`DELETE FROM outbox WHERE name = 'trip.hold'`);
    expect(await brokenRules(own)).toEqual(['no trip without a job']);
  });
});
