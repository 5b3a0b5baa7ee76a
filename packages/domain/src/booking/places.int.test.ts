import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow, type TestShow } from '@docket/testing/catalog';
import { createTestDatabase } from '@docket/testing/database';
import { withoutGuard } from '@docket/testing/guards';
import { bookingGates } from '../gates.ts';
import { checkInvariants } from '../invariants.ts';
import { reactions } from '../reactions.ts';
import { sweepHolds } from '../reservation/sweep.ts';
import { getBookingTickets } from '../ticket/get.ts';
import { acceptOffer } from '../waiting-list/accept.ts';
import { entryOf, offer, wait } from '../waiting-list/fixtures.ts';
import { cancelBooking } from './cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { getBooking } from './get.ts';
import { holdBookings } from './hold.ts';
import { placeBooking } from './place.ts';
import { getShowSeats } from './show-seats.ts';

const PLACES = 20;

let db: Db;
let drop: () => Promise<void>;
let people: TestUser[];

async function open(): Promise<{ db: Db; drop: () => Promise<void> }> {
  const database = await createTestDatabase();
  const made = openDb(database.url);
  return {
    db: made,
    drop: async () => {
      await closeDb(made);
      await database.drop();
    },
  };
}

beforeAll(async () => {
  ({ db, drop } = await open());
  people = await Promise.all(Array.from({ length: 12 }, () => makeUser(db)));
});

afterAll(() => drop());

type Wish = { readonly seats?: readonly string[]; readonly count: number; readonly area?: string };

async function place(of: Db, who: TestUser, { showId }: TestShow, { seats = [], count, area = 'floor' }: Wish) {
  const places = count === 0 ? [] : [{ area, count }];
  const input = { kind: 'seats' as const, showId, seats, places, idempotencyKey: null, depthLimit: 1_000 };
  return (await placeBooking(testCtx(of, who), input, bookingGates({ pass: '' }))).bookingId;
}

const decide = (of: Db, bookingIds: readonly string[], seconds = 600) =>
  holdBookings(testCtx(of, undefined, { HOLD_SECONDS: seconds }), { bookingIds });

async function book(who: TestUser, show: TestShow, wish: Wish, seconds = 600) {
  const id = await place(db, who, show, wish);
  await decide(db, [id], seconds);
  return getBooking(testCtx(db, who), { id });
}

async function broken(of: Db): Promise<string[]> {
  return (await checkInvariants(testCtx(of))).invariants.filter(({ ok }) => !ok).map(({ name }) => name);
}

function oneOf(users: readonly TestUser[], at: number): TestUser {
  const user = users[at % users.length];
  if (user === undefined) throw new Error('there is nobody');
  return user;
}

const buyer = (at: number): TestUser => oneOf(people, at);

describe('places of a standing area', () => {
  it('are booked together with numbered seats, and priced and ticketed one by one', async () => {
    const show = await makeShow(db, { rows: 1, places: PLACES });
    const held = await book(buyer(0), show, { seats: ['A2'], count: 3 });
    expect(held).toMatchObject({
      status: 'HELD',
      seats: ['A2', 'Floor 1', 'Floor 2', 'Floor 3'],
      places: [{ area: 'floor', name: 'Floor', count: 3 }],
      priceMinor: 500 + 3 * 250,
    });
    expect(held.named.map(({ kind, section, row, number }) => [kind, section, row, number])).toEqual([
      ['seat', '', 'A', '2'],
      ['place', 'Floor', '', '1'],
      ['place', 'Floor', '', '2'],
      ['place', 'Floor', '', '3'],
    ]);
    await confirmBooking(testCtx(db, buyer(0)), { id: held.bookingId }, reactions);
    const { tickets } = await getBookingTickets(testCtx(db, buyer(0)), { id: held.bookingId });
    expect(new Set(tickets.map(({ number }) => number)).size).toBe(4);
    expect((await getShowSeats({ db }, { id: show.showId, position: null })).freeCount).toBe(10 + PLACES - 4);
    expect(await broken(db)).toEqual([]);
  });

  it('are refused whole when there are not so many, and then the seats with them are free', async () => {
    const show = await makeShow(db, { rows: 1, places: 4 });
    await book(buyer(0), show, { count: 3 });
    const late = await book(buyer(1), show, { seats: ['A1'], count: 2 });
    expect(late).toMatchObject({ status: 'REFUSED', reason: 'area_full', seats: ['A1'], alternatives: [] });
    expect(await book(buyer(1), show, { seats: ['A1'], count: 1 })).toMatchObject({ status: 'HELD' });
    expect(await book(buyer(2), show, { seats: ['A1'], count: 1 })).toMatchObject({ reason: 'seats_taken' });
    expect(await book(buyer(2), show, { seats: ['A9'], count: 0 })).toMatchObject({ status: 'HELD', places: [] });
    expect(await broken(db)).toEqual([]);
  });

  it('that one gives up, or lets run out, are another’s', async () => {
    const show = await makeShow(db, { rows: 1, places: 4 });
    const first = await book(buyer(0), show, { count: 2 });
    const second = await book(buyer(1), show, { count: 2 }, 0);
    await cancelBooking(testCtx(db, buyer(0)), { id: first.bookingId }, reactions);
    expect(await book(buyer(2), show, { count: 4 })).toMatchObject({ status: 'HELD' });
    await sweepHolds(testCtx(db), reactions);
    expect(await getBooking(testCtx(db, buyer(1)), { id: second.bookingId })).toMatchObject({ status: 'EXPIRED' });
    expect(await broken(db)).toEqual([]);
  });

  it('of one batch go to whoever came first; what a refused one was promised goes to the next', async () => {
    const show = await makeShow(db, { rows: 1, places: 6, seatsPerUser: 4 });
    await book(buyer(0), show, { count: 2 });
    const ids = [
      // Over the limit of one person, so the last four are still there for those behind.
      await place(db, buyer(0), show, { count: 3 }),
      await place(db, buyer(1), show, { count: 2 }),
      await place(db, buyer(2), show, { count: 3 }),
      await place(db, buyer(3), show, { count: 2 }),
    ];
    await decide(db, ids);
    const booked = await Promise.all(ids.map((id, at) => getBooking(testCtx(db, buyer(at)), { id })));
    expect(booked.map(({ reason, status }) => reason ?? status)).toEqual([
      'limit_reached',
      'HELD',
      'area_full',
      'HELD',
    ]);
    expect(await broken(db)).toEqual([]);
  });

  it('are asked for by the area’s id', async () => {
    const show = await makeShow(db, { rows: 1, places: 4 });
    await expect(place(db, buyer(0), show, { count: 1, area: 'pit' })).rejects.toMatchObject({ code: 'unknown_area' });
    await expect(place(db, buyer(0), show, { count: 0, seats: ['Floor 1'] })).rejects.toMatchObject({
      code: 'unknown_seat',
    });
  });
});

