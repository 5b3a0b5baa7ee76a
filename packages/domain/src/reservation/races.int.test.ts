import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import type { PoolClient } from '@docket/db/pool';
import { newId } from '@docket/runtime/id';
import { closeDb, openDb, testCtx } from '@docket/testing/builders';
import { createDatabaseForThisTest, createTestDatabase } from '@docket/testing/database';
import { withoutGuard } from '@docket/testing/guards';
import { waitFor } from '@docket/testing/wait';
import { onTestFinished } from 'vitest';
import { checkInvariants } from '../invariants/check.ts';
import { confirm } from './confirm.ts';
import { expire, release } from './end.ts';
import { hold, type HoldResult } from './hold.ts';
import { openSeatPool, seats } from './kinds/seats.ts';
import { openStockPool, stock } from './kinds/stock.ts';

/** Connections, so that so many may be at it at once. */
const CROWD = 12;

let db: Db;
let drop: () => Promise<void>;
let pool: string;

beforeAll(async () => {
  const database = await createTestDatabase();
  db = openDb(database.url, CROWD);
  drop = () => database.drop();
});

afterAll(async () => {
  await closeDb(db);
  await drop();
});

const SEATS = 40;

beforeEach(async () => {
  pool = newId();
  await openSeatPool(db.pool, { showId: pool, seats: SEATS });
});

/** A database whose guards a test may take out. */
async function ownDatabase(): Promise<Db> {
  const database = await createDatabaseForThisTest();
  const own = openDb(database.url, CROWD);
  onTestFinished(() => closeDb(own));
  await openSeatPool(own.pool, { showId: pool, seats: SEATS });
  return own;
}

type Buy = {
  readonly numbers: readonly number[];
  readonly ownerId?: string;
  readonly perOwner?: number;
  readonly seconds?: number;
};

async function take(on: Db['pool'] | PoolClient, buy: Buy): Promise<HoldResult> {
  const [result] = await hold(on, [
    {
      poolId: pool,
      ownerId: buy.ownerId ?? newId(),
      wanted: seats.wanted({ seats: buy.numbers }),
      perOwner: buy.perOwner ?? null,
      seconds: buy.seconds ?? 600,
      subject: { kind: 'test', id: newId() },
    },
  ]);
  if (result === undefined) throw new Error('no result');
  return result;
}

async function violations(of: Db): Promise<string[]> {
  const report = await checkInvariants(testCtx(of));
  return report.invariants.filter(({ ok }) => !ok).map(({ name }) => name);
}

