import { beforeEach } from 'vitest';
import type { Db } from '@docket/db/client';
import type { PoolClient } from '@docket/db/pool';
import { newId } from '@docket/runtime/id';
import { someoneWaits } from '@docket/testing/rival';
import { waitFor } from '@docket/testing/wait';
import { db, ownDatabase, setUpDatabase } from '../spine/fixtures.ts';
import { endHolds } from './end.ts';
import { hold, type HoldResult } from './hold.ts';
import { openSeatPool, seats } from './kinds/seats.ts';
import type { SubjectKind } from './subject.ts';

/** Seats of the pool of a test. */
export const SEATS = 40;

/** A pool of seats of the running test’s own, in the database of its file. */
export let pool: string;

/** Gives a test file a database, and each of its tests a pool of seats. Called once at its head. */
export function setUpSeatPool(): void {
  setUpDatabase();
  beforeEach(async () => {
    pool = newId();
    await openSeatPool(db.pool, { showId: pool, seats: SEATS });
  });
}

/** A database with the same pool whose guards a test may take out. */
export async function ownPool(): Promise<Db> {
  const own = await ownDatabase();
  await openSeatPool(own.pool, { showId: pool, seats: SEATS });
  return own;
}

type Buy = {
  readonly numbers: readonly number[];
  readonly ownerId?: string;
  readonly perOwner?: number;
  readonly seconds?: number;
};

/** A subject that no area knows, so that nothing but the hold is ended: what the kernel does is tested by itself. */
export function testSubject(id = newId()): { readonly kind: SubjectKind; readonly id: string } {
  return { kind: 'test' as SubjectKind, id };
}

/** The kernel's part of releasing and expiring. @returns the ids of those that were ended now */
export async function release(on: Db['pool'] | PoolClient, holdIds: readonly string[]): Promise<string[]> {
  return (await endHolds(on, holdIds, 'RELEASED')).map(({ holdId }) => holdId);
}

export async function expire(on: Db['pool'] | PoolClient, holdIds: readonly string[]): Promise<string[]> {
  return (await endHolds(on, holdIds, 'EXPIRED')).map(({ holdId }) => holdId);
}

export async function take(on: Db['pool'] | PoolClient, buy: Buy): Promise<HoldResult> {
  const [result] = await hold(on, [
    {
      poolId: pool,
      ownerId: buy.ownerId ?? newId(),
      wanted: seats.wanted({ seats: buy.numbers }),
      perOwner: buy.perOwner ?? null,
      seconds: buy.seconds ?? 600,
      subject: testSubject(),
    },
  ]);
  if (result === undefined) throw new Error('no result');
  return result;
}

/** Seats that two holds think are theirs. */
export async function soldTwice(of: Db): Promise<number> {
  const { rows } = await of.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (
       SELECT u FROM holds h, unnest(h.units) u WHERE h.pool_id = $1 AND h.status IN ('ACTIVE', 'CONVERTED') AND h.expires_at > now()
        GROUP BY u HAVING count(*) > 1) t`,
    [pool],
  );
  return rows[0]?.n ?? -1;
}

/** Runs `first` without committing, lets `second` run into it, then commits: the interleaving in which a missing lock shows. */
export async function inTheMiddle<T>(
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
