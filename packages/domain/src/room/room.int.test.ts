import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { verifyDraw } from '@docket/client/room-draw';
import type { Room } from '@docket/contracts/http/room';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { closeDb, makeUser, openDb, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { confirmBooking } from '../booking/confirm.ts';
import { holdBookings } from '../booking/hold.ts';
import { placeBooking } from '../booking/place.ts';
import { checkInvariants } from '../invariants/check.ts';
import { controlRooms, type ControlOptions } from './control.ts';
import { getRoomDraw } from './get-draw.ts';
import { getRoom } from './get.ts';
import { joinRoom } from './join.ts';
import { leaveRoom } from './leave.ts';
import { signPass } from './pass.ts';

const secret = 'a secret that is only for tests, 32+';
const options: ControlOptions = { inside: 5, passSeconds: 300, latencyMs: 250, pauseSeconds: 0, secret };

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

/** A migrated database of its own, for tests in which a controller meets no other test's rooms, or functions are changed. */
async function ownDb(): Promise<Db> {
  const database = await createDatabaseForThisTest();
  const on = openDb(database.url, 16);
  onTestFinished(() => closeDb(on));
  return on;
}

function crowd(on: Db, size: number): Promise<TestUser[]> {
  return Promise.all(Array.from({ length: size }, () => makeUser(on)));
}

const join = (on: Db, user: TestUser, id: string): Promise<Room> => joinRoom(testCtx(on, user), { id, secret });
const look = (on: Db, user: TestUser, id: string): Promise<Room> => getRoom(testCtx(on, user), { id, secret });

/** The sale opens now. */
async function open(on: Db, showId: string): Promise<void> {
  await on.pool.query(`UPDATE shows SET sale_opens_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [
    showId,
  ]);
}

async function waitingShow(on: Db, saleOpensIn = 3_600, seatsPerUser = 10): Promise<string> {
  return (await makeShow(on, { waitingRoom: true, saleOpensIn, seatsPerUser, rows: 10 })).showId;
}

async function insideOf(on: Db, showId: string): Promise<number> {
  const { rows } = await on.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM room_entries WHERE show_id = $1 AND status = 'ADMITTED'`,
    [showId],
  );
  return rows[0]?.n ?? 0;
}

function book(on: Db, user: TestUser, showId: string, pass: string | undefined, seat = 1) {
  return placeBooking(testCtx(on, user), {
    kind: 'seats',
    showId,
    seats: [labelOf(seat)],
    ...(pass === undefined ? {} : { pass }),
    idempotencyKey: null,
    depthLimit: 1_000,
    passSecret: secret,
  });
}

async function brokenRules(on: Db): Promise<string[]> {
  const report = await checkInvariants(testCtx(on));
  return report.invariants.filter(({ ok }) => !ok).map(({ name }) => name);
}

describe('the draw', () => {
  it('can be recomputed from what is published, and matches the commitment that was published before anybody came', async () => {
    const showId = await waitingShow(db);
    const before = await getRoomDraw(testCtx(db), { id: showId, from: 1, limit: 100 });
    expect(before).toMatchObject({ seed: null, entrantsDigest: null, drawnAt: null, entrants: [], total: 0 });
    const users = await crowd(db, 30);
    const joined = await Promise.all(users.map((user) => join(db, user, showId)));
    for (const room of joined)
      expect(room).toMatchObject({ open: false, ahead: null, entry: { early: true, place: null, status: 'WAITING' } });

    await open(db, showId);
    await controlRooms(testCtx(db), { ...options, inside: 0 });
    const draw = await getRoomDraw(testCtx(db), { id: showId, from: 1, limit: 50_000 });
    expect(draw.total).toBe(30);
    expect(await verifyDraw(draw, before.commitment)).toMatchObject({ ok: true });
    // Everybody finds the own entry at the own place.
    const after = await Promise.all(users.map((user) => look(db, user, showId)));
    for (const [at, room] of after.entries()) {
      expect(room.entry?.entrantId).toBe(joined[at]?.entry?.entrantId);
      expect(draw.entrants[(room.entry?.place ?? 0) - 1]).toBe(room.entry?.entrantId);
    }
    // In pages it is the same list.
    const pages = await Promise.all(
      [1, 11, 21, 31].map((from) => getRoomDraw(testCtx(db), { id: showId, from, limit: 10 })),
    );
    expect(pages.flatMap((page) => page.entrants)).toEqual(draw.entrants);
  });

  it('tells everybody the own place once, and all together how far the room is, however many tell it at the same time', async () => {
    const showId = await waitingShow(db);
    const users = await crowd(db, 12);
    await Promise.all(users.map((user) => join(db, user, showId)));
    await open(db, showId);
    const drawn = await db.pool.query<{ channel: string; type: string }>(
      `SELECT channel, envelope ->> 'type' AS type FROM draw_room($1)`,
      [showId],
    );
    expect(drawn.rows).toEqual([{ channel: `room:${showId}`, type: 'room.moved' }]);
    const slices = await Promise.all(
      Array.from({ length: 6 }, () =>
        db.pool.query<{ channel: string; place: number }>(
          `SELECT channel, (envelope #>> '{data,place}')::int AS place FROM announce_draw($1, 5)`,
          [showId],
        ),
      ),
    );
    // Three slices were enough, each of the next places; the other three found nothing left.
    expect(slices.map(({ rows }) => rows.length).toSorted((x, y) => y - x)).toEqual([5, 5, 2, 0, 0, 0]);
    const told = slices.flatMap(({ rows }) => rows);
    expect(told.map(({ channel }) => channel).toSorted()).toEqual(
      users.map((user) => `user:${user.userId}`).toSorted(),
    );
    expect(told.map(({ place }) => place).toSorted((x, y) => x - y)).toEqual(users.map((_, at) => at + 1));
  });

  it('tells nobody a place that is no longer theirs, and goes on where a controller that died has left off', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on);
    const users = await crowd(on, 9);
    await Promise.all(users.map((user) => join(on, user, showId)));
    await open(on, showId);
    await on.pool.query('SELECT FROM draw_room($1)', [showId]);
    await on.pool.query('SELECT FROM announce_draw($1, 2)', [showId]);
    const { entrants } = await getRoomDraw(testCtx(on), { id: showId, from: 1, limit: 9 });
    const rooms = await Promise.all(users.map((user) => look(on, user, showId)));
    const at = (place: number) => users[rooms.findIndex(({ entry }) => entry?.entrantId === entrants[place - 1])];
    const left = at(8);
    if (left === undefined) throw new Error('nobody at that place');
    await leaveRoom(testCtx(on, left), { id: showId });
    // The controller goes on telling before it lets three in.
    await controlRooms(testCtx(on), { ...options, inside: 3 });
    const { rows } = await on.pool.query<{ place: number; status: string }>(
      `SELECT (payload #>> '{data,place}')::int AS place, payload #>> '{data,status}' AS status FROM outbox WHERE name = 'room.updated' ORDER BY 1, 2 DESC`,
    );
    expect(rows.map(({ place, status }) => `${place} ${status}`)).toEqual([
      '1 WAITING',
      '1 ADMITTED',
      '2 WAITING',
      '2 ADMITTED',
      '3 WAITING',
      '3 ADMITTED',
      ...[4, 5, 6, 7].map((place) => `${place} WAITING`),
      '8 LEFT',
      '9 WAITING',
    ]);
    await controlRooms(testCtx(on), { ...options, inside: 3 });
    const again = await on.pool.query(`SELECT FROM outbox WHERE name = 'room.updated'`);
    expect(again.rowCount).toBe(rows.length);
  });

  it('is made once, however many controllers and late comers make it at the same time', async () => {
    const showId = await waitingShow(db);
    const early = await crowd(db, 20);
    await Promise.all(early.map((user) => join(db, user, showId)));
    await open(db, showId);
    const late = await crowd(db, 20);
    await Promise.all([
      ...late.map((user) => join(db, user, showId)),
      ...Array.from({ length: 4 }, () => db.pool.query('SELECT * FROM draw_room($1)', [showId])),
    ]);
    const draw = await getRoomDraw(testCtx(db), { id: showId, from: 1, limit: 50_000 });
    expect(draw.total).toBe(20);
    expect((await verifyDraw(draw)).ok).toBe(true);
    const { rows } = await db.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM outbox WHERE channel = $1 AND name = 'room.moved'`,
      [`room:${showId}`],
    );
    expect(rows[0]?.n).toBe(1);
  });

  it('leaves out who has left before, and keeps the place of who leaves later', async () => {
    const showId = await waitingShow(db);
    const [a, b, c] = (await crowd(db, 3)) as [TestUser, TestUser, TestUser];
    await Promise.all([a, b, c].map((user) => join(db, user, showId)));
    await leaveRoom(testCtx(db, a), { id: showId });
    expect((await look(db, a, showId)).entry).toBeNull();
    await open(db, showId);
    await db.pool.query('SELECT * FROM draw_room($1)', [showId]);
    await leaveRoom(testCtx(db, b), { id: showId });
    await leaveRoom(testCtx(db, b), { id: showId });
    const draw = await getRoomDraw(testCtx(db), { id: showId, from: 1, limit: 10 });
    expect(draw.total).toBe(2);
    expect((await verifyDraw(draw)).ok).toBe(true);
    expect((await look(db, b, showId)).entry?.status).toBe('LEFT');
    // Who comes again is behind everybody else.
    expect((await join(db, b, showId)).entry).toMatchObject({ early: false, place: 3 });
  });

  it('does not give the seed away before', async () => {
    const showId = await waitingShow(db);
    const user = await makeUser(db);
    const room = await join(db, user, showId);
    const draw = await getRoomDraw(testCtx(db), { id: showId, from: 1, limit: 10 });
    const { rows } = await db.pool.query<{ seed: string }>(
      `SELECT encode(seed, 'hex') AS seed FROM rooms WHERE show_id = $1`,
      [showId],
    );
    const seed = rows[0]?.seed ?? '';
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify([room, draw])).not.toContain(seed);
    await expect(db.pool.query('SELECT * FROM draw_room($1)', [showId])).resolves.toMatchObject({ rows: [] });
  });
});

describe('joining', () => {
  it('gives one place to one person, in however many tabs, early or late', async () => {
    for (const saleOpensIn of [3_600, -60]) {
      const showId = await waitingShow(db, saleOpensIn);
      const user = await makeUser(db);
      const rooms = await Promise.all([
        ...Array.from({ length: 10 }, () => join(db, user, showId)),
        // As from other API processes, past the batches of this one.
        ...Array.from({ length: 10 }, async () => {
          await db.pool.query('SELECT * FROM join_rooms($1, $2)', [[showId], [user.userId]]);
          return look(db, user, showId);
        }),
      ]);
      expect(new Set(rooms.map((room) => room.entry?.entrantId)).size).toBe(1);
      const { rows } = await db.pool.query('SELECT FROM room_entries WHERE show_id = $1', [showId]);
      expect(rows).toHaveLength(1);
    }
  });

  it('gives one person two places when the guard is off', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on);
    const user = await makeUser(on);
    await on.pool.query('DROP INDEX room_entries_open');
    await Promise.all(
      Array.from({ length: 10 }, () => on.pool.query('SELECT * FROM join_rooms($1, $2)', [[showId], [user.userId]])),
    );
    const { rows } = await on.pool.query('SELECT FROM room_entries WHERE show_id = $1', [showId]);
    expect(rows.length).toBeGreaterThan(1);
  });

  it('never puts who comes late before who came early, while the sale opens under everybody’s feet', async () => {
    const showId = await waitingShow(db);
    const users = await crowd(db, 120);
    const come = (from: number, to: number) => users.slice(from, to).map((user) => join(db, user, showId));
    await Promise.all(come(0, 40));
    await Promise.all([...come(40, 60), open(db, showId), ...come(60, 80)]);
    await Promise.all(come(80, 100));
    await Promise.all(come(100, 120));
    const { rows } = await db.pool.query<{ early: boolean; place: number; joined_at: Date }>(
      'SELECT early, place, joined_at FROM room_entries WHERE show_id = $1 ORDER BY place',
      [showId],
    );
    const of = (from: number, to: number) => users.slice(from, to).map((user) => user.userId);
    const placesOf = async (ids: readonly string[]) =>
      (
        await db.pool.query<{ place: number }>(
          'SELECT place FROM room_entries WHERE show_id = $1 AND user_id = ANY ($2::uuid[]) ORDER BY place',
          [showId, ids],
        )
      ).rows.map((row) => row.place);
    // The first forty were early for certain, the last forty late, and those in order of their coming.
    expect(Math.max(...(await placesOf(of(0, 40))))).toBeLessThanOrEqual(80);
    expect(await placesOf(of(80, 100))).toEqual(Array.from({ length: 20 }, (_, at) => 81 + at));
    expect(await placesOf(of(100, 120))).toEqual(Array.from({ length: 20 }, (_, at) => 101 + at));
    expect(rows.map((row) => row.place)).toEqual(users.map((_, at) => at + 1));
    const early = rows.filter((row) => row.early).length;
    expect(early).toBeGreaterThanOrEqual(40);
    expect(early).toBeLessThanOrEqual(80);
    expect(rows.slice(0, early).every((row) => row.early)).toBe(true);
    const late = rows.slice(early).map((row) => row.joined_at.getTime());
    expect(late).toEqual(late.toSorted((a, b) => a - b));
    expect(await brokenRules(db)).toEqual([]);
    expect((await verifyDraw(await getRoomDraw(testCtx(db), { id: showId, from: 1, limit: 1_000 }))).ok).toBe(true);
  });

  it('is refused where there is no waiting room', async () => {
    const user = await makeUser(db);
    const { showId } = await makeShow(db);
    await expect(join(db, user, showId)).rejects.toMatchObject({ code: 'room_not_found' });
    await expect(look(db, user, showId)).rejects.toMatchObject({ code: 'room_not_found' });
    await expect(look(db, user, newId())).rejects.toMatchObject({ code: 'show_not_found' });
    const cancelled = await makeShow(db, { waitingRoom: true, status: 'CANCELLED' });
    await expect(join(db, user, cancelled.showId)).rejects.toMatchObject({ code: 'show_cancelled' });
    const begun = await makeShow(db, { waitingRoom: true, startsIn: -60 });
    await expect(join(db, user, begun.showId)).rejects.toMatchObject({ code: 'show_started' });
  });
});

describe('the pass', () => {
  it('opens the booking of its show to its user until its time, and nothing else does', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on, -60);
    const other = await waitingShow(on, -60);
    const [a, b] = (await crowd(on, 2)) as [TestUser, TestUser];
    await join(on, a, showId);
    await join(on, b, other);
    await expect(book(on, a, showId, undefined)).rejects.toMatchObject({ code: 'pass_required' });
    await controlRooms(testCtx(on), options);
    const pass = (await look(on, a, showId)).entry?.pass ?? '';
    const foreign = (await look(on, b, other)).entry?.pass ?? '';

    const claims = { showId, userId: a.userId, entrantId: newId(), deadline: new Date(Date.now() + 60_000) };
    const [head = '', body = '', tag = ''] = pass.split('.');
    const none = `${Buffer.from('{"alg":"none","typ":"room-pass+jwt"}').toString('base64url')}.${body}.`;
    const refused: [string, string][] = [
      ['', 'pass_invalid'],
      ['not a pass', 'pass_invalid'],
      [none, 'pass_invalid'],
      [`${head}.${body}.${tag.startsWith('A') ? 'B' : 'A'}${tag.slice(1)}`, 'pass_invalid'],
      [foreign, 'pass_invalid'],
      [await signPass(claims, 'another secret that is only for tests'), 'pass_invalid'],
      [await signPass({ ...claims, userId: b.userId }, secret), 'pass_invalid'],
      [await signPass({ ...claims, showId: other }, secret), 'pass_invalid'],
      [await signPass({ ...claims, deadline: new Date(Date.now() - 5_000) }, secret), 'pass_expired'],
      // Well signed, but of an entry that is not inside.
      [await signPass(claims, secret), 'pass_expired'],
    ];
    for (const [each, code] of refused) await expect(book(on, a, showId, each)).rejects.toMatchObject({ code });
    await expect(book(on, b, showId, pass)).rejects.toMatchObject({ code: 'pass_invalid' });
    const { rows } = await on.pool.query(
      'SELECT FROM bookings UNION ALL SELECT FROM holds UNION ALL SELECT FROM pool_seats',
    );
    expect(rows).toHaveLength(0);

    expect((await book(on, a, showId, pass)).status).toBe('QUEUED');
    await leaveRoom(testCtx(on, a), { id: showId });
    await expect(book(on, a, showId, pass, 2)).rejects.toMatchObject({ code: 'pass_expired' });
  });

  it('is over at its deadline, whether or not a controller has looked', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on, -60);
    const user = await makeUser(on);
    await join(on, user, showId);
    await controlRooms(testCtx(on), options);
    const pass = (await look(on, user, showId)).entry?.pass ?? '';
    await on.pool.query(`UPDATE room_entries SET deadline = clock_timestamp() WHERE show_id = $1`, [showId]);
    expect((await look(on, user, showId)).entry).toMatchObject({ status: 'EXPIRED', pass: null, deadline: null });
    await expect(book(on, user, showId, pass)).rejects.toMatchObject({ code: 'pass_expired' });
  });
});

describe('admission', () => {
  it('goes in order of places and hands the pass over in the event', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 8);
    for (const user of users) await join(on, user, showId);
    const ctx = testCtx(on);
    expect(await controlRooms(ctx, options)).toBe(5);
    const rooms = await Promise.all(users.map((user) => look(on, user, showId)));
    expect(rooms.map((room) => room.entry?.status)).toEqual([
      ...Array.from({ length: 5 }, () => 'ADMITTED'),
      ...Array.from({ length: 3 }, () => 'WAITING'),
    ]);
    expect(rooms.map((room) => room.ahead)).toEqual([null, null, null, null, null, 0, 1, 2]);
    expect(rooms[7]).toMatchObject({ served: 5, lastPlace: 8, entry: { pass: null } });
    const told = ctx.dispatched.flatMap((row) => (row.topic === 'event' ? [row] : []));
    expect(told.map((row) => row.channel)).toEqual([
      ...users.slice(0, 5).map((user) => `user:${user.userId}`),
      `room:${showId}`,
    ]);
    expect(told[0]?.envelope.data).toMatchObject({ pass: rooms[0]?.entry?.pass, userId: users[0]?.userId });
    // Nothing has moved since: nobody is told anything but that the rate sinks.
    const quiet = testCtx(on);
    expect(await controlRooms(quiet, options)).toBe(0);
    expect(quiet.dispatched.every((row) => row.topic === 'event' && row.channel === `room:${showId}`)).toBe(true);
  });

  it('gives on the passes of those who have bought, have left, or are past their time', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 8);
    for (const user of users) await join(on, user, showId);
    await controlRooms(testCtx(on), options);
    const [buyer, leaver, sleeper] = users as [TestUser, TestUser, TestUser];
    const placed = await book(on, buyer, showId, (await look(on, buyer, showId)).entry?.pass ?? '');
    await holdBookings(testCtx(on), { bookingIds: [placed.bookingId], holdSeconds: 600 });
    expect(await controlRooms(testCtx(on), options)).toBe(0);
    await confirmBooking(testCtx(on, buyer), { id: placed.bookingId });
    await leaveRoom(testCtx(on, leaver), { id: showId });
    await on.pool.query('UPDATE room_entries SET deadline = clock_timestamp() WHERE show_id = $1 AND user_id = $2', [
      showId,
      sleeper.userId,
    ]);
    expect(await controlRooms(testCtx(on), options)).toBe(3);
    const rooms = await Promise.all(users.map((user) => look(on, user, showId)));
    expect(rooms.map((room) => room.entry?.status)).toEqual([
      'DONE',
      'LEFT',
      'EXPIRED',
      'ADMITTED',
      'ADMITTED',
      'ADMITTED',
      'ADMITTED',
      'ADMITTED',
    ]);
    expect(rooms[0]).toMatchObject({ served: 8, entry: { pass: null, deadline: null } });
  });

  it('slows down when bookings are decided late, and speeds up when they are not', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on, -60);
    await join(on, await makeUser(on), showId);
    const batch = async () => {
      await controlRooms(testCtx(on), { ...options, latencyMs: 100 });
      const { rows } = await on.pool.query<{ batch: number }>('SELECT batch FROM rooms WHERE show_id = $1', [showId]);
      return rows[0]?.batch ?? 0;
    };
    const first = await batch();
    expect(await batch()).toBeGreaterThan(first);
    // A booking of the same moment that took longer than that to be decided, of another show.
    const { showId: elsewhere } = await makeShow(on);
    const { bookingId } = await book(on, await makeUser(on), elsewhere, undefined);
    await on.pool.query(`UPDATE bookings SET created_at = created_at - interval '2 seconds' WHERE id = $1`, [
      bookingId,
    ]);
    const slow = await batch();
    expect(slow).toBeLessThan(first + 5);
    await holdBookings(testCtx(on), { bookingIds: [bookingId], holdSeconds: 600 });
    expect(await batch()).toBeLessThan(slow);
  });

  async function twoControllers(on: Db): Promise<number> {
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 40);
    await on.pool.query('SELECT * FROM join_rooms($1, $2)', [
      users.map(() => showId),
      users.map((user) => user.userId),
    ]);
    let most = 0;
    for (let turn = 0; turn < 5; turn += 1) {
      await Promise.all(Array.from({ length: 4 }, () => controlRooms(testCtx(on), options)));
      most = Math.max(most, await insideOf(on, showId));
      await on.pool.query(
        `UPDATE room_entries SET deadline = clock_timestamp() WHERE id IN (
           SELECT id FROM room_entries WHERE show_id = $1 AND status = 'ADMITTED' ORDER BY place LIMIT 3)`,
        [showId],
      );
    }
    return most;
  }

  it('never lets more in than allowed, with several controllers at work at once', async () => {
    expect(await twoControllers(await ownDb())).toBe(5);
  });

  it('lets more in than allowed when the guard is off', async () => {
    const on = await ownDb();
    // Neither the room's row nor its entries are locked before they are counted, and each controller takes its time in between.
    const { rows } = await on.pool.query<{ text: string }>(`SELECT pg_get_functiondef('admit_room'::regproc) AS text`);
    const text = (rows[0]?.text ?? '')
      .replace('WHERE k.show_id = p_show FOR UPDATE', 'WHERE k.show_id = p_show')
      .replace('ORDER BY w.place LIMIT', 'ORDER BY random() LIMIT')
      .replace(
        "  RETURN QUERY\n  UPDATE room_entries e SET status = 'ADMITTED'",
        "  PERFORM pg_sleep(0.2);\n  RETURN QUERY\n  UPDATE room_entries e SET status = 'ADMITTED'",
      );
    expect(text).toContain('pg_sleep');
    await on.pool.query(text);
    expect(await twoControllers(on)).toBeGreaterThan(5);
  });

  it('moves one step a pause, whoever makes it', async () => {
    const on = await ownDb();
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 60);
    await on.pool.query('SELECT * FROM join_rooms($1, $2)', [
      users.map(() => showId),
      users.map((user) => user.userId),
    ]);
    await Promise.all(
      Array.from({ length: 4 }, () => controlRooms(testCtx(on), { ...options, inside: 100, pauseSeconds: 3_600 })),
    );
    expect(await insideOf(on, showId)).toBe(15);
  });
});