it('places that are given back are offered to whoever waits for their zone, and accepted like seats', async () => {
  const show = await makeShow(db, { rows: 1, places: 3 });
  const first = await book(buyer(0), show, { count: 3 });
  const waiting = await wait(db, show.showId, 2, 'back');
  await cancelBooking(testCtx(db, buyer(0)), { id: first.bookingId }, reactions);
  await offer(db, show.showId);
  expect(await entryOf(db, waiting, show.showId)).toMatchObject({ status: 'OFFERED', seats: ['Floor 1', 'Floor 2'] });
  const { bookingId } = await acceptOffer(testCtx(db, waiting), { id: show.showId }, []);
  const booked = await getBooking(testCtx(db, waiting), { id: bookingId ?? '' });
  expect(booked.named.map(({ kind }) => kind)).toEqual(['place', 'place']);
  // What was kept for the list and served nobody is on sale again.
  expect(await book(buyer(1), show, { count: 1 })).toMatchObject({ status: 'HELD', seats: ['Floor 3'] });
  expect(await broken(db)).toEqual([]);
});

describe('a run on a standing area', () => {
  /** Forty buyers' wishes in batches of a few, decided by eight workers at the same time; `users` take turns. */
  async function run(of: Db, users: readonly TestUser[], show: TestShow): Promise<string[]> {
    const ids = await Promise.all(
      Array.from({ length: 40 }, (_, at) => place(of, oneOf(users, at), show, { count: 1 + (at % 3) })),
    );
    const batches = Array.from({ length: 8 }, (_, worker) => ids.filter((_id, at) => at % 8 === worker));
    await Promise.all(batches.map((batch) => decide(of, batch)));
    const { rows } = await of.pool.query<{ seat: string }>(
      `SELECT u AS seat FROM bookings b, unnest(b.seats) u WHERE b.show_id = $1 AND b.status = 'HELD'`,
      [show.showId],
    );
    return rows.map(({ seat }) => seat);
  }

  it('sells every place, and none twice', async () => {
    const show = await makeShow(db, { rows: 1, places: PLACES, seatsPerUser: 50 });
    const sold = await run(db, people, show);
    expect(sold).toHaveLength(PLACES);
    expect(new Set(sold).size).toBe(PLACES);
    expect(await broken(db)).toEqual([]);
  });

  it('sells places twice when seats are not looked at under their lock (negative control)', async () => {
    const own = await open();
    try {
      const users = await Promise.all(Array.from({ length: 6 }, () => makeUser(own.db)));
      const show = await makeShow(own.db, { rows: 1, places: PLACES, seatsPerUser: 50 });
      // Whoever hands out places does so beside the others, and what was taken meanwhile is overlooked.
      await withoutGuard(own.db, 'assign_places', 'PERFORM pg_advisory_xact_lock(k.key)', 'PERFORM pg_sleep(0.05)');
      await withoutGuard(own.db, 'hold_seats', 'IF v_made <> v_wanted THEN', 'IF false THEN');
      const sold = await run(own.db, users, show);
      expect(new Set(sold).size).toBeLessThan(sold.length);
      expect(await broken(own.db)).toEqual(
        expect.arrayContaining(['one owner per seat', 'standing areas hold what they sell']),
      );
    } finally {
      await own.drop();
    }
  });
});
