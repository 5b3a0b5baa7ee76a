import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { makeUser, testCtx } from '@docket/testing/builders';
import { withoutClause, withoutGuard } from '@docket/testing/guards';
import { someoneWaits } from '@docket/testing/rival';
import { waitFor } from '@docket/testing/wait';
import { makeHouse } from '../hotel/fixtures.ts';
import { reactions } from '../reactions.ts';
import { expire } from '../reservation/end.ts';
import { change, type Tx } from '../spine/emit.ts';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import {
  begin,
  beginPayment,
  bought,
  brokenButPayments,
  cancel,
  decide,
  failed,
  held,
  mostTaken,
  order,
  ordered,
  paid,
  payable,
  quoted,
  read,
  refundsOf,
  runOut,
  sweep,
  type Ordered,
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
  ({ id }: Ordered, paymentId = newId()) =>
  async (tx: Tx) => {
    await payable.lock(tx, id);
    expect(await payable.paid(tx, { id, paymentId })).toMatchObject({ delivered: true });
  };

/** Many want the last rooms, all at once. @param both two parts, in both orders, so that trips meet in two pools */
async function crowd(on: Db, both: boolean): Promise<{ readonly held: number; readonly most: number }> {
  const [house, other] = [await makeHouse(on, { rooms: 2 }), await makeHouse(on, { rooms: 3 })];
  const parts = [{ house }, ...(both ? [{ house: other }] : [])];
  const trips: Ordered[] = [];
  for (let n = 0; n < 12; n += 1) trips.push(await ordered(on, n % 2 === 0 ? parts : parts.toReversed()));
  await Promise.all(trips.map(decide));
  const statuses = await Promise.all(trips.map(async (trip) => (await read(trip)).status));
  return { held: statuses.filter((status) => status === 'HELD').length, most: await mostTaken(on, house) };
}

describe('trips that want the last rooms', () => {
  it('get them as far as they go, all parts or none, and never wait in a ring', async () => {
    expect(await crowd(db, true)).toEqual({ held: 2, most: 2 });
    expect(await brokenRules(db)).toEqual([]);
  });

  it('would get more than there are without lock and constraint (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('ALTER TABLE pool_counters DROP CONSTRAINT pool_counters_whole');
    await withoutGuard(own, 'hold_counters', 'ORDER BY c.pool_id, c.unit FOR UPDATE;', ';');
    const update = 'UPDATE pool_counters c SET free';
    await withoutGuard(own, 'hold_counters', update, `PERFORM pg_sleep(0.05); ${update}`);
    expect((await crowd(own, false)).most).toBeGreaterThan(2);
    expect(await brokenRules(own)).toContain('capacity');
  });
});

describe('a quote that is ordered twice at once', () => {
  it('is one order', async () => {
    const user = await makeUser(db);
    const quoteId = await quoted(db, user, { house: await makeHouse(db) });
    const results = await Promise.allSettled([1, 2, 3].map(() => order(db, user, [quoteId])));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'quote_used' });
  });
});

describe('the same job twice at once', () => {
  it('holds a trip once', async () => {
    const house = await makeHouse(db);
    const trip = await ordered(db, [{ house }]);
    await Promise.all([decide(trip), decide(trip), decide(trip)]);
    expect(await read(trip)).toMatchObject({ status: 'HELD', revision: 1 });
    expect(await mostTaken(db, house)).toBe(1);
  });

  it('would hold it twice without the lock of its row and the guard behind it (negative control)', async () => {
    const own = await ownDatabase();
    withoutClause(own, 'trip_lock', ' FOR UPDATE');
    withoutClause(own, 'trip_held', ` AND t.status = 'QUEUED'`);
    const house = await makeHouse(own);
    const trip = await ordered(own, [{ house }]);
    // Both have read the row before either writes it.
    await withoutGuard(
      own,
      'hold_counters',
      'UPDATE pool_counters c SET free',
      'PERFORM pg_sleep(0.3); UPDATE pool_counters c SET free',
    );
    await Promise.all([decide(trip), decide(trip)]);
    expect(await mostTaken(own, house)).toBe(2);
    expect(await brokenRules(own)).toContain('trips match holds');
  });
});

describe('money and the end of the time', () => {
  it('are one after the other, whichever comes first', async () => {
    const house = await makeHouse(db, { rooms: 1 });
    const first = await held(db, [{ house }]);
    await begin(first);
    await runOut(first);
    await inTheMiddle(db, pay(first), () => sweep(db));
    await sweep(db);
    expect((await read(first)).status).toBe('CONFIRMED');
    expect(await mostTaken(db, house)).toBe(1);
    const second = await held(db, [{ house: await makeHouse(db) }]);
    await begin(second);
    await runOut(second);
    const both = await Promise.all([paid(second), sweep(db)]);
    expect(both[0]).toMatchObject({ delivered: true });
    expect((await read(second)).status).toBe('CONFIRMED');
    expect(await brokenButPayments(db)).toEqual([]);
  });
});

