import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { WaitingEntryState } from '@docket/contracts/http/waiting-list';
import type { Db } from '@docket/db/client';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow, type ShowOptions } from '@docket/testing/catalog';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { cancelBooking } from '../booking/cancel.ts';
import { confirmBooking } from '../booking/confirm.ts';
import { getBooking } from '../booking/get.ts';
import { holdBookings } from '../booking/hold.ts';
import { placeBooking } from '../booking/place.ts';
import { checkInvariants } from '../invariants/check.ts';
import { acceptOffer } from './accept.ts';
import { getWaitingEntry } from './get.ts';
import { joinWaitingList } from './join.ts';
import { leaveWaitingList } from './leave.ts';
import { offerSeats, sweepWaitingLists } from './offer.ts';

let db: Db;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url, 16);
  drop = () => database.drop();
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

/** A migrated database of its own, for tests that change functions. */
async function ownDb(): Promise<Db> {
  const database = await createDatabaseForThisTest();
  const on = openDb(database.url, 16);
  onTestFinished(() => closeDb(on));
  return on;
}

type Booked = { readonly user: TestUser; readonly bookingId: string };

/** Books seats in one go, as API and worker do. */
async function book(on: Db, user: TestUser, showId: string, seats: readonly number[]): Promise<string> {
  const { bookingId } = await placeBooking(testCtx(on, user), {
    kind: 'seats',
    showId,
    seats: seats.map((seat) => labelOf(seat)),
    idempotencyKey: null,
    depthLimit: 10_000,
    passSecret: '',
  });
  await holdBookings(testCtx(on), { bookingIds: [bookingId], holdSeconds: 600 });
  return bookingId;
}

/** A show of ten seats a row, of which each `each` are held by somebody else. */
async function soldOut(
  on: Db,
  each: number,
  options: ShowOptions = {},
): Promise<{ showId: string; bookings: Booked[] }> {
  const { showId, seats } = await makeShow(on, { rows: 2, ...options });
  const bookings: Booked[] = [];
  for (let seat = 1; seat <= seats; seat += each) {
    const user = await makeUser(on);
    const own = Array.from({ length: each }, (_, at) => seat + at);
    bookings.push({ user, bookingId: await book(on, user, showId, own) });
  }
  return { showId, bookings };
}

const cancel = (on: Db, { user, bookingId }: Booked) => cancelBooking(testCtx(on, user), { id: bookingId });
const entryOf = (on: Db, user: TestUser, id: string) => getWaitingEntry(testCtx(on, user), { id });
const offer = (on: Db, showId: string) => offerSeats(testCtx(on), { showId, offerSeconds: 300 });

async function wait(on: Db, showId: string, quantity: number, zone?: string): Promise<TestUser> {
  const user = await makeUser(on);
  await joinWaitingList(testCtx(on, user), { id: showId, quantity, ...(zone === undefined ? {} : { zone }) });
  return user;
}

async function waiters(on: Db, showId: string, count: number): Promise<TestUser[]> {
  const users: TestUser[] = [];
  for (let n = 0; n < count; n += 1) users.push(await wait(on, showId, 1));
  return users;
}

async function statuses(on: Db, users: readonly TestUser[], showId: string): Promise<string[]> {
  return Promise.all(users.map(async (user) => (await entryOf(on, user, showId)).status));
}

/** Every seat that an open offer or a live booking names, once for each that names it. */
async function promised(on: Db, showId: string): Promise<number[]> {
  const { rows } = await on.pool.query<{ seat: number }>(
    `SELECT unnest(seats) AS seat FROM waiting_list WHERE show_id = $1 AND status = 'OFFERED'
     UNION ALL SELECT unnest(seats) FROM bookings WHERE show_id = $1 AND status IN ('HELD', 'CONFIRMED') ORDER BY 1`,
    [showId],
  );
  return rows.map((row) => row.seat);
}

async function expireOffers(on: Db, showId: string): Promise<void> {
  await on.pool.query(
    `UPDATE waiting_list SET deadline = clock_timestamp() WHERE show_id = $1 AND status = 'OFFERED'`,
    [showId],
  );
}

async function brokenRules(on: Db): Promise<string[]> {
  const report = await checkInvariants(testCtx(on));
  return report.invariants.filter(({ ok }) => !ok).map(({ name }) => name);
}

function labels(entry: WaitingEntryState): string[] {
  return entry.seats;
}