/** Seats that two holds think are theirs. */
async function soldTwice(of: Db): Promise<number> {
  const { rows } = await of.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (
       SELECT u FROM holds h, unnest(h.units) u WHERE h.pool_id = $1 AND h.status IN ('ACTIVE', 'CONVERTED') AND h.expires_at > now()
        GROUP BY u HAVING count(*) > 1) t`,
    [pool],
  );
  return rows[0]?.n ?? -1;
}

/** Runs `first` without committing, lets `second` run into it, then commits: the interleaving in which a missing lock shows. */
async function inTheMiddle<T>(
  of: Db,
  first: (client: PoolClient) => Promise<unknown>,
  second: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const [one, two] = [await of.pool.connect(), await of.pool.connect()];
  try {
    await one.query('BEGIN');
    await first(one);
    let over = false;
    const running = second(two).finally(() => {
      over = true;
    });
    running.catch(() => undefined);
    await waitFor('the second waits or is through', async () => over || (await someoneWaits(of)));
    await one.query('COMMIT');
    return await running;
  } catch (error) {
    await one.query('ROLLBACK');
    throw error;
  } finally {
    one.release();
    two.release();
  }
}

async function someoneWaits(of: Db): Promise<boolean> {
  const { rows } = await of.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return (rows[0]?.n ?? 0) > 0;
}

/** Many buyers at once, each wanting four of the seats, most of which somebody else wants too. */
async function storm(of: Db, buyers: number): Promise<HoldResult[]> {
  return Promise.all(
    Array.from({ length: buyers }, (_, buyer) => {
      const start = (buyer * 7) % (SEATS - 3);
      return take(of.pool, { numbers: [start + 1, start + 2, start + 3, start + 4] });
    }),
  );
}

describe('a storm on few seats', () => {
  it('gives each seat to one buyer, whole holds or none', async () => {
    const results = await storm(db, 80);
    const held = results.filter((result) => result.outcome === 'held');
    expect(held.length).toBeGreaterThan(0);
    expect(held.length).toBeLessThanOrEqual(SEATS / 4);
    expect(await soldTwice(db)).toBe(0);
    expect(await violations(db)).toEqual([]);
  });

  it('leaves whole holds or none behind when connections are cut in the middle', async () => {
    const killer = (async () => {
      for (let round = 0; round < 12; round += 1) {
        await db.pool
          .query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%reservation_hold%' AND state = 'active' LIMIT 2`,
          )
          .catch(() => undefined);
        await sleep(3);
      }
    })();
    const results = await Promise.allSettled(
      Array.from({ length: 120 }, (_, buyer) =>
        take(db.pool, { numbers: [1 + (buyer % 37), 2 + (buyer % 37), 3 + (buyer % 37)] }),
      ),
    );
    await killer;
    expect(results.some((result) => result.status === 'fulfilled' && result.value.outcome === 'held')).toBe(true);
    expect(await soldTwice(db)).toBe(0);
    expect(await violations(db)).toEqual([]);
  });

  it('sells seats twice when they are not locked (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'hold_seats', 'FOR UPDATE OF s');
    // Rows are there, so that the storm does not wait for each other's inserts.
    const all = await take(own.pool, { numbers: Array.from({ length: SEATS }, (_, index) => index + 1) });
    await release(own.pool, [all.holdId]);
    const first = await take(own.pool, { numbers: [39, 40], seconds: 600 });
    expect(first.outcome).toBe('held');
    const second = await inTheMiddle(
      own,
      (client) => take(client, { numbers: [1, 2, 3, 4] }),
      (client) => take(client, { numbers: [3, 4, 5, 6] }),
    );
    expect(second.outcome).toBe('held');
    expect(await soldTwice(own)).toBe(2);
    expect(await violations(own)).toContain('one owner per seat');
  });

  it('refuses the second of two in the same interleaving', async () => {
    const all = await take(db.pool, { numbers: [1, 2, 3, 4, 5, 6] });
    await release(db.pool, [all.holdId]);
    const second = await inTheMiddle(
      db,
      (client) => take(client, { numbers: [1, 2, 3, 4] }),
      (client) => take(client, { numbers: [3, 4, 5, 6] }),
    );
    expect(second).toMatchObject({ outcome: 'taken', units: [3, 4] });
    expect(await soldTwice(db)).toBe(0);
  });

  it('does not let two batches that want the same seats in another order wait for each other', async () => {
    const request = (numbers: readonly number[]) => ({
      poolId: pool,
      ownerId: newId(),
      wanted: seats.wanted({ seats: numbers }),
      perOwner: 10,
      seconds: 600,
      subject: { kind: 'test', id: newId() },
    });
    for (let round = 0; round < 10; round += 1) {
      const [a, b] = await Promise.all([
        hold(db.pool, [request([1, 2]), request([11, 12]), request([21, 22])]),
        hold(db.pool, [request([21, 22]), request([11, 12]), request([1, 2])]),
      ]);
      const held = [...a, ...b].filter((result) => result.outcome === 'held');
      expect(held).toHaveLength(3);
      await release(
        db.pool,
        held.map((result) => result.holdId),
      );
    }
    expect(await violations(db)).toEqual([]);
  });
});

