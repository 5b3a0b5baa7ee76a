import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { testCtx } from '@docket/testing/builders';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { acceptOffer } from './accept.ts';
import { cancel, entryOf, gates, offer, promised, soldOut, statuses, waiters, type Booked } from './fixtures.ts';
import { leaveWaitingList } from './leave.ts';
import { reactions } from '../reactions.ts';

setUpDatabase();

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
        if (at % 3 === 0) await leaveWaitingList(testCtx(on, user), { id: showId }, reactions);
        else if (at % 3 === 1) await acceptOffer(testCtx(on, user), { id: showId }, gates);
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
    const on = await ownDatabase();
    // Without the list's lock, the locks of rows, and the kernel's refusal of what is held.
    const { rows } = await on.pool.query<{ text: string }>(
      `SELECT pg_get_functiondef('offer_free_seats'::regproc) AS text`,
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