describe('waiting for seats', () => {
  it('is for shows that are sold out, once a person', async () => {
    const { showId, bookings } = await soldOut(db, 5);
    const user = await makeUser(db);
    const ctx = testCtx(db, user);
    const [a, ...others] = await Promise.all(
      Array.from({ length: 6 }, () => joinWaitingList(ctx, { id: showId, quantity: 2, zone: 'back' })),
    );
    expect(a).toMatchObject({ status: 'WAITING', quantity: 2, zone: 'back', ahead: 0, seats: [], deadline: null });
    expect(others.every((entry) => entry.entryId === a?.entryId)).toBe(true);
    expect(await joinWaitingList(ctx, { id: showId, quantity: 3 })).toMatchObject({ quantity: 2, zone: 'back' });
    expect((await entryOf(db, await wait(db, showId, 1), showId)).ahead).toBe(1);

    const stranger = testCtx(db, await makeUser(db));
    await expect(getWaitingEntry(stranger, { id: showId })).rejects.toMatchObject({ code: 'waiting_entry_not_found' });
    await expect(leaveWaitingList(stranger, { id: showId })).rejects.toMatchObject({ code: 'waiting_entry_not_found' });
    await expect(acceptOffer(stranger, { id: showId, holdSeconds: 60 })).rejects.toMatchObject({
      code: 'waiting_entry_not_found',
    });
    await expect(acceptOffer(ctx, { id: showId, holdSeconds: 60 })).rejects.toMatchObject({ code: 'no_offer' });
    await expect(joinWaitingList(stranger, { id: showId, quantity: 11 })).rejects.toMatchObject({
      code: 'too_many_seats',
    });
    await expect(joinWaitingList(stranger, { id: showId, quantity: 1, zone: 'moon' })).rejects.toMatchObject({
      code: 'zone_not_found',
    });

    const { showId: free } = await makeShow(db, { rows: 2 });
    await expect(joinWaitingList(stranger, { id: free, quantity: 10 })).rejects.toMatchObject({
      code: 'seats_available',
    });
    const early = await makeShow(db, { saleOpensIn: 60 });
    await expect(joinWaitingList(stranger, { id: early.showId, quantity: 1 })).rejects.toMatchObject({
      code: 'sale_not_open',
    });
    expect(bookings).toHaveLength(4);
  });

  it('is over when the person leaves', async () => {
    const { showId } = await soldOut(db, 10);
    const user = await wait(db, showId, 1);
    await leaveWaitingList(testCtx(db, user), { id: showId });
    await leaveWaitingList(testCtx(db, user), { id: showId });
    expect((await entryOf(db, user, showId)).status).toBe('LEFT');
    await joinWaitingList(testCtx(db, user), { id: showId, quantity: 1 });
    expect((await entryOf(db, user, showId)).status).toBe('WAITING');
  });
});

describe('an offer', () => {
  it('is a hold that no walk-in gets past, from the moment the seats are free', async () => {
    const { showId, bookings } = await soldOut(db, 2);
    const user = await wait(db, showId, 2);
    const [first] = bookings as [Booked];
    const ctx = testCtx(db, first.user);
    await cancelBooking(ctx, { id: first.bookingId });
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
    await offerSeats(worker, { showId, offerSeconds: 300 });
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

    const accepted = await acceptOffer(testCtx(db, user), { id: showId, holdSeconds: 600 });
    expect(accepted).toMatchObject({ status: 'ACCEPTED', seats: ['A1', 'A2'], deadline: null });
    expect(await acceptOffer(testCtx(db, user), { id: showId, holdSeconds: 600 })).toEqual(accepted);
    const bookingId = accepted.bookingId ?? '';
    expect(await getBooking(testCtx(db, user), { id: bookingId })).toMatchObject({
      status: 'HELD',
      seats: ['A1', 'A2'],
      priceMinor: 1_000,
    });
    expect((await confirmBooking(testCtx(db, user), { id: bookingId })).status).toBe('CONFIRMED');
  });

  it('can be snatched by a walk-in when the guard is off', async () => {
    const on = await ownDb();
    await on.pool.query('DROP TRIGGER holds_keep_for_waiting_list ON holds');
    const { showId, bookings } = await soldOut(on, 10);
    await wait(on, showId, 2);
    const [first] = bookings as [Booked];
    await cancel(on, first);
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
    await leaveWaitingList(testCtx(db, b), { id: showId });
    await offer(db, showId);
    expect(await statuses(db, [a, b, c, d, e], showId)).toEqual(['OFFERED', 'LEFT', 'OFFERED', 'OFFERED', 'WAITING']);
    expect(labels(await entryOf(db, d, showId))).toEqual(['A2']);

    await expireOffers(db, showId);
    await expect(acceptOffer(testCtx(db, a), { id: showId, holdSeconds: 60 })).rejects.toMatchObject({
      code: 'offer_expired',
    });
    await sweepWaitingLists(testCtx(db), { offerSeconds: 300 });
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
    await joinWaitingList(testCtx(db, holder.user), { id: showId, quantity: 1 });
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
    await expect(acceptOffer(testCtx(db, user), { id: showId, holdSeconds: 60 })).rejects.toMatchObject({
      code: 'offer_expired',
    });
  });
});

/**
 * Bookings are cancelled, offers declined and accepted at the same time, with several workers at it.
 * @returns whoever got an offer, in the order the offers were made, and who waited in which order
 */
