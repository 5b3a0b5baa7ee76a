import { describe, expect, it } from 'vitest';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { holdBookings } from '../booking/hold.ts';
import { placeBooking } from '../booking/place.ts';
import { bookingGates } from '../gates.ts';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { controlRooms } from '../waiting-room/control.ts';
import { book as bookInRoom, join as enterRoom, options, secret } from '../waiting-room/fixtures.ts';
import { getRoom } from '../waiting-room/get.ts';
import { acceptOffer } from './accept.ts';
import { cancel, entryOf, offer, soldOut, wait, type Booked } from './fixtures.ts';
import { joinWaitingList } from './join.ts';

setUpDatabase();

const gates = bookingGates({ pass: secret });

type Inside = { readonly user: TestUser; readonly pass: string };

/** A show of two rows through a waiting room, on sale, with three people who were let in. */
async function throughRoom(): Promise<{ showId: string; inside: [Inside, Inside, Inside] }> {
  const { showId } = await makeShow(db, { rows: 2, waitingRoom: true });
  const users = [await makeUser(db), await makeUser(db), await makeUser(db)];
  for (const user of users) await enterRoom(db, user, showId);
  await controlRooms(testCtx(db, undefined, { ROOM_PASS_SECRET: [secret] }), options);
  const inside: Inside[] = [];
  for (const user of users)
    inside.push({
      user,
      pass: (await getRoom(testCtx(db, user, { ROOM_PASS_SECRET: [secret] }), { id: showId })).entry?.pass ?? '',
    });
  return { showId, inside: inside as [Inside, Inside, Inside] };
}

/** The first two buy all there is. */
async function fill(showId: string, inside: readonly Inside[]): Promise<Booked[]> {
  const bookings: Booked[] = [];
  for (const [row, { user, pass }] of inside.slice(0, 2).entries()) {
    const seats = Array.from({ length: 10 }, (_, at) => labelOf(10 * row + at + 1));
    const input = { kind: 'seats', showId, seats, pass, idempotencyKey: null, depthLimit: 1_000 } as const;
    const { bookingId } = await placeBooking(testCtx(db, user), input, gates);
    await holdBookings(testCtx(db), { bookingIds: [bookingId] });
    bookings.push({ user, bookingId });
  }
  return bookings;
}

describe('the waiting list of a show with a waiting room', () => {
  it('is joined by those who were let in, as seats are booked', async () => {
    const { showId, inside } = await throughRoom();
    const { user, pass } = inside[0];
    const stranger = await makeUser(db);
    await expect(bookInRoom(db, stranger, showId, undefined)).rejects.toMatchObject({ code: 'pass_required' });
    const asks = (who: TestUser, mine?: string) =>
      joinWaitingList(
        testCtx(db, who),
        { id: showId, quantity: 1, ...(mine === undefined ? {} : { pass: mine }) },
        gates,
      );
    await expect(asks(stranger)).rejects.toMatchObject({ code: 'pass_required' });
    await expect(asks(stranger, pass)).rejects.toMatchObject({ code: 'pass_invalid' });
    await expect(asks(user, pass)).rejects.toMatchObject({ code: 'seats_available' });
  });

  it('lets those who waited accept, also when their pass is over by then', async () => {
    const { showId, inside } = await throughRoom();
    const [first] = (await fill(showId, inside)) as [Booked];
    const { user, pass } = inside[2];
    await joinWaitingList(testCtx(db, user), { id: showId, quantity: 2, pass }, gates);
    // One who was never asked for a pass, as servers of before let people in.
    const other = await makeUser(db);
    await joinWaitingList(testCtx(db, other), { id: showId, quantity: 2 }, []);
    await db.pool.query('UPDATE waiting_list SET admitted = false WHERE user_id = $1', [other.userId]);
    await db.pool.query(`UPDATE room_entries SET status = 'EXPIRED' WHERE show_id = $1`, [showId]);
    await cancel(db, first);
    await offer(db, showId);
    await expect(acceptOffer(testCtx(db, other), { id: showId }, gates)).rejects.toMatchObject({
      code: 'pass_required',
    });
    expect((await acceptOffer(testCtx(db, user), { id: showId }, gates)).status).toBe('ACCEPTED');
  });

  it('is a way around the room when its gates are left out (negative control)', async () => {
    const { showId, inside } = await throughRoom();
    const [first] = (await fill(showId, inside)) as [Booked];
    const stranger = await makeUser(db);
    await joinWaitingList(testCtx(db, stranger), { id: showId, quantity: 2 }, []);
    await cancel(db, first);
    await offer(db, showId);
    expect((await acceptOffer(testCtx(db, stranger), { id: showId }, [])).status).toBe('ACCEPTED');
  });
});

describe('nobody waits', () => {
  it('for more than there is', async () => {
    const { showId } = await makeShow(db, { rows: 2, seatsPerRow: 4 });
    const ctx = testCtx(db, await makeUser(db));
    await expect(joinWaitingList(ctx, { id: showId, quantity: 6, zone: 'front' }, gates)).rejects.toMatchObject({
      code: 'too_many_seats',
      fields: [{ path: 'body.quantity' }],
    });
    await expect(joinWaitingList(ctx, { id: showId, quantity: 2, accessible: true }, gates)).rejects.toMatchObject({
      code: 'too_many_seats',
    });
  });

  it('for what anybody could book, whoever else waits for something else', async () => {
    const { showId, bookings } = await soldOut(db, 5);
    const many = await wait(db, showId, 10);
    await cancel(db, bookings[3] as Booked);
    await offer(db, showId);
    expect((await entryOf(db, many, showId)).status).toBe('WAITING');
    const ctx = testCtx(db, await makeUser(db));
    await expect(joinWaitingList(ctx, { id: showId, quantity: 2 }, gates)).rejects.toMatchObject({
      code: 'seats_available',
    });
    expect((await joinWaitingList(ctx, { id: showId, quantity: 6 }, gates)).status).toBe('WAITING');
  });
});
