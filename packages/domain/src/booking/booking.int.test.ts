import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { EventEnvelope, EventType } from '@docket/contracts/events/envelope';
import type { Db } from '@docket/db/client';
import type { OutboxRow } from '@docket/db/outbox';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow, type ShowOptions, type TestShow } from '@docket/testing/catalog';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { checkInvariants } from '../invariants.ts';
import { sweepHolds } from '../reservation/sweep.ts';
import { awaitOutcome } from './await-outcome.ts';
import { cancelBooking } from './cancel.ts';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { getBooking } from './get.ts';
import { holdBookings } from './hold.ts';
import { placeBooking } from './place.ts';
import { getShowSeats } from './show-seats.ts';
import { reactions } from '../reactions.ts';
import { bookingGates } from '../gates.ts';

let db: Db;
let drop: () => Promise<void>;
let buyer: TestUser;
let other: TestUser;
let show: TestShow;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url);
  drop = () => database.drop();
  [buyer, other] = [await makeUser(db), await makeUser(db)];
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

beforeEach(async () => {
  show = await makeShow(db);
});

async function place(who: TestUser, seats: readonly string[], key: string | null = null, of: Db = db): Promise<string> {
  const input = {
    kind: 'seats' as const,
    showId: show.showId,
    seats,
    idempotencyKey: key,
    depthLimit: 1_000,
  };
  return (await placeBooking(testCtx(of, who), input, bookingGates({ pass: '' }))).bookingId;
}

/** As a worker does it. @returns what went to the fast path */
async function decide(ids: readonly string[], holdSeconds = 600): Promise<OutboxRow[]> {
  const ctx = testCtx(db, undefined, { HOLD_SECONDS: holdSeconds });
  await holdBookings(ctx, { bookingIds: ids });
  return ctx.dispatched;
}

async function book(who: TestUser, seats: readonly string[], holdSeconds = 600): Promise<string> {
  const id = await place(who, seats);
  await decide([id], holdSeconds);
  return id;
}

const read = (id: string, who = buyer) => getBooking(testCtx(db, who), { id });

function eventsOf<T extends EventType>(rows: readonly OutboxRow[], type: T): EventEnvelope<T>[] {
  const isOf = (envelope: EventEnvelope): envelope is EventEnvelope<T> => envelope.type === type;
  return rows.flatMap((row) => (row.topic === 'event' ? [row.envelope] : [])).filter(isOf);
}

async function allHolds(): Promise<void> {
  const report = await checkInvariants(testCtx(db));
  expect(report.invariants.filter(({ ok }) => !ok)).toEqual([]);
}

