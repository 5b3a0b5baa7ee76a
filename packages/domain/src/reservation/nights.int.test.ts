import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { withoutGuard } from '@docket/testing/guards';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { expire, release, testSubject } from './fixtures.ts';
import { confirm } from './confirm.ts';
import { hold, type HoldRequest, type HoldResult } from './hold.ts';
import { nightOf, nights, openNights, unitOf } from './kinds/nights.ts';

/** Few rooms, many nights: most stays meet others on some of their nights. */
const ROOMS = 3;
const NIGHTS = 14;
const FIRST = unitOf('2026-12-20');
const LOCK_COUNTERS = 'ORDER BY c.pool_id, c.unit FOR UPDATE;';

let type: string;

setUpDatabase();

function open(of: Db, first: number, count: number): Promise<void> {
  return openNights(of.pool, { roomTypeId: type, from: nightOf(first), to: nightOf(first + count), rooms: ROOMS });
}

beforeEach(async () => {
  type = newId();
  await open(db, FIRST, NIGHTS);
});

/** A database with the same rooms whose guards a test may take out. */
async function ownRooms(): Promise<Db> {
  const own = await ownDatabase();
  await open(own, FIRST, NIGHTS);
  return own;
}

type Wish = { readonly first: number; readonly length: number; readonly rooms?: number; readonly seconds?: number };

/** `first` counts from the first night there is. */
function request(
  wish: Wish,
  limit: { readonly ownerId: string; readonly perOwner: number } | null = null,
): HoldRequest {
  return {
    poolId: type,
    ownerId: limit?.ownerId ?? newId(),
    wanted: nights.wanted({
      arrival: nightOf(FIRST + wish.first),
      departure: nightOf(FIRST + wish.first + wish.length),
      rooms: wish.rooms ?? 1,
    }),
    perOwner: limit?.perOwner ?? null,
    seconds: wish.seconds ?? 600,
    subject: testSubject(),
  };
}

async function take(of: Db, wish: Wish): Promise<HoldResult> {
  const [result] = await hold(of.pool, [request(wish)]);
  if (result === undefined) throw new Error('no result');
  return result;
}

/** Rooms by night that stays which count have between them, worked out from the stays alone. */
async function guests(of: Db): Promise<Map<number, number>> {
  const { rows } = await of.pool.query<{ unit: number; rooms: number }>(
    `SELECT u.unit, sum(h.quantity)::int AS rooms FROM holds h, unnest(h.units) AS u(unit)
      WHERE h.pool_id = $1 AND h.status IN ('ACTIVE', 'CONVERTED') GROUP BY 1`,
    [type],
  );
  return new Map(rows.map((row) => [row.unit, row.rooms]));
}

async function oversold(of: Db): Promise<number> {
  return [...(await guests(of)).values()].filter((rooms) => rooms > ROOMS).length;
}

async function counters(of: Db): Promise<Record<string, number>[]> {
  const { rows } = await of.pool.query<Record<string, number>>(
    'SELECT unit - $2::int AS night, free, held, sold FROM pool_counters WHERE pool_id = $1 ORDER BY unit',
    [type, FIRST],
  );
  return rows;
}

/** Stays of one to five nights that begin anywhere. */
const WISHES: readonly Wish[] = Array.from({ length: 90 }, (_, guest) => {
  const length = 1 + (guest % 5);
  return { first: (guest * 7) % (NIGHTS - length + 1), length };
});