describe('selling out', () => {
  it('sells exactly the seats there are', async () => {
    const results = await Promise.all(
      Array.from({ length: SEATS * 2 }, (_, buyer) => take(db.pool, { numbers: [(buyer % SEATS) + 1] })),
    );
    expect(results.filter((result) => result.outcome === 'held')).toHaveLength(SEATS);
    expect(results.filter((result) => result.outcome === 'taken')).toHaveLength(SEATS);
    expect(await violations(db)).toEqual([]);
  });

  const PIECES = 25;

  async function buyStock(of: Db): Promise<HoldResult[]> {
    const item = newId();
    await openStockPool(of.pool, { itemId: item, pieces: PIECES });
    const results = await Promise.all(
      Array.from({ length: PIECES * 2 }, () =>
        hold(of.pool, [
          {
            poolId: item,
            ownerId: newId(),
            wanted: stock.wanted({ quantity: 1 }),
            perOwner: null,
            seconds: 600,
            subject: { kind: 'test', id: newId() },
          },
        ]),
      ),
    );
    return results.flat();
  }

  it('sells exactly the pieces there are', async () => {
    const results = await buyStock(db);
    expect(results.filter((result) => result.outcome === 'held')).toHaveLength(PIECES);
    expect(results.filter((result) => result.outcome === 'taken')).toHaveLength(PIECES);
    expect(await violations(db)).toEqual([]);
  });

  it('sells more pieces than there are without lock and constraint (negative control)', async () => {
    const own = await ownDatabase();
    await own.pool.query('ALTER TABLE pool_counters DROP CONSTRAINT pool_counters_whole');
    // Instead of locking, everybody looks a while at what is there.
    await withoutGuard(own, 'hold_counters', 'ORDER BY c.pool_id, c.unit FOR UPDATE;', ';');
    await withoutGuard(
      own,
      'hold_counters',
      'UPDATE pool_counters c SET free',
      'PERFORM pg_sleep(0.02); UPDATE pool_counters c SET free',
    );
    const results = await buyStock(own);
    expect(results.filter((result) => result.outcome === 'held').length).toBeGreaterThan(PIECES);
    expect(await violations(own)).toContain('capacity');
  });
});

describe('confirming at the deadline', () => {
  it('either confirms or expires, never both', async () => {
    const holds = await Promise.all(
      Array.from({ length: SEATS }, (_, index) => take(db.pool, { numbers: [index + 1], seconds: 0.15 })),
    );
    await sleep(120);
    const outcomes = await Promise.all(
      holds.map(async ({ holdId }, index) => {
        await sleep(index);
        const [confirmed, expired] = await Promise.all([confirm(db.pool, holdId), expire(db.pool, [holdId])]);
        return { holdId, confirmed: confirmed === 'confirmed', expired: expired.length === 1 };
      }),
    );
    for (const { confirmed, expired } of outcomes) expect(confirmed && expired).toBe(false);
    await sleep(60);
    await expire(
      db.pool,
      holds.map(({ holdId }) => holdId),
    );
    const { rows } = await db.pool.query<{ id: string; status: string; state: string; own: boolean }>(
      `SELECT h.id, h.status, s.state, coalesce(s.hold_id = h.id, false) AS own FROM holds h
         JOIN pool_seats s ON s.pool_id = h.pool_id AND s.seat = h.units[1] WHERE h.pool_id = $1`,
      [pool],
    );
    const byId = new Map(outcomes.map((outcome) => [outcome.holdId, outcome]));
    for (const row of rows) {
      const sold = byId.get(row.id)?.confirmed === true;
      expect(row).toMatchObject(
        sold ? { status: 'CONVERTED', state: 'SOLD', own: true } : { status: 'EXPIRED', state: 'FREE' },
      );
    }
    expect(await violations(db)).toEqual([]);
  });

  async function sellThenExpire(of: Db): Promise<{ expired: number; state: string | undefined }> {
    const { holdId } = await take(of.pool, { numbers: [1], seconds: 0 });
    const expired = await inTheMiddle(
      of,
      (client) => confirm(client, holdId, true),
      (client) => expire(client, [holdId]),
    );
    const { rows } = await of.pool.query<{ state: string }>(
      'SELECT state FROM pool_seats WHERE pool_id = $1 AND seat = 1',
      [pool],
    );
    return { expired: expired.length, state: rows[0]?.state };
  }

  it('keeps what was sold in the moment of expiring', async () => {
    expect(await sellThenExpire(db)).toEqual({ expired: 0, state: 'SOLD' });
  });

  it('frees seats that are sold when the hold is not locked (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'reservation_end', 'ORDER BY h.id FOR UPDATE', 'ORDER BY h.id');
    await withoutGuard(own, 'end_seat_holds', `AND s.hold_id = h.id AND s.state = 'HELD'`);
    expect(await sellThenExpire(own)).toEqual({ expired: 1, state: 'FREE' });
    expect(await violations(own)).toContain('movements of a hold');
  });

  it('does not confirm a hold of which somebody has taken a seat over', async () => {
    const old = await take(db.pool, { numbers: [1, 2, 3], seconds: 0 });
    const next = await take(db.pool, { numbers: [3, 4] });
    expect(next.outcome).toBe('held');
    expect(await confirm(db.pool, old.holdId, true)).toBe('expired');
    expect(await confirm(db.pool, next.holdId)).toBe('confirmed');
    expect(await expire(db.pool, [old.holdId, next.holdId])).toEqual([old.holdId]);
    expect(await violations(db)).toEqual([]);
  });

  it('confirms late what nobody has taken over, and not without being asked to', async () => {
    const old = await take(db.pool, { numbers: [1, 2, 3], seconds: 0 });
    expect(await confirm(db.pool, old.holdId)).toBe('expired');
    expect(await confirm(db.pool, old.holdId, true)).toBe('confirmed');
    expect(await confirm(db.pool, old.holdId)).toBe('already');
    expect(await release(db.pool, [old.holdId])).toEqual([]);
    expect(await violations(db)).toEqual([]);
  });
});

