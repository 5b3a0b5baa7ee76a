import fc from 'fast-check';
import { reactions } from '../reactions.ts';
import { describe, expect, it } from 'vitest';
import { makeUser, testCtx } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { getBooking } from '../booking/get.ts';
import { bestSeats } from '../catalog/hall/best-seats.ts';
import { getSeatMap } from '../catalog/hall/get-plan.ts';
import { findBestSeats } from '../catalog/show/find-best.ts';
import { getShow, showCache } from '../catalog/show/get-show.ts';
import { db, setUpDatabase } from '../spine/fixtures.ts';
import { acceptOffer } from './accept.ts';
import { book, entryOf, gates, labels, offer, wait } from './fixtures.ts';
import { joinWaitingList } from './join.ts';
import { sweepWaitingLists } from './offer.ts';

setUpDatabase();

/** A row of four of which the last two are a wheelchair space and the seat beside it. */
async function smallHall(): Promise<{ showId: string; hallId: string }> {
  const show = await makeShow(db, { rows: 1, seatsPerRow: 4 });
  await db.pool.query(
    `UPDATE hall_seats SET kind = CASE seat WHEN 3 THEN 'wheelchair' ELSE 'companion' END WHERE hall_id = $1 AND seat > 2`,
    [show.hallId],
  );
  return show;
}

describe('when only a wheelchair space and the seat beside it are left', () => {
  it('an ordinary request finds nothing, in whichever way it comes', async () => {
    const { showId } = await smallHall();
    await book(db, await makeUser(db), showId, [1, 2]);
    expect(await findBestSeats({ db }, { id: showId, n: 1, accessible: false })).toMatchObject({ seats: null });
    showCache(db).clear();
    expect(await getShow({ db }, { id: showId })).toMatchObject({ free: 2, availability: 'sold_out' });
    const late = await makeUser(db);
    const refused = await book(db, late, showId, [1]);
    expect(await getBooking(testCtx(db, late), { id: refused })).toMatchObject({
      status: 'REFUSED',
      reason: 'sold_out',
      alternatives: [],
    });
    const waiting = await wait(db, showId, 1);
    await sweepWaitingLists(testCtx(db), reactions);
    await offer(db, showId);
    expect((await entryOf(db, waiting, showId)).status).toBe('WAITING');
  });

  it('one who needs it books it, by name, or is offered it', async () => {
    const { showId } = await smallHall();
    await book(db, await makeUser(db), showId, [1, 2]);
    expect(await findBestSeats({ db }, { id: showId, n: 2, accessible: true })).toMatchObject({ seats: ['A3', 'A4'] });
    const ctx = testCtx(db, await makeUser(db));
    await expect(joinWaitingList(ctx, { id: showId, quantity: 2, accessible: true }, gates)).rejects.toMatchObject({
      code: 'seats_available',
    });
    const first = await makeUser(db);
    const id = await book(db, first, showId, [3, 4]);
    expect((await getBooking(testCtx(db, first), { id })).status).toBe('HELD');

    const ordinary = await wait(db, showId, 1);
    await joinWaitingList(ctx, { id: showId, quantity: 2, accessible: true }, gates);
    await db.pool.query('SELECT reservation_end(ARRAY(SELECT hold_id FROM bookings WHERE id = $1), $2)', [
      id,
      'RELEASED',
    ]);
    await sweepWaitingLists(testCtx(db), reactions);
    expect((await entryOf(db, ordinary, showId)).status).toBe('WAITING');
    const accepted = await acceptOffer(ctx, { id: showId }, gates);
    expect([accepted.status, labels(accepted), accepted.accessible]).toEqual(['ACCEPTED', ['A3', 'A4'], true]);
  });
});

describe('what is free', () => {
  it('is the same in SQL and in TypeScript, whatever the hall and the request', async () => {
    const kind = fc.constantFrom('seat', 'seat', 'seat', 'wheelchair', 'companion', 'aisle');
    const request = fc.record({
      n: fc.integer({ min: 1, max: 8 }),
      zone: fc.constantFrom('front', 'back', undefined),
      accessible: fc.boolean(),
    });
    let [fits, misfits] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.array(kind, { minLength: 18, maxLength: 18 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 18 }), { maxLength: 14 }),
        fc.array(request, { minLength: 8, maxLength: 8 }),
        async (kinds, wanted, requests) => {
          const { showId, hallId, gone } = await randomHall(kinds, wanted);
          const map = await getSeatMap({ db }, hallId);
          const { rows: some } = await db.pool.query('SELECT has_free_seats($1, 1, false) AS some', [showId]);
          expect(some).toEqual([{ some: bestSeats(map, gone, 1) !== null }]);
          for (const { n, zone, accessible } of requests) {
            const { rows } = await db.pool.query<{ seats: number[] | null }>(
              'SELECT choose_seats($1, offerable_seats($1, 1000), $2, $3, $4) AS seats',
              [showId, n, zone ?? null, accessible],
            );
            const seats = rows[0]?.seats ?? null;
            expect(seats === null).toBe(bestSeats(map, gone, n, { zone, accessible }) === null);
            if (seats === null) misfits += 1;
            else fits += 1;
            if (seats === null) continue;
            const chosen = seats.flatMap((seat) => map.bySeat.get(seat) ?? []);
            expect(chosen).toHaveLength(n);
            expect(chosen.some(({ seat }) => gone.has(seat))).toBe(false);
            expect(chosen.filter(({ kind: of }) => of === 'wheelchair')).toHaveLength(accessible ? 1 : 0);
            if (!accessible) expect(chosen.every(({ kind: of }) => of === 'seat')).toBe(true);
          }
        },
      ),
      { numRuns: 30 },
    );
    expect(Math.min(fits, misfits)).toBeGreaterThan(40);
  });
});

/** Three rows of six places, some of them no seats, and some of those sold. */
async function randomHall(
  kinds: readonly string[],
  wanted: readonly number[],
): Promise<{ showId: string; hallId: string; gone: ReadonlySet<number> }> {
  const { showId, hallId } = await makeShow(db, { rows: 3, seatsPerRow: 6 });
  const aisles = kinds.flatMap((each, at) => (each === 'aisle' ? [at + 1] : []));
  const gone = wanted.filter((seat) => !aisles.includes(seat));
  await db.pool.query('DELETE FROM hall_seats WHERE hall_id = $1 AND seat = ANY ($2)', [hallId, aisles]);
  await db.pool.query(
    `UPDATE hall_seats l SET kind = k.kind FROM unnest($2::text[]) WITH ORDINALITY AS k(kind, seat) WHERE l.hall_id = $1 AND l.seat = k.seat`,
    [hallId, kinds],
  );
  await db.pool.query('UPDATE reservation_pools SET capacity = $2 WHERE id = $1', [showId, 18 - aisles.length]);
  await db.pool.query(
    `INSERT INTO pool_seats (pool_id, seat, state, hold_id) SELECT $1, g, 'SOLD', $1 FROM unnest($2::int[]) g`,
    [showId, gone],
  );
  return { showId, hallId, gone: new Set(gone) };
}
