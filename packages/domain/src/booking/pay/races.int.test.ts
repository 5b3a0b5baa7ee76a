import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { testCtx } from '@docket/testing/builders';
import { makeShow } from '@docket/testing/catalog';
import { withoutGuard } from '@docket/testing/guards';
import { someoneWaits } from '@docket/testing/rival';
import { waitFor } from '@docket/testing/wait';
import type { Delivery } from '../../payment/payable.ts';
import { reactions } from '../../reactions.ts';
import { expire } from '../../reservation/end.ts';
import { change, type Tx } from '../../spine/emit.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../../spine/fixtures.ts';
import { cancelBooking } from '../cancel.ts';
import {
  begin,
  bought,
  cancelShow,
  expired,
  failed,
  held,
  inSeconds,
  paid,
  payable,
  read,
  runOut,
  sweep,
  type Held,
} from './fixtures.ts';

setUpDatabase();

/** Runs `first` without committing, lets `second` run into it until it waits or is through, then commits. */
async function inTheMiddle<T>(on: Db, first: (tx: Tx) => Promise<unknown>, second: () => Promise<T>): Promise<T> {
  let running: Promise<T> | undefined;
  await change(testCtx(on), async (tx) => {
    await first(tx);
    let over = false;
    running = second().finally(() => {
      over = true;
    });
    running.catch(() => undefined);
    await waitFor('the second waits or is through', async () => over || (await someoneWaits(on)));
  });
  if (running === undefined) throw new Error('the second was not begun');
  return running;
}

const pay =
  (booking: Held, paymentId = newId()) =>
  async (tx: Tx) => {
    await payable.lock(tx, booking.id);
    expect(await payable.paid(tx, { id: booking.id, paymentId })).toMatchObject({ delivered: true });
  };

async function holdOf({ id }: Held, on: Db): Promise<string> {
  const { rows } = await on.pool.query<{ hold_id: string }>('SELECT hold_id FROM bookings WHERE id = $1', [id]);
  return rows[0]?.hold_id ?? '';
}

async function waiting(on: Db, seats: readonly number[]): Promise<Held> {
  const { showId } = await makeShow(on);
  const booking = await held(on, showId, seats);
  await begin(booking, on);
  return booking;
}

describe('money and the end of the time', () => {
  it('are one after the other, whichever comes first', async () => {
    const first = await waiting(db, [1, 2]);
    await runOut(first);
    await inTheMiddle(db, pay(first), () => sweep());
    await sweep();
    expect((await read(first)).status).toBe('CONFIRMED');

    const second = await waiting(db, [1, 2]);
    await runOut(second);
    const holdId = await holdOf(second, db);
    const delivery = await inTheMiddle(
      db,
      async (tx) => {
        expect(await reactions.subjects.booking.lock(tx, [second.id])).toEqual([second.id]);
        await reactions.subjects.booking.end(tx, await expire(tx, [holdId], reactions));
      },
      () => paid(second),
    );
    expect(delivery).toMatchObject({ delivered: true, note: expect.stringContaining('still free') });
    expect(await brokenRules(db)).toEqual([]);
  });
});

/** Its time is over, nobody has swept it up, and a rival has taken one of its seats. */
async function overtaken(on: Db): Promise<Delivery> {
  const { showId } = await makeShow(on, { rows: 2 });
  const booking = await held(on, showId, [11, 12]);
  await begin(booking, on);
  await runOut(booking, on);
  await held(on, showId, [12]);
  expect((await read(booking, on)).status).toBe('AWAITING_PAYMENT');
  return paid(booking, on);
}