describe('a booking', () => {
  it('is held and priced, and everybody is told', async () => {
    const id = await place(buyer, ['A2', 'B1']);
    expect(await read(id)).toMatchObject({ status: 'QUEUED', revision: 0, seats: ['A2', 'B1'], priceMinor: null });
    const events = await decide([id]);
    const held = await read(id);
    expect(held).toMatchObject({
      status: 'HELD',
      revision: 1,
      priceMinor: 750,
      currency: 'INR',
      lines: [
        { label: 'A2', zone: 'front', priceMinor: 500 },
        { label: 'B1', zone: 'back', priceMinor: 250 },
      ],
    });
    const { show: _, named, refund, ...told } = held;
    expect(refund).toEqual({ minutes: 1_440, percent: 100 });
    expect(named.map(({ row, number }) => [row, number])).toEqual([
      ['A', '2'],
      ['B', '1'],
    ]);
    expect(eventsOf(events, 'booking.updated')).toMatchObject([{ data: told }]);
    expect(eventsOf(events, 'seats.changed').map((event) => event.data)).toEqual([
      {
        showId: show.showId,
        held: [
          [2, 1],
          [11, 1],
        ],
        free: [],
        sold: [],
      },
    ]);
    // Again, as a job that ran twice.
    expect(await decide([id])).toEqual([]);
    await allHolds();
  });

  it('is refused whole when one seat is gone, with seats like those nearby', async () => {
    await book(other, ['C5']);
    const id = await book(buyer, ['C4', 'C5']);
    expect(await read(id)).toMatchObject({
      status: 'REFUSED',
      reason: 'seats_taken',
      priceMinor: null,
      alternatives: [['C3', 'C4'], expect.anything(), expect.anything()],
    });
    expect((await getShowSeats({ db }, { id: show.showId, position: null })).freeCount).toBe(49);
  });

  it('of two for the same seats in one batch goes to the one that came first', async () => {
    const ids = [await place(buyer, ['A1', 'A2']), await place(other, ['A2', 'A3']), await place(other, ['A3'])];
    await decide(ids.toReversed());
    const statuses = await Promise.all(
      ids.map(async (id, index) => (await read(id, index === 0 ? buyer : other)).status),
    );
    expect(statuses).toEqual(['HELD', 'REFUSED', 'HELD']);
    await allHolds();
  });

  it('of several refused in one batch gets what is near to its own seats', async () => {
    await book(other, ['A1', 'C5', 'E9', 'E10']);
    const wanted = [['A1'], ['C5'], ['C4', 'C5'], ['E9', 'E10']];
    const ids = await Promise.all(wanted.map((seats) => place(buyer, seats)));
    await decide(ids);
    const refused = await Promise.all(ids.map((id) => read(id)));
    expect(refused.map(({ reason }) => reason)).toEqual(wanted.map(() => 'seats_taken'));
    expect(refused.map(({ alternatives }) => alternatives[0])).toEqual([['A2'], ['C4'], ['C3', 'C4'], ['D9', 'D10']]);
    await allHolds();
  });

  it('that came too late waits for the next try when a worker dies before it has looked for other seats', async () => {
    await book(other, ['C5']);
    const id = await place(buyer, ['C5']);
    const statement = 'SELECT (booking).id, late, taken FROM decide_booking_batch($1, 600)';
    expect((await db.pool.query(statement, [[id]])).rows).toEqual([
      { id: null, late: [{ id, seats: [25], places: null }], taken: [25] },
    ]);
    expect(await read(id)).toMatchObject({ status: 'QUEUED', revision: 0 });
    await decide([id]);
    expect(await read(id)).toMatchObject({ status: 'REFUSED', reason: 'seats_taken', revision: 1 });
  });

  it('is not refused by a worker that comes after its buyer gave it up', async () => {
    const id = await place(buyer, ['C5']);
    await cancelBooking(testCtx(db, buyer), { id }, reactions);
    const refuse = 'SELECT id FROM refuse_booking_batch($1, $2, $3)';
    expect((await db.pool.query(refuse, [[id], ['seats_taken'], ['[]']])).rows).toEqual([]);
    expect(await read(id)).toMatchObject({ status: 'CANCELLED', reason: null });
  });

  it('is refused as sold out when there are not so many seats left anywhere', async () => {
    show = await makeShow(db, { rows: 1, seatsPerRow: 3 });
    await book(other, ['A1', 'A2']);
    expect(await read(await book(buyer, ['A2', 'A3']))).toMatchObject({ reason: 'sold_out', alternatives: [] });
  });

  it('counts what the user has of the show already', async () => {
    show = await makeShow(db, { seatsPerUser: 3 });
    await book(buyer, ['A1', 'A2']);
    expect(await read(await book(buyer, ['A3', 'A4']))).toMatchObject({ status: 'REFUSED', reason: 'limit_reached' });
    expect(await read(await book(buyer, ['A3']))).toMatchObject({ status: 'HELD' });
    await allHolds();
  });

  it('is decided by what the show is when the worker looks', async () => {
    const changes: readonly [string, string][] = [
      [`status = 'CANCELLED'`, 'show_cancelled'],
      [`starts_at = now() - interval '1 second'`, 'show_started'],
      [`sale_opens_at = now() + interval '1 hour'`, 'sale_not_open'],
    ];
    for (const [change, reason] of changes) {
      show = await makeShow(db);
      const id = await place(buyer, ['A1']);
      await db.pool.query(`UPDATE shows SET ${change} WHERE id = $1`, [show.showId]);
      await decide([id]);
      expect(await read(id)).toMatchObject({ status: 'REFUSED', reason });
    }
  });

  it('is confirmed once, and then neither cancelled nor expired', async () => {
    const id = await book(buyer, ['A1']);
    const ctx = testCtx(db, buyer);
    expect(await confirmBooking(ctx, { id }, reactions)).toMatchObject({ status: 'CONFIRMED', revision: 2 });
    expect(eventsOf(ctx.dispatched, 'seats.changed')[0]?.data.sold).toEqual([[1, 2]]);
    expect(await confirmBooking(ctx, { id }, reactions)).toMatchObject({ status: 'CONFIRMED', revision: 2 });
    await expect(cancelBooking(ctx, { id }, reactions)).rejects.toMatchObject({ code: 'booking_confirmed' });
    await allHolds();
  });

  it('is given up, which frees its seats at once', async () => {
    const ctx = testCtx(db, buyer);
    const held = await book(buyer, ['A1']);
    const queued = await place(buyer, ['A2']);
    await cancelBooking(ctx, { id: held }, reactions);
    await cancelBooking(ctx, { id: held }, reactions);
    await cancelBooking(ctx, { id: queued }, reactions);
    await decide([queued]);
    expect([await read(held), await read(queued)]).toMatchObject([{ status: 'CANCELLED' }, { status: 'CANCELLED' }]);
    expect(eventsOf(ctx.dispatched, 'seats.changed')[0]?.data.free).toEqual([[1, 2]]);
    expect(await read(await book(other, ['A1', 'A2']), other)).toMatchObject({ status: 'HELD' });
    await expect(confirmBooking(ctx, { id: held }, reactions)).rejects.toMatchObject({ code: 'booking_closed' });
    await allHolds();
  });

  it('expires, with its seats back on the screens; until it is swept they are as good as free', async () => {
    const id = await book(buyer, ['A1', 'A2'], 0);
    await expect(confirmBooking(testCtx(db, buyer), { id }, reactions)).rejects.toMatchObject({
      code: 'booking_expired',
    });
    expect((await getShowSeats({ db }, { id: show.showId, position: null })).freeCount).toBe(50);
    const taken = await book(other, ['A2', 'A3']);
    expect(await read(taken, other)).toMatchObject({ status: 'HELD' });
    const ctx = testCtx(db);
    await sweepHolds(ctx, reactions);
    expect(await read(id)).toMatchObject({ status: 'EXPIRED' });
    const changed = eventsOf(ctx.dispatched, 'seats.changed').find((event) => event.data.showId === show.showId);
    expect(changed?.data).toMatchObject({ free: [[1, 2]], held: [[2, 2]] });
    await expect(cancelBooking(testCtx(db, buyer), { id }, reactions)).rejects.toMatchObject({
      code: 'booking_closed',
    });
    await allHolds();
  });

  it('of somebody else does not exist', async () => {
    const id = await book(buyer, ['A1']);
    const ctx = testCtx(db, other);
    for (const attempt of [
      () => getBooking(ctx, { id }),
      () => cancelBooking(ctx, { id }, reactions),
      () => confirmBooking(ctx, { id }, reactions),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'booking_not_found' });
    expect(await read(id)).toMatchObject({ status: 'HELD' });
  });

  it('is waited for, or not longer than asked', async () => {
    const id = await place(buyer, ['A1']);
    expect(await awaitOutcome({ db }, { bookingId: id, seconds: 0.05 })).toBeUndefined();
    const both = Promise.all([1, 2].map(() => awaitOutcome({ db }, { bookingId: id, seconds: 10 })));
    await decide([id]);
    expect(await both).toMatchObject([{ status: 'HELD' }, { status: 'HELD' }]);
  });
});

