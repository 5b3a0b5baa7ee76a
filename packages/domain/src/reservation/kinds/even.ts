import { prepare } from '@docket/db/statement';
import type { Pool, PoolClient } from '@docket/db/pool';

const openStatement = prepare('open_even_pool', 'SELECT open_even_pool($1, $2, $3, $4)');
const rangeStatement = prepare(
  'move_pool_units',
  `UPDATE reservation_pools SET units_from = $2, units_until = $3 WHERE id = $1 AND unit_capacity IS NOT NULL`,
);
const capacityStatement = prepare(
  'change_unit_capacity',
  'SELECT c.unit, c.taken FROM change_unit_capacity($1, $2) c',
).rows<{ unit: number; taken: number }>();

/** Units `[from, until)`; null: no bound on that side. */
export type UnitRange = { readonly from: number | null; readonly until: number | null };

const UNBOUNDED: UnitRange = { from: null, until: null };

/**
 * Opens a pool of counters that has as much of every unit, such as the nights of a room type. It costs one row: a unit gets its own when somebody first wants it.
 * Repeating it changes nothing.
 */
export async function openEvenPool(
  on: Pool | PoolClient,
  pool: { readonly id: string; readonly capacity: number; readonly units?: UnitRange },
): Promise<void> {
  const { from, until } = pool.units ?? UNBOUNDED;
  await openStatement(on, [pool.id, pool.capacity, from, until]);
}

/** Moves the units that such a pool has, as a horizon moves on. What is held and sold of those outside stays. */
export async function moveUnits(on: Pool | PoolClient, poolId: string, { from, until }: UnitRange): Promise<void> {
  await rangeStatement(on, [poolId, from, until]);
}

/** Units of which more is held and sold than the new capacity. */
export type OverTaken = readonly { readonly unit: number; readonly taken: number }[];

/**
 * Another capacity for every unit of such a pool, those with rows too. It never falls below what is held and sold.
 * @returns the units that stand in the way, ascending: then nothing was changed; none: it is done
 */
export async function changeUnitCapacity(on: Pool | PoolClient, poolId: string, capacity: number): Promise<OverTaken> {
  return capacityStatement(on, [poolId, capacity]);
}
