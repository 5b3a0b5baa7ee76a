import type { WaitingEntryState } from '@docket/contracts/http/waiting-list';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow, type ShowOptions } from '@docket/testing/catalog';
import { cancelBooking } from '../booking/cancel.ts';
import { holdBookings } from '../booking/hold.ts';
import { placeBooking } from '../booking/place.ts';
import { getWaitingEntry } from './get.ts';
import { joinWaitingList } from './join.ts';
import { offerSeats } from './offer.ts';
import { reactions } from '../reactions.ts';
import { bookingGates } from '../gates.ts';

/** Without a waiting room there is no pass to be checked. */
export const gates = bookingGates({ pass: '' });

export type Booked = { readonly user: TestUser; readonly bookingId: string };

/** Books seats in one go, as API and worker do. */
export async function book(on: Db, user: TestUser, showId: string, seats: readonly number[]): Promise<string> {
  const { bookingId } = await placeBooking(
    testCtx(on, user),
    {
      kind: 'seats',
      showId,
      seats: seats.map((seat) => labelOf(seat)),
      idempotencyKey: null,
      depthLimit: 10_000,
    },
    gates,
  );
  await holdBookings(testCtx(on), { bookingIds: [bookingId] });
  return bookingId;
}

/** A show of ten seats a row, of which each `each` are held by somebody else. */
export async function soldOut(
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

export const cancel = (on: Db, { user, bookingId }: Booked) =>
  cancelBooking(testCtx(on, user), { id: bookingId }, reactions);
export const entryOf = (on: Db, user: TestUser, id: string) => getWaitingEntry(testCtx(on, user), { id });
export const offer = (on: Db, showId: string) => offerSeats(testCtx(on), { showId }, reactions);

export async function wait(on: Db, showId: string, quantity: number, zone?: string): Promise<TestUser> {
  const user = await makeUser(on);
  await joinWaitingList(testCtx(on, user), { id: showId, quantity, ...(zone === undefined ? {} : { zone }) }, gates);
  return user;
}

export async function waiters(on: Db, showId: string, count: number): Promise<TestUser[]> {
  const users: TestUser[] = [];
  for (let n = 0; n < count; n += 1) users.push(await wait(on, showId, 1));
  return users;
}

export async function statuses(on: Db, users: readonly TestUser[], showId: string): Promise<string[]> {
  return Promise.all(users.map(async (user) => (await entryOf(on, user, showId)).status));
}

/** Every seat that an open offer or a live booking names, once for each that names it. */
export async function promised(on: Db, showId: string): Promise<number[]> {
  const { rows } = await on.pool.query<{ seat: number }>(
    `SELECT unnest(seats) AS seat FROM waiting_list WHERE show_id = $1 AND status = 'OFFERED'
     UNION ALL SELECT unnest(seats) FROM bookings WHERE show_id = $1 AND status IN ('HELD', 'AWAITING_PAYMENT', 'CONFIRMED') ORDER BY 1`,
    [showId],
  );
  return rows.map((row) => row.seat);
}

export async function expireOffers(on: Db, showId: string): Promise<void> {
  await on.pool.query(
    `UPDATE waiting_list SET deadline = clock_timestamp() WHERE show_id = $1 AND status = 'OFFERED'`,
    [showId],
  );
}

export function labels(entry: WaitingEntryState): string[] {
  return entry.seats;
}