describe('refusals at the door', () => {
  it('leave nothing behind', async () => {
    const cases: readonly [string, readonly string[], ShowOptions][] = [
      ['unknown_seat', ['A1', 'Z9'], {}],
      ['duplicate_seats', ['A1', 'A1'], {}],
      ['too_many_seats', ['A1', 'A2', 'A3'], { seatsPerUser: 2 }],
      ['show_cancelled', ['A1'], { status: 'CANCELLED' }],
      ['show_started', ['A1'], { startsIn: -60 }],
      ['sale_not_open', ['A1'], { saleOpensIn: 60 }],
    ];
    for (const [code, seats, options] of cases) {
      show = await makeShow(db, options);
      await expect(place(buyer, seats)).rejects.toMatchObject({ code });
      const { rows } = await db.pool.query<{ n: number }>(
        'SELECT count(*)::int AS n FROM bookings WHERE show_id = $1',
        [show.showId],
      );
      expect(rows[0]?.n).toBe(0);
    }
    show = { ...show, showId: newId() };
    await expect(place(buyer, ['A1'])).rejects.toMatchObject({ code: 'show_not_found' });
  });

  it('include a queue that is full, except for what is in it already', async () => {
    const input = {
      kind: 'seats',
      showId: show.showId,
      seats: ['A1'],
      idempotencyKey: 'full',
      depthLimit: 1_000,
    } as const;
    const first = await placeBooking(testCtx(db, buyer), input, bookingGates({ pass: '' }));
    const full = { ...input, depthLimit: 1 };
    expect(await placeBooking(testCtx(db, buyer), full, bookingGates({ pass: '' }))).toEqual(first);
    await expect(
      placeBooking(testCtx(db, buyer), { ...full, idempotencyKey: 'next' }, bookingGates({ pass: '' })),
    ).rejects.toMatchObject({
      code: 'queue_full',
    });
  });
});