describe('late money and somebody who takes the seats', () => {
  it('never end with a seat that two people have', async () => {
    expect(await overtaken(db)).toMatchObject({ delivered: true, note: expect.stringContaining('had gone') });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('sell a seat twice when it is not asked whether the hold still has it (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'reservation_confirm', 'v_own < cardinality(h.units) OR ');
    expect(await overtaken(own)).toEqual({ delivered: true, note: null });
    expect(await brokenRules(own)).toContain('one owner per seat');
  });
});

/** Late money takes the seats again while the show is being cancelled. */
async function cancelledMeanwhile(on: Db): Promise<Held> {
  const { showId } = await makeShow(on);
  const booking = await expired(on, showId, [1]);
  await inTheMiddle(on, pay(booking), () => cancelShow(showId, on));
  return booking;
}

describe('money and a show that is cancelled', () => {
  it('leave nothing sold: it was confirmed, and goes back with the others', async () => {
    const booking = await cancelledMeanwhile(db);
    expect(await read(booking)).toMatchObject({ status: 'CANCELLED', reason: 'show_cancelled' });
    const { rows } = await db.pool.query('SELECT refund_percent FROM bookings WHERE id = $1', [booking.id]);
    expect(rows).toEqual([{ refund_percent: 100 }]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('leave a seat sold of a show that does not take place without the lock of the show (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query(
      `CREATE OR REPLACE FUNCTION show_lock(p_show uuid) RETURNS bigint LANGUAGE sql VOLATILE AS $$ SELECT hashtextextended(random()::text, 7406) $$`,
    );
    expect((await read(await cancelledMeanwhile(own), own)).status).toBe('CONFIRMED');
    expect(await brokenRules(own)).toContain('no bookings of cancelled shows');
  });
});

/** A sweeper that has read the hold as due just before an attempt to pay prolonged it. */
async function sweptMeanwhile(on: Db): Promise<Held> {
  const booking = await waiting(on, [1]);
  const holdId = await holdOf(booking, on);
  await change(testCtx(on), async (tx) => {
    await reactions.subjects.booking.lock(tx, [booking.id]);
    await reactions.subjects.booking.end(tx, await expire(tx, [holdId], reactions));
  });
  return booking;
}

describe('the beginning of a payment and the sweeper', () => {
  it('are one after the other: what is prolonged is not swept up', async () => {
    expect((await read(await sweptMeanwhile(db))).status).toBe('AWAITING_PAYMENT');
    const late = await held(db, (await makeShow(db)).showId, [1]);
    await runOut(late);
    const holdId = await holdOf(late, db);
    const begun = inTheMiddle(
      db,
      async (tx) => {
        await reactions.subjects.booking.lock(tx, [late.id]);
        await reactions.subjects.booking.end(tx, await expire(tx, [holdId], reactions));
      },
      () => begin(late),
    );
    await expect(begun).rejects.toMatchObject({ code: 'booking_expired' });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('take the seats from who is paying when their end is not looked at again (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'reservation_end', `p_status = 'RELEASED' OR h.expires_at <= clock_timestamp()`, 'true');
    expect((await read(await sweptMeanwhile(own), own)).status).toBe('EXPIRED');
  });

  it('does not prolong what is over, or what somebody else has (negative controls)', async () => {
    const over = async (on: Db): Promise<Date | null> => {
      const { showId } = await makeShow(on);
      const booking = await held(on, showId, [1, 2]);
      await runOut(booking, on);
      await held(on, showId, [2]);
      const { rows } = await on.pool.query<{ until: Date | null }>(
        `SELECT reservation_extend($1, now() + interval '1 h') AS until`,
        [await holdOf(booking, on)],
      );
      return rows[0]?.until ?? null;
    };
    expect(await over(db)).toBeNull();
    const own = await ownDatabase();
    await withoutGuard(
      own,
      'reservation_extend',
      ' OR v_own < cardinality(h.units) OR h.expires_at <= clock_timestamp()',
    );
    expect(await over(own)).not.toBeNull();
    expect(await brokenRules(own)).toContain('one owner per seat');
  });
});

describe('giving a booking back twice at once', () => {
  it('takes it back once', async () => {
    const { showId } = await makeShow(db, { startsIn: 200_000 });
    const booking = await bought(db, showId, [1]);
    const give = () => cancelBooking(testCtx(db, booking.user), booking, reactions);
    await Promise.all([give(), give(), give()]);
    expect((await read(booking)).revision).toBe(4);
    const { rows } = await db.pool.query(
      `SELECT count(*)::int AS n FROM movements m JOIN bookings b ON b.hold_id = m.hold_id WHERE b.id = $1 AND m.source = 'sold'`,
      [booking.id],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});

/** A small generator, so that a history that fails can be had again by its seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Captured = { readonly booking: Held; readonly paymentId: string; readonly delivery: Delivery };

/** Buyers who want the same few seats do what buyers, providers and sweepers do, three things at a time. */
async function history(seed: number): Promise<Captured[]> {
  const below = randomOf(seed);
  const { showId } = await makeShow(db, { rows: 1, seatsPerRow: 6, startsIn: 200_000 });
  const bookings: Held[] = [];
  const captured: Captured[] = [];
  const one = async (): Promise<void> => {
    const booking = bookings[below(Math.max(1, bookings.length))];
    const choice = below(20);
    if (booking === undefined || choice < 5) {
      const seat = 1 + below(5);
      bookings.push(await held(db, showId, below(2) === 0 ? [seat] : [seat, seat + 1]));
    } else if (choice < 9) await begin(booking, db, inSeconds(60 + below(600)));
    else if (choice < 13) {
      const paymentId = newId();
      captured.push({ booking, paymentId, delivery: await paid(booking, db, paymentId) });
    } else if (choice < 15) await failed(booking);
    else if (choice < 17) await runOut(booking, db, below(2) * 30);
    else if (choice < 18) await sweep();
    else if (choice < 19) await cancelBooking(testCtx(db, booking.user), booking, reactions);
    else if (below(25) === 0) await cancelShow(showId);
  };
  for (let step = 0; step < 14; step += 1) await Promise.allSettled([one(), one(), one()]);
  return captured;
}

describe('any history', () => {
  it('sells nothing twice, and whoever paid has their seats or their money', async () => {
    let [delivered, returned] = [0, 0];
    for (let seed = 1; seed <= 12; seed += 1) {
      for (const { booking, paymentId, delivery } of await history(seed)) {
        const { rows } = await db.pool.query<{ status: string; paid_by: string | null; refund_percent: number | null }>(
          'SELECT status, paid_by, refund_percent FROM bookings WHERE id = $1',
          [booking.id],
        );
        const [row] = rows;
        const isTheirs = row?.paid_by === paymentId && (row.status === 'CONFIRMED' || row.refund_percent === 100);
        expect(isTheirs, `seed ${seed}: ${JSON.stringify([delivery, row])}`).toBe(delivery.delivered);
        if (delivery.delivered) delivered += 1;
        else returned += 1;
      }
      // What a test has moved into the past by hand is for the sweeper.
      while (await sweep());
      expect(await brokenRules(db), `seed ${seed}`).toEqual([]);
    }
    expect(delivered).toBeGreaterThan(5);
    expect(returned).toBeGreaterThan(5);
  });
});