/** What a sweeper does that has read the holds of a trip as due. @param asked whether it asks for the trip first */
async function endDue(trip: Ordered, asked = true): Promise<void> {
  const { rows } = await trip.on.pool.query<{ id: string }>('SELECT id FROM holds WHERE subject_id = $1', [trip.id]);
  const ids = rows.map(({ id }) => id);
  await change(testCtx(trip.on), async (tx) => {
    if (asked) await reactions.subjects.trip.lock(tx, [trip.id]);
    await reactions.subjects.trip.end(tx, await expire(tx, ids, reactions));
  });
}

/** It has read them just before an attempt to pay prolonged them. */
async function sweptMeanwhile(on: Db): Promise<string> {
  const trip = await held(on, [{ house: await makeHouse(on) }]);
  await begin(trip);
  await endDue(trip);
  return (await read(trip)).status;
}

/** Money and a sweeper that asks nobody meet at the holds themselves. */
async function paidMeanwhile(on: Db): Promise<Ordered> {
  const trip = await held(on, [{ house: await makeHouse(on) }]);
  await begin(trip);
  await runOut(trip);
  await inTheMiddle(on, pay(trip), () => endDue(trip, false));
  return trip;
}

describe('a sweeper that is late', () => {
  it('ends nothing that was prolonged or paid for meanwhile', async () => {
    expect(await sweptMeanwhile(db)).toBe('AWAITING_PAYMENT');
    expect((await read(await paidMeanwhile(db))).status).toBe('CONFIRMED');
    expect(await brokenButPayments(db)).toEqual([]);
  });

  it('would take the rooms from who is paying if their end was not looked at again (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'reservation_end', `p_status = 'RELEASED' OR h.expires_at <= clock_timestamp()`, 'true');
    expect(await sweptMeanwhile(own)).toBe('EXPIRED');
  });

  it('would free rooms that are sold if the hold was not looked at again (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('ALTER TABLE pool_counters DROP CONSTRAINT pool_counters_whole');
    await withoutGuard(
      own,
      'reservation_end',
      ` AND h.status = 'ACTIVE' ORDER BY h.id FOR UPDATE`,
      ' ORDER BY h.id FOR UPDATE',
    );
    await paidMeanwhile(own);
    expect(await brokenRules(own)).toEqual(expect.arrayContaining(['counters match holds', 'trips match holds']));
  });
});

describe('trips with parts of the same houses, in another order', () => {
  it('are confirmed at the same moment without waiting in a ring', async () => {
    const own = await ownDatabase();
    const [one, two] = [await makeHouse(own), await makeHouse(own)];
    const trips = [
      await held(own, [{ house: one }, { house: two }]),
      await held(own, [{ house: two }, { house: one }]),
    ];
    for (const trip of trips) await begin(trip);
    // Each of them looks a while at what it has locked.
    const locked = 'ORDER BY c.unit FOR UPDATE;';
    await withoutGuard(own, 'reservation_confirm', locked, `${locked} PERFORM pg_sleep(0.2);`);
    const deliveries = await Promise.all(trips.map((trip) => paid(trip)));
    expect(deliveries.map(({ delivered }) => delivered)).toEqual([true, true]);
    expect(await brokenButPayments(own)).toEqual([]);
  });
});

describe('giving up and paying', () => {
  it('are one after the other: it is given up, and money that comes goes back', async () => {
    const trip = await held(db, [{ house: await makeHouse(db) }]);
    const results = await Promise.allSettled([cancel(trip), begin(trip)]);
    const { status } = await read(trip);
    expect(results.map((each) => each.status === 'fulfilled')).toEqual(
      status === 'CANCELLED' ? [true, false] : [false, true],
    );
    const other = await held(db, [{ house: await makeHouse(db) }]);
    await begin(other);
    const cancelled = inTheMiddle(db, pay(other), () => cancel(other));
    await cancelled;
    expect(await read(other)).toMatchObject({ status: 'CANCELLED', refundMinor: 940_800 });
    expect(await brokenButPayments(db)).toEqual([]);
  });

  it('twice at once gives back once', async () => {
    const trip = await bought(db, [{ house: await makeHouse(db) }]);
    await Promise.all([cancel(trip), cancel(trip), cancel(trip)]);
    expect(await refundsOf(trip)).toEqual(['940800 trip_cancelled']);
    expect((await read(trip)).revision).toBe(4);
  });
});

