import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { confirmBooking } from '@docket/testing/confirm-booking';
import { holdBookings } from '../booking/hold.ts';
import { ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { controlRooms } from './control.ts';
import { book, crowd, insideOf, join, look, options, secret, waitingShow } from './fixtures.ts';
import { enterTogether } from './join.ts';
import { leaveRoom } from './leave.ts';
import { signPass } from './pass.ts';
import { reactions } from '../reactions.ts';

setUpDatabase();

describe('the pass', () => {
  it('opens the booking of its show to its user until its time, and nothing else does', async () => {
    const on = await ownDatabase();
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
      // The newest signs, and there is another.
      [await signPass(claims, ['a newer secret that is only for tests', secret]), 'pass_invalid'],
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
    const on = await ownDatabase();
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
    const on = await ownDatabase();
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
    const on = await ownDatabase();
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 8);
    for (const user of users) await join(on, user, showId);
    await controlRooms(testCtx(on), options);
    const [buyer, leaver, sleeper] = users as [TestUser, TestUser, TestUser];
    const placed = await book(on, buyer, showId, (await look(on, buyer, showId)).entry?.pass ?? '');
    await holdBookings(testCtx(on), { bookingIds: [placed.bookingId] });
    expect(await controlRooms(testCtx(on), options)).toBe(0);
    await confirmBooking(testCtx(on, buyer), { id: placed.bookingId }, reactions);
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
    const on = await ownDatabase();
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
    await holdBookings(testCtx(on), { bookingIds: [bookingId] });
    expect(await batch()).toBeLessThan(slow);
  });

  async function twoControllers(on: Db): Promise<number> {
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 40);
    await enterTogether(
      testCtx(on),
      users.map(({ userId }) => ({ showId, userId })),
    );
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
    expect(await twoControllers(await ownDatabase())).toBe(5);
  });

  it('lets more in than allowed when the guard is off', async () => {
    const on = await ownDatabase();
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
    const on = await ownDatabase();
    const showId = await waitingShow(on, -60);
    const users = await crowd(on, 60);
    await enterTogether(
      testCtx(on),
      users.map(({ userId }) => ({ showId, userId })),
    );
    await Promise.all(
      Array.from({ length: 4 }, () => controlRooms(testCtx(on), { ...options, inside: 100, pauseSeconds: 3_600 })),
    );
    expect(await insideOf(on, showId)).toBe(15);
  });
});