describe('one Idempotency-Key', () => {
  /** From two processes, so to speak: each gathers batches of its own. */
  async function placeAtOnce(databases: readonly Db[], key: string): Promise<Set<string>> {
    const attempts = Array.from({ length: 24 }, (_, n) =>
      place(buyer, ['A1', 'A2'], key, databases[n % databases.length] ?? db),
    );
    return new Set(await Promise.all(attempts));
  }

  async function second(url: string): Promise<Db> {
    const made = openDb(url);
    onTestFinished(() => closeDb(made));
    return made;
  }

  it('makes one booking, however many requests carry it at once', async () => {
    const again = await second(String(db.pool.options.connectionString));
    expect((await placeAtOnce([db, again], 'once')).size).toBe(1);
    await expect(place(buyer, ['A3'], 'once')).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    const { rows } = await db.pool.query<{ n: number; jobs: number }>(
      `SELECT count(*)::int AS n, (SELECT count(*)::int FROM outbox o, jsonb_array_elements_text(o.payload -> 'bookingIds') i
          WHERE o.name = 'booking.place' AND i IN (SELECT b.id::text FROM bookings b WHERE b.show_id = $1)) AS jobs FROM bookings WHERE show_id = $1`,
      [show.showId],
    );
    expect(rows).toEqual([{ n: 1, jobs: 1 }]);
    // Another user's key is another key.
    expect(await place(other, ['A5'], 'once')).not.toBe('');
  });

  it('makes several when keys are not unique (negative control)', async () => {
    const { url } = await createDatabaseForThisTest();
    const [one, two] = [await second(url), await second(url)];
    await one.pool.query('ALTER TABLE idempotency_keys DROP CONSTRAINT idempotency_keys_pkey');
    show = await makeShow(one);
    expect((await placeAtOnce([one, two], 'once')).size).toBeGreaterThan(1);
  });
});