/** A database whose connections die at a statement that is named by its number from now on. */
async function mortal(): Promise<{
  readonly own: Db;
  readonly dieAt: (statement: number) => void;
  readonly died: () => boolean;
}> {
  const own = await ownDatabase();
  let [left, dead] = [Infinity, false];
  own.pool.on('connect', (client) => {
    const send = client.query.bind(client) as (...all: unknown[]) => unknown;
    const stream = (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream;
    Object.assign(client, {
      query: (...all: unknown[]) => {
        left -= 1;
        if (left < 0) {
          [left, dead] = [Infinity, true];
          stream.destroy();
        }
        return send(...all);
      },
    });
  });
  return {
    own,
    dieAt(statement) {
      [left, dead] = [statement, false];
    },
    died: () => dead,
  };
}

type Step = {
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly make: (on: Db) => Promise<Ordered>;
  readonly act: (trip: Ordered) => Promise<unknown>;
};

const house = (on: Db) => makeHouse(on, { rooms: 9 });
const two = async (on: Db) => [{ house: await house(on) }, { house: await house(on) }];
const waiting = async (on: Db): Promise<Ordered> => {
  const trip = await held(on, await two(on));
  await begin(trip);
  return trip;
};
const lost = async (on: Db): Promise<Ordered> => {
  const trip = await held(on, await two(on));
  await runOut(trip);
  return trip;
};

const STEPS: readonly Step[] = [
  { name: 'deciding', from: 'QUEUED', to: 'HELD', make: async (on) => ordered(on, await two(on)), act: decide },
  {
    name: 'beginning to pay',
    from: 'HELD',
    to: 'AWAITING_PAYMENT',
    make: async (on) => held(on, await two(on)),
    act: (trip) => begin(trip),
  },
  { name: 'failing to pay', from: 'AWAITING_PAYMENT', to: 'HELD', make: waiting, act: failed },
  { name: 'confirming', from: 'AWAITING_PAYMENT', to: 'CONFIRMED', make: waiting, act: (trip) => paid(trip) },
  {
    name: 'giving up',
    from: 'HELD',
    to: 'CANCELLED',
    make: async (on) => held(on, await two(on)),
    act: (trip) => cancel(trip),
  },
  {
    name: 'giving back',
    from: 'CONFIRMED',
    to: 'CANCELLED',
    make: async (on) => bought(on, await two(on)),
    act: (trip) => cancel(trip),
  },
  { name: 'expiring', from: 'HELD', to: 'EXPIRED', make: lost, act: ({ on }) => sweep(on) },
];

describe('a process that dies at any statement', () => {
  it.each(STEPS)('of $name leaves a trip as it was, and the next one goes on', async ({ from, to, make, act }) => {
    const { own, dieAt, died } = await mortal();
    const trip = await make(own);
    let statements = 0;
    for (;;) {
      const before = await read(trip);
      expect(before.status).toBe(from);
      dieAt(statements);
      await act(trip).catch(() => undefined);
      const hasDied = died();
      dieAt(Infinity);
      if (!hasDied) break;
      const after = await read(trip);
      // Where it died with the COMMIT on its way it may have come through.
      if (after.status !== from) break;
      expect({ ...after, feeNowMinor: null }).toEqual({ ...before, feeNowMinor: null });
      expect(await brokenButPayments(own)).toEqual([]);
      statements += 1;
    }
    expect(statements).toBeGreaterThan(3);
    expect((await read(trip)).status).toBe(to);
    expect(await brokenButPayments(own)).toEqual([]);
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

describe('any history', () => {
  it('sells no night twice, and whoever paid has their trip or their money', async () => {
    const own = await ownDatabase();
    let [confirmed, returned] = [0, 0];
    for (let seed = 1; seed <= 5; seed += 1) {
      const below = randomOf(seed);
      const houses = [await makeHouse(own, { rooms: 3 }), await makeHouse(own, { rooms: 2 })] as const;
      const trips: Ordered[] = [];
      const payments = new Map<string, () => Promise<void>>();
      const one = async (): Promise<void> => {
        const trip = trips[below(Math.max(1, trips.length))];
        const choice = below(20);
        if (trip === undefined || choice < 6) {
          const [from, first] = [10 + below(4), below(2)];
          const nights = { from, to: from + 1 + below(3) };
          const parts = [
            { house: houses[first] ?? houses[0], ...nights },
            { house: houses[1 - first] ?? houses[1], ...nights },
          ];
          const next = await ordered(own, below(3) === 0 ? parts : parts.slice(0, 1));
          trips.push(next);
          if (below(5) > 0) await decide(next);
        } else if (choice < 8) await decide(trip);
        else if (choice < 13) {
          const { capture } = await beginPayment(trip);
          payments.set(trip.id, capture);
          if (below(2) === 0) await runOut(trip);
          else await capture();
        } else if (choice < 16) await payments.get(trip.id)?.();
        else if (choice < 17) await runOut(trip);
        else if (choice < 18) await sweep(own);
        else await cancel(trip);
      };
      for (let step = 0; step < 30; step += 1) await Promise.allSettled([one(), one(), one()]);
      for (const trip of trips) await decide(trip);
      await sweep(own);
      for (const each of houses) expect(await mostTaken(own, each)).toBeLessThanOrEqual(each === houses[0] ? 3 : 2);
      for (const trip of trips) {
        const { status } = await read(trip);
        if (status === 'CONFIRMED') confirmed += 1;
        returned += (await refundsOf(trip)).length;
      }
      expect(await brokenRules(own), `seed ${seed}`).toEqual([]);
    }
    expect(confirmed).toBeGreaterThan(2);
    expect(returned).toBeGreaterThan(2);
  });
});