describe('a stay', () => {
  it('takes one room in each of its nights, gives all of them back, and takes them for good', async () => {
    const given = await take(db, { first: 0, length: 3 });
    const kept = await take(db, { first: 1, length: 2, rooms: 2 });
    expect((await counters(db)).slice(0, 4)).toEqual([
      { night: 0, free: 2, held: 1, sold: 0 },
      { night: 1, free: 0, held: 3, sold: 0 },
      { night: 2, free: 0, held: 3, sold: 0 },
      { night: 3, free: 3, held: 0, sold: 0 },
    ]);
    expect(await release(db.pool, [given.holdId])).toEqual([given.holdId]);
    expect(await confirm(db.pool, kept.holdId)).toBe('confirmed');
    expect(await release(db.pool, [kept.holdId])).toEqual([]);
    expect((await counters(db)).slice(0, 3)).toEqual([
      { night: 0, free: 3, held: 0, sold: 0 },
      { night: 1, free: 1, held: 0, sold: 2 },
      { night: 2, free: 1, held: 0, sold: 2 },
    ]);
    const { rows } = await db.pool.query(
      'SELECT source, target, quantity FROM movements WHERE pool_id = $1 ORDER BY id',
      [type],
    );
    expect(rows).toEqual([
      { source: 'free', target: 'held', quantity: 3 },
      { source: 'free', target: 'held', quantity: 4 },
      { source: 'held', target: 'free', quantity: 3 },
      { source: 'held', target: 'sold', quantity: 4 },
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('takes nothing when one of its nights is full, and says which', async () => {
    await take(db, { first: 4, length: 1, rooms: ROOMS });
    const refused = await take(db, { first: 2, length: 5 });
    expect(refused).toMatchObject({ outcome: 'taken', units: [FIRST + 4] });
    expect((await counters(db)).filter(({ night }) => night !== 4)).toEqual(
      Array.from({ length: NIGHTS }, (_, night) => ({ night, free: ROOMS, held: 0, sold: 0 })).filter(
        ({ night }) => night !== 4,
      ),
    );
  });

  it('cannot go beyond the nights that are open until they are', async () => {
    expect(await take(db, { first: NIGHTS - 1, length: 2 })).toMatchObject({ outcome: 'unknown_units' });
    await take(db, { first: NIGHTS - 1, length: 1 });
    // The whole horizon again, a night further: what is taken stays taken.
    await open(db, FIRST, NIGHTS + 1);
    expect(await take(db, { first: NIGHTS - 1, length: 2 })).toMatchObject({ outcome: 'held' });
    expect((await counters(db)).slice(-2)).toEqual([
      { night: NIGHTS - 1, free: 1, held: 2, sold: 0 },
      { night: NIGHTS, free: 2, held: 1, sold: 0 },
    ]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('counts as room nights against the limit of one guest', async () => {
    const limit = { ownerId: newId(), perOwner: 6 };
    const results = await hold(db.pool, [
      request({ first: 0, length: 2, rooms: 2 }, limit),
      request({ first: 5, length: 3 }, limit),
      request({ first: 9, length: 2 }, limit),
    ]);
    expect(results.map(({ outcome }) => outcome)).toEqual(['held', 'limit_reached', 'held']);
  });
});

describe('what a stay past its time still has', () => {
  it('counts as free, and the others past their time are left to the sweeper', async () => {
    const due = [];
    for (const first of [0, 2, 8]) due.push(await take(db, { first, length: 3, rooms: ROOMS - 1, seconds: 0 }));
    expect(await take(db, { first: 2, length: 1, rooms: ROOMS })).toMatchObject({ outcome: 'held' });
    const { rows } = await db.pool.query<{ id: string }>(
      `SELECT id FROM holds WHERE pool_id = $1 AND status = 'ACTIVE' AND expires_at <= clock_timestamp()`,
      [type],
    );
    expect(rows.map(({ id }) => id)).toEqual([due[2]?.holdId]);
    expect(await confirm(db.pool, due[0]?.holdId ?? '', true)).toBe('expired');
    expect(await confirm(db.pool, due[2]?.holdId ?? '', true)).toBe('confirmed');
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is there for all of a batch, though each of it alone would find a room', async () => {
    await take(db, { first: 3, length: 2, rooms: ROOMS - 1, seconds: 0 });
    const results = await hold(
      db.pool,
      Array.from({ length: ROOMS + 1 }, () => request({ first: 4, length: 2 })),
    );
    expect(results.map(({ outcome }) => outcome)).toEqual(['held', 'held', 'held', 'taken']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is not counted twice, however many ask for it while it is being ended', async () => {
    const due = await Promise.all(
      Array.from({ length: NIGHTS / 2 }, (_, pair) =>
        take(db, { first: pair * 2, length: 2, rooms: ROOMS, seconds: 0 }),
      ),
    );
    const [results] = await Promise.all([
      Promise.all(WISHES.map((wish) => take(db, wish))),
      ...due.map(({ holdId }) => expire(db.pool, [holdId])),
    ]);
    expect(results.some(({ outcome }) => outcome === 'held')).toBe(true);
    expect(await oversold(db)).toBe(0);
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('many overlapping stays on few rooms', () => {
  it('oversell no night, and refuse nobody for whom there was a room', async () => {
    const results = await Promise.all(WISHES.map((wish) => take(db, wish)));
    expect(await oversold(db)).toBe(0);
    // Nothing is given back here: whoever was refused has a night that is full at the end, too, and it is the one he was told.
    const taken = await guests(db);
    const refused = results.filter((result) => result.outcome === 'taken');
    expect(refused.length).toBeGreaterThan(0);
    for (const { units } of refused) {
      expect(units.length).toBeGreaterThan(0);
      for (const unit of units) expect(taken.get(unit)).toBe(ROOMS);
    }
    expect(await brokenRules(db)).toEqual([]);
  });

  it('come out right with confirmations, cancellations and batches between them', async () => {
    const outcomes = await Promise.all(
      WISHES.map(async (wish, guest) => {
        // Both directions in one batch: the order of requests is not the order of locks.
        const other = WISHES[WISHES.length - 1 - guest] ?? wish;
        const results = await hold(db.pool, [request(wish), request({ ...other, seconds: guest % 3 === 0 ? 0 : 600 })]);
        for (const { outcome, holdId } of results) {
          if (outcome !== 'held') continue;
          if (guest % 4 === 0) await confirm(db.pool, holdId);
          else if (guest % 4 < 3) await release(db.pool, [holdId]);
        }
        return results;
      }),
    );
    expect(outcomes.flat().filter(({ outcome }) => outcome === 'held').length).toBeGreaterThan(ROOMS);
    expect(await oversold(db)).toBe(0);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('oversell nights without lock and constraint (negative control)', async () => {
    const own = await ownRooms();
    await own.pool.query('ALTER TABLE pool_counters DROP CONSTRAINT pool_counters_whole');
    // Instead of locking, everybody looks a while at what is there.
    await withoutGuard(own, 'hold_counters', LOCK_COUNTERS, ';');
    const update = 'UPDATE pool_counters c SET free';
    await withoutGuard(own, 'hold_counters', update, `PERFORM pg_sleep(0.02); ${update}`);
    await Promise.all(WISHES.map((wish) => take(own, wish)));
    expect(await oversold(own)).toBeGreaterThan(0);
    expect(await brokenRules(own)).toContain('capacity');
  });
});

describe('the order of locks', () => {
  /** A stay is taken while another is given back, both slowly, night by night. `order`: of the nights that are given back. */
  async function meet(order: 'ASC' | 'DESC'): Promise<PromiseSettledResult<unknown>[]> {
    const own = await ownRooms();
    const { holdId } = await take(own, { first: 0, length: 6 });
    const slowly = 'PERFORM pg_sleep(0.2) FROM pool_counters c';
    await withoutGuard(own, 'hold_counters', 'PERFORM FROM pool_counters c', slowly);
    await withoutGuard(own, 'end_counter_holds', 'PERFORM FROM pool_counters c', slowly);
    await withoutGuard(
      own,
      'end_counter_holds',
      LOCK_COUNTERS,
      `ORDER BY c.pool_id ${order}, c.unit ${order} FOR UPDATE;`,
    );
    return Promise.allSettled([take(own, { first: 0, length: 6 }), release(own.pool, [holdId])]);
  }

  it('lets stays that meet wait for each other, never in a ring', async () => {
    expect((await meet('ASC')).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });

  it('is what keeps them from it (negative control)', async () => {
    const failed = (await meet('DESC')).filter((result) => result.status === 'rejected');
    expect(failed.map(({ reason }) => reason)).toMatchObject([{ code: '40P01' }]);
  });
});

describe('the invariants', () => {
  it('name a night that nobody opened and one that is not what its stays say', async () => {
    const own = await ownRooms();
    const { holdId } = await take(own, { first: 0, length: 2 });
    expect(await brokenRules(own)).toEqual([]);
    // The holds of the other nights still add up, and so do the movements.
    await own.pool.query(
      `UPDATE pool_counters SET free = free + CASE unit WHEN $2 THEN 1 ELSE -1 END, held = held + CASE unit WHEN $2 THEN -1 ELSE 1 END
        WHERE pool_id = $1 AND unit IN ($2, $2 + 5)`,
      [type, FIRST],
    );
    expect(await brokenRules(own)).toEqual(['counters match holds']);
    await own.pool.query('UPDATE holds SET units = ARRAY[$2::int - 1, $2] WHERE id = $1', [holdId, FIRST]);
    expect(await brokenRules(own)).toContain('counters exist');
  });
});
