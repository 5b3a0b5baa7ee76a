import { beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import type { PoolClient } from '@docket/db/pool';
import { newId } from '@docket/runtime/id';
import { withoutGuard } from '@docket/testing/guards';
import { brokenRules, db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { confirm } from './confirm.ts';
import { readCounters } from './counter-states.ts';
import { inTheMiddle, release, testSubject } from './fixtures.ts';
import { hold, type HoldResult } from './hold.ts';
import { changeUnitCapacity, moveUnits, openEvenPool } from './kinds/even.ts';

const ROOMS = 3;
const UNTIL = 30;

let type: string;

setUpDatabase();

const open = (of: Db): Promise<void> =>
  openEvenPool(of.pool, { id: type, capacity: ROOMS, units: { from: 0, until: UNTIL } });

beforeEach(async () => {
  type = newId();
  await open(db);
});

async function ownRooms(): Promise<Db> {
  const own = await ownDatabase();
  await open(own);
  return own;
}

async function take(on: Db['pool'] | PoolClient, first: number, length: number, rooms = 1): Promise<HoldResult> {
  const units = Array.from({ length }, (_, at) => first + at);
  const [result] = await hold(on, [
    {
      poolId: type,
      ownerId: newId(),
      wanted: { units, quantity: rooms },
      perOwner: null,
      seconds: 600,
      subject: testSubject(),
    },
  ]);
  if (result === undefined) throw new Error('no result');
  return result;
}

async function rows(of: Db = db): Promise<string[]> {
  const found = await of.pool.query<{ row: string }>(
    `SELECT unit || ': ' || free || ' of ' || capacity AS row FROM pool_counters WHERE pool_id = $1 ORDER BY unit`,
    [type],
  );
  return found.rows.map(({ row }) => row);
}

async function free(first: number, last: number): Promise<number[]> {
  const state = await readCounters(db.pool, [type], { from: first, until: last + 1 });
  return Array.from({ length: last - first + 1 }, (_, at) => state(type, first + at).free);
}

describe('a pool with one capacity for all units', () => {
  it('has no rows until somebody wants a unit, and is all free', async () => {
    expect(await rows()).toEqual([]);
    expect(await free(-1, 2)).toEqual([0, 3, 3, 3]);
    const { holdId } = await take(db.pool, 1, 2);
    expect(await rows()).toEqual(['1: 2 of 3', '2: 2 of 3']);
    expect(await free(0, 3)).toEqual([3, 2, 2, 3]);
    expect(await confirm(db.pool, holdId)).toBe('confirmed');
    expect(await release(db.pool, [(await take(db.pool, 2, 3)).holdId])).toHaveLength(1);
    expect(await rows()).toEqual(['1: 2 of 3', '2: 2 of 3', '3: 3 of 3', '4: 3 of 3']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('holds no more of a unit than there is, and says which is short', async () => {
    await take(db.pool, 5, 1, ROOMS);
    expect(await take(db.pool, 4, 3)).toMatchObject({ outcome: 'taken', units: [5] });
    expect(await take(db.pool, 10, 2, ROOMS + 1)).toMatchObject({ outcome: 'taken', units: [10, 11] });
  });

  it('has the units of its range, which moves on', async () => {
    expect(await take(db.pool, UNTIL - 1, 2)).toMatchObject({ outcome: 'unknown_units' });
    expect(await take(db.pool, -1, 1)).toMatchObject({ outcome: 'unknown_units' });
    await moveUnits(db.pool, type, { from: 1, until: UNTIL + 1 });
    expect(await take(db.pool, UNTIL - 1, 2)).toMatchObject({ outcome: 'held' });
    expect(await take(db.pool, 0, 1)).toMatchObject({ outcome: 'unknown_units' });
    const unbounded = newId();
    await openEvenPool(db.pool, { id: unbounded, capacity: 1 });
    const state = await readCounters(db.pool, [unbounded, newId()], { from: 0, until: 1 });
    expect([state(unbounded, -40_000), state(newId(), 3)]).toEqual([
      { capacity: 1, free: 1 },
      { capacity: 0, free: 0 },
    ]);
  });

  it('is opened once', async () => {
    await openEvenPool(db.pool, { id: type, capacity: 99 });
    expect(await free(0, 0)).toEqual([ROOMS]);
  });
});

describe('another capacity', () => {
  it('is that of all units, with rows and without', async () => {
    await take(db.pool, 1, 1, 2);
    expect(await changeUnitCapacity(db.pool, type, 5)).toEqual([]);
    expect([await rows(), await free(1, 2)]).toEqual([['1: 3 of 5'], [3, 5]]);
    expect(await changeUnitCapacity(db.pool, type, 2)).toEqual([]);
    expect([await rows(), await free(1, 2)]).toEqual([['1: 0 of 2'], [0, 2]]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('is refused where more is held and sold, and then nothing is changed', async () => {
    await confirm(db.pool, (await take(db.pool, 1, 2, 2)).holdId);
    await take(db.pool, 2, 1);
    expect(await changeUnitCapacity(db.pool, type, 2)).toEqual([{ unit: 2, taken: 3 }]);
    expect([await rows(), await free(9, 9)]).toEqual([['1: 1 of 3', '2: 0 of 3'], [3]]);
    await expect(changeUnitCapacity(db.pool, newId(), 2)).rejects.toThrow('no capacity');
  });
});

describe('many who are the first to want the same units', () => {
  it('share them, never in a ring', async () => {
    const wishes = Array.from({ length: 80 }, (_, at) => [(at * 7) % (UNTIL - 5), 1 + (at % 5)] as const);
    const results = await Promise.all(wishes.map(([first, length]) => take(db.pool, first, length)));
    const { rows: over } = await db.pool.query(
      `SELECT u.unit FROM holds h, unnest(h.units) AS u(unit) WHERE h.pool_id = $1 GROUP BY 1 HAVING sum(h.quantity) > $2`,
      [type, ROOMS],
    );
    expect(over).toEqual([]);
    for (const result of results)
      if (result.outcome === 'taken') for (const unit of result.units) expect(await free(unit, unit)).toEqual([0]);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('would wait for each other in a ring if rows were made in another order (negative control)', async () => {
    const meet = async (order: string): Promise<string[]> => {
      const own = await ownRooms();
      // Slowly, row by row: one from the first night on, the other from the last.
      await own.pool.query(
        `CREATE FUNCTION slowly() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.1); RETURN NEW; END $$;
         CREATE TRIGGER slowly BEFORE INSERT ON pool_counters FOR EACH ROW EXECUTE FUNCTION slowly()`,
      );
      await withoutGuard(own, 'hold_counters', 'ORDER BY w.pool_id, w.unit\n', order);
      const both = await Promise.allSettled([take(own.pool, 0, 6), take(own.pool, 0, 5)]);
      return both.map((each) =>
        each.status === 'rejected' ? String((each.reason as { code?: string }).code) : 'held',
      );
    };
    expect(await meet('ORDER BY w.pool_id, w.unit\n')).toEqual(['held', 'held']);
    // An order of each one's own.
    expect(
      (await meet('ORDER BY CASE WHEN cardinality(p_requests[1].units) = 6 THEN w.unit ELSE -w.unit END\n')).toSorted(),
    ).toEqual(['40P01', 'held']);
  });
});

describe('a capacity that is changed while rows are made', () => {
  const first = (client: PoolClient): Promise<HoldResult> => take(client, 4, 1);

  it('is theirs, whoever comes first', async () => {
    expect(await inTheMiddle(db, first, (client) => changeUnitCapacity(client, type, 1))).toEqual([]);
    expect(await rows()).toEqual(['4: 0 of 1']);
    await inTheMiddle(
      db,
      (client) => changeUnitCapacity(client, type, 2),
      (client) => take(client, 5, 1),
    );
    expect(await rows()).toEqual(['4: 1 of 2', '5: 1 of 2']);
    expect(await brokenRules(db)).toEqual([]);
  });

  it('would not be without the lock of the pool (negative control)', async () => {
    const own = await ownRooms();
    await withoutGuard(own, 'hold_counters', ' ORDER BY p.id FOR SHARE');
    await inTheMiddle(own, first, (client) => changeUnitCapacity(client, type, 1));
    expect(await rows(own)).toEqual(['4: 2 of 3']);
    expect(await brokenRules(own)).toEqual(['capacity']);
  });
});

/** Rows of pools and counters that one hold reads, on a connection that has made its plans when there were few. */
async function rowsRead(of: Db): Promise<number> {
  const client = await of.pool.connect();
  try {
    for (let n = 0; n < 10; n += 1) await take(client, n, 2);
    await of.pool.query(
      `WITH p AS (INSERT INTO reservation_pools (id, kind, unit_capacity) SELECT gen_random_uuid(), 'counters', 1 FROM generate_series(1, 20000) RETURNING id)
       INSERT INTO pool_counters (pool_id, unit, capacity, free) SELECT p.id, 1, 1, 1 FROM p`,
    );
    await client.query('BEGIN');
    expect(await take(client, 20, 3)).toMatchObject({ outcome: 'held' });
    const { rows } = await client.query<{ n: number }>(
      `SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int AS n FROM pg_stat_xact_user_tables WHERE relname IN ('reservation_pools', 'pool_counters')`,
    );
    await client.query('COMMIT');
    return rows[0]?.n ?? -1;
  } finally {
    client.release();
  }
}

describe('a hold among very many pools', () => {
  it('reads its own rows by their keys, whatever plans were made when there were few', async () => {
    const read = await rowsRead(await ownRooms());
    expect(read).toBeGreaterThan(3);
    // With what came before it on the connection, which the server has not counted yet.
    expect(read).toBeLessThan(1_000);
  });

  it('would read all of them if the planner were free to (negative control)', async () => {
    const own = await ownRooms();
    await withoutGuard(
      own,
      'reservation_hold',
      ` SET enable_seqscan TO 'off'\n SET enable_hashjoin TO 'off'\n SET enable_mergejoin TO 'off'\n`,
    );
    expect(await rowsRead(own)).toBeGreaterThan(20_000);
  });
});