async function commotion(
  on: Db,
  seats: number,
): Promise<{ offeredTo: string[]; waited: string[]; promisedSeats: number[] }> {
  const { showId, bookings } = await soldOut(on, 1);
  const users = await waiters(on, showId, seats + 4);
  const errors: unknown[] = [];
  const workers = Array.from({ length: 3 }, async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      await offer(on, showId).catch((error: unknown) => errors.push(error));
      await sleep(5);
    }
  });
  await Promise.all([
    ...workers,
    ...bookings.slice(0, seats).map(async (booked, at) => {
      await sleep(at * 4);
      await cancel(on, booked);
    }),
    ...users.map(async (user, at) => {
      for (let look = 0; look < 8; look += 1) {
        await sleep(10);
        if ((await entryOf(on, user, showId)).status !== 'OFFERED') continue;
        if (at % 3 === 0) await leaveWaitingList(testCtx(on, user), { id: showId });
        else if (at % 3 === 1) await acceptOffer(testCtx(on, user), { id: showId, holdSeconds: 600 });
        return;
      }
    }),
  ]);
  expect(errors).toEqual([]);
  await offer(on, showId);
  const { rows } = await on.pool.query<{ user_id: string }>(
    `SELECT owner_id AS user_id FROM holds WHERE pool_id = $1 AND subject IN ('offer', 'booking') AND owner_id = ANY ($2::uuid[]) ORDER BY created_at, id`,
    [showId, users.map((user) => user.userId)],
  );
  return {
    offeredTo: rows.map((row) => row.user_id),
    waited: users.map((user) => user.userId),
    promisedSeats: await promised(on, showId),
  };
}

describe('many at once', () => {
  it('are served in order, each seat to one, none forgotten', async () => {
    const { offeredTo, waited, promisedSeats } = await commotion(db, 8);
    expect(new Set(promisedSeats).size).toBe(promisedSeats.length);
    // All wait for one seat each, so nobody may be passed over: those who were asked are the first of those who waited.
    expect(offeredTo.toSorted()).toEqual(waited.slice(0, offeredTo.length).toSorted());
    expect(offeredTo.length).toBeGreaterThanOrEqual(8);
    expect(await brokenRules(db)).toEqual([]);
  });

  async function offersAtOnce(on: Db): Promise<number[]> {
    const { showId, bookings } = await soldOut(on, 10);
    const users = await waiters(on, showId, 12);
    await cancel(on, bookings[0] as Booked);
    await Promise.allSettled(Array.from({ length: 4 }, () => offer(on, showId)));
    expect((await statuses(on, users, showId)).filter((status) => status === 'OFFERED').length).toBeGreaterThan(0);
    const { rows } = await on.pool.query<{ seat: number }>(
      `SELECT u.seat FROM outbox o, jsonb_array_elements_text(o.payload -> 'data' -> 'seats') AS u(seat)
        WHERE o.name = 'offer.updated' AND o.payload -> 'data' ->> 'showId' = $1 AND o.payload -> 'data' ->> 'status' = 'OFFERED'`,
      [showId],
    );
    return rows.map((row) => row.seat);
  }

  it('workers offer a seat once', async () => {
    const seats = await offersAtOnce(db);
    expect(seats).toHaveLength(10);
    expect(new Set(seats).size).toBe(10);
  });

  it('workers offer a seat twice when the guards are off', async () => {
    const on = await ownDb();
    // Without the list's lock, the locks of rows, and the kernel's refusal of what is held.
    const { rows } = await on.pool.query<{ text: string }>(
      `SELECT pg_get_functiondef('offer_seats_of'::regproc) AS text`,
    );
    const text = (rows[0]?.text ?? '')
      .replace('PERFORM pg_advisory_xact_lock(waiting_list_lock(p_show));', '')
      .replaceAll(' FOR UPDATE;', ';')
      .replace('ORDER BY h.id FOR UPDATE)', 'ORDER BY h.id)')
      .replace('FOREACH w IN ARRAY', 'PERFORM pg_sleep(0.3);\n  FOREACH w IN ARRAY')
      .replace(
        /SELECT h\.\* INTO v_hold FROM reservation_hold[\s\S]*?h;/,
        `v_hold := (new_id(), 'held', clock_timestamp() + interval '5 minutes', NULL)::hold_result;`,
      )
      .replace(/PERFORM pg_advisory_xact_lock\(k\.key\)[\s\S]*?\) k;/, '')
      .replaceAll(/PERFORM FROM reservation_end\([^;]*;/g, '')
      .replace(`(s.state = 'FREE' OR`, `(true OR`);
    expect(text).toContain('pg_sleep');
    await on.pool.query(text);
    const seats = await offersAtOnce(on);
    expect(new Set(seats).size).toBeLessThan(seats.length);
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
