import type { Room } from '@docket/contracts/http/waiting-room';
import type { Db } from '@docket/db/client';
import { makeUser, testCtx, type TestUser } from '@docket/testing/builders';
import { labelOf, makeShow } from '@docket/testing/catalog';
import { placeBooking } from '../booking/place.ts';
import type { ControlOptions } from './control.ts';
import { getRoom } from './get.ts';
import { joinRoom } from './join.ts';
import { bookingGates } from '../gates.ts';

export const secret = 'a secret that is only for tests, 32+';
export const options: ControlOptions = { inside: 5, passSeconds: 300, latencyMs: 250, pauseSeconds: 0 };

export function crowd(on: Db, size: number): Promise<TestUser[]> {
  return Promise.all(Array.from({ length: size }, () => makeUser(on)));
}

export const join = (on: Db, user: TestUser, id: string): Promise<Room> => joinRoom(testCtx(on, user), { id });
export const look = (on: Db, user: TestUser, id: string): Promise<Room> => getRoom(testCtx(on, user), { id });

/** The sale opens now. */
export async function open(on: Db, showId: string): Promise<void> {
  await on.pool.query(`UPDATE shows SET sale_opens_at = clock_timestamp() - interval '1 second' WHERE id = $1`, [
    showId,
  ]);
}

export async function waitingShow(on: Db, saleOpensIn = 3_600, seatsPerUser = 10): Promise<string> {
  return (await makeShow(on, { waitingRoom: true, saleOpensIn, seatsPerUser, rows: 10 })).showId;
}

export async function insideOf(on: Db, showId: string): Promise<number> {
  const { rows } = await on.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM room_entries WHERE show_id = $1 AND status = 'ADMITTED'`,
    [showId],
  );
  return rows[0]?.n ?? 0;
}

export function book(on: Db, user: TestUser, showId: string, pass: string | undefined, seat = 1) {
  return placeBooking(
    testCtx(on, user),
    {
      kind: 'seats',
      showId,
      seats: [labelOf(seat)],
      ...(pass === undefined ? {} : { pass }),
      idempotencyKey: null,
      depthLimit: 1_000,
    },
    bookingGates({ pass: secret }),
  );
}
