import { describe, expect, it } from 'vitest';
import { verifyDraw } from '@docket/client/waiting-room-draw';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { controlRooms } from './control.ts';
import { drawRoom, tellPlaces } from './draw.ts';
import { crowd, join, look, open, options, waitingShow } from './fixtures.ts';
import { getRoomDraw } from './get-draw.ts';
import { enterTogether } from './join.ts';
import { leaveRoom } from './leave.ts';

setUpDatabase();

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
    const drawing = testCtx(db);
    await drawRoom(drawing, showId);
    expect(drawing.dispatched).toMatchObject([{ channel: `room:${showId}`, envelope: { type: 'room.moved' } }]);
    const telling = testCtx(db);
    const slices = await Promise.all(Array.from({ length: 6 }, () => tellPlaces(telling, { showId, slice: 5 })));
    // Three slices were enough, each of the next places; the other three found nothing left.
    expect(slices.toSorted((x, y) => y - x)).toEqual([5, 5, 2, 0, 0, 0]);
    const told = telling.dispatched.flatMap((row) =>
      row.topic === 'event' && row.envelope.type === 'room.updated'
        ? [{ channel: row.channel, place: row.envelope.data.place }]
        : [],
    );
    expect(told.map(({ channel }) => channel).toSorted()).toEqual(
      users.map((user) => `user:${user.userId}`).toSorted(),
    );
    expect(new Set(told.map(({ place }) => place))).toEqual(new Set(users.map((_, at) => at + 1)));
  });

  it('tells nobody a place that is no longer theirs, and goes on where a controller that died has left off', async () => {
    const on = await ownDatabase();
    const showId = await waitingShow(on);
    const users = await crowd(on, 9);
    await Promise.all(users.map((user) => join(on, user, showId)));
    await open(on, showId);
    await drawRoom(testCtx(on), showId);
    await tellPlaces(testCtx(on), { showId, slice: 2 });
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
      ...Array.from({ length: 4 }, () => drawRoom(testCtx(db), showId)),
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
    await drawRoom(testCtx(db), showId);
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
    await drawRoom(testCtx(db), showId);
    expect((await look(db, user, showId)).open).toBe(false);
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
          await enterTogether(testCtx(db), [{ showId, userId: user.userId }]);
          return look(db, user, showId);
        }),
      ]);
      expect(new Set(rooms.map((room) => room.entry?.entrantId)).size).toBe(1);
      const { rows } = await db.pool.query('SELECT FROM room_entries WHERE show_id = $1', [showId]);
      expect(rows).toHaveLength(1);
    }
  });

  it('gives one person two places when the guard is off', async () => {
    const on = await ownDatabase();
    const showId = await waitingShow(on);
    const user = await makeUser(on);
    await on.pool.query('DROP INDEX room_entries_open');
    await Promise.all(Array.from({ length: 10 }, () => enterTogether(testCtx(on), [{ showId, userId: user.userId }])));
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
