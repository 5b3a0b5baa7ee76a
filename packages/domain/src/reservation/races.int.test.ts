import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Db } from '@docket/db/client';
import { newId } from '@docket/runtime/id';
import { withoutGuard } from '@docket/testing/guards';
import { brokenRules, db } from '../spine/fixtures.ts';
import { inTheMiddle, ownPool, pool, release, SEATS, setUpSeatPool, soldTwice, take, testSubject } from './fixtures.ts';
import { confirm } from './confirm.ts';
import { hold, type HoldResult } from './hold.ts';
import { seats } from './kinds/seats.ts';
import { openStockPool, stock } from './kinds/stock.ts';

setUpSeatPool();

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
    expect(await brokenRules(db)).toEqual([]);
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
    expect(await brokenRules(db)).toEqual([]);
  });

  it('sells seats twice when they are not locked (negative control)', async () => {
    const own = await ownPool();
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
    expect(await brokenRules(own)).toContain('one owner per seat');
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
      subject: testSubject(),
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
    expect(await brokenRules(db)).toEqual([]);
  });
});

describe('selling out', () => {
  it('sells exactly the seats there are', async () => {
    const results = await Promise.all(
      Array.from({ length: SEATS * 2 }, (_, buyer) => take(db.pool, { numbers: [(buyer % SEATS) + 1] })),
    );
    expect(results.filter((result) => result.outcome === 'held')).toHaveLength(SEATS);
    expect(results.filter((result) => result.outcome === 'taken')).toHaveLength(SEATS);
    expect(await brokenRules(db)).toEqual([]);
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
            subject: testSubject(),
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
    expect(await brokenRules(db)).toEqual([]);
  });

  it('sells more pieces than there are without lock and constraint (negative control)', async () => {
    const own = await ownPool();
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
    expect(await brokenRules(own)).toContain('capacity');
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
    const own = await ownPool();
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
        subject: testSubject(),
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
        subject: testSubject(),
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