describe('the limit of one buyer', () => {
  async function twoOfOne(of: Db): Promise<HoldResult> {
    const ownerId = newId();
    return inTheMiddle(
      of,
      (client) => take(client, { numbers: [1, 2, 3, 4, 5, 6], ownerId, perOwner: 10 }),
      (client) => take(client, { numbers: [11, 12, 13, 14, 15, 16], ownerId, perOwner: 10 }),
    );
  }

  it('counts holds that are under way', async () => {
    expect(await twoOfOne(db)).toMatchObject({ outcome: 'limit_reached' });
  });

  it('is passed by holds placed together when they do not wait for each other (negative control)', async () => {
    const own = await ownDatabase();
    await withoutGuard(own, 'reservation_hold', 'PERFORM pg_advisory_xact_lock(k.key)', 'PERFORM k.key');
    expect(await twoOfOne(own)).toMatchObject({ outcome: 'held' });
  });

  it('lets a crowd of one buyer have exactly as many as allowed, in one batch or in many', async () => {
    const ownerId = newId();
    const results = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        take(db.pool, { numbers: [index * 3 + 1, index * 3 + 2, index * 3 + 3], ownerId, perOwner: 10 }),
      ),
    );
    expect(results.filter((result) => result.outcome === 'held')).toHaveLength(3);
    const other = newId();
    const batch = await hold(
      db.pool,
      [37, 38, 39, 40].map((number) => ({
        poolId: pool,
        ownerId: other,
        wanted: seats.wanted({ seats: [number] }),
        perOwner: 3,
        seconds: 600,
        subject: { kind: 'test', id: newId() },
      })),
    );
    expect(batch.map((result) => result.outcome)).toEqual(['held', 'held', 'held', 'limit_reached']);
    // What was given back no longer counts.
    await release(db.pool, [batch[0]?.holdId ?? '']);
    expect(await take(db.pool, { numbers: [40], ownerId: other, perOwner: 3 })).toMatchObject({ outcome: 'held' });
  });
});

describe('bad requests', () => {
  it('are told apart and hold nothing', async () => {
    expect(await take(db.pool, { numbers: [SEATS + 1] })).toMatchObject({ outcome: 'unknown_units' });
    expect(await take(db.pool, { numbers: [0, 1] })).toMatchObject({ outcome: 'unknown_units' });
    expect(() => seats.wanted({ seats: [1, 1] })).toThrow(RangeError);
    expect(() => seats.wanted({ seats: [] })).toThrow(RangeError);
    const elsewhere = await hold(db.pool, [
      {
        poolId: newId(),
        ownerId: newId(),
        wanted: seats.wanted({ seats: [1] }),
        perOwner: null,
        seconds: 1,
        subject: { kind: 'test', id: newId() },
      },
    ]);
    expect(elsewhere).toMatchObject([{ outcome: 'pool_not_found' }]);
    expect(await confirm(db.pool, newId())).toBe('missing');
    const { rows } = await db.pool.query<{ n: number }>('SELECT count(*)::int AS n FROM holds WHERE pool_id = $1', [
      pool,
    ]);
    expect(rows[0]?.n).toBe(0);
  });
});
