import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';

type Row = {
  pool_id: string;
  unit: number | null;
  capacity: number;
  free: number;
  units_from: number | null;
  units_until: number | null;
};

const statesStatement = prepare(
  'counter_states',
  'SELECT s.pool_id, s.unit, s.capacity, s.free, s.units_from, s.units_until FROM counter_states($1, $2, $3) s',
).rows<Row>();

/** How much there is of a unit, and how much of it is free. */
export type CounterState = { readonly capacity: number; readonly free: number };

const NONE: CounterState = { capacity: 0, free: 0 };

/**
 * What is free of units of pools of counters. A unit without a row is as full as its pool says; of a pool that there is not, or that has not the unit, there is nothing.
 * What holds past their time keep counts as taken until it is swept up.
 * @param units those that are asked about, `[from, until)`
 */
export async function readCounters(
  on: Pool | PoolClient,
  poolIds: readonly string[],
  units: { readonly from: number; readonly until: number },
): Promise<(poolId: string, unit: number) => CounterState> {
  const pools = new Map<string, Row>();
  const counters = new Map<string, CounterState>();
  for (const row of await statesStatement(on, [poolIds, units.from, units.until])) {
    if (row.unit === null) pools.set(row.pool_id, row);
    else counters.set(`${row.pool_id} ${row.unit}`, { capacity: row.capacity, free: row.free });
  }
  return (poolId, unit) => {
    const known = counters.get(`${poolId} ${unit}`);
    if (known !== undefined) return known;
    const pool = pools.get(poolId);
    const isThere =
      pool !== undefined && unit >= (pool.units_from ?? unit) && (pool.units_until === null || unit < pool.units_until);
    return isThere ? { capacity: pool.capacity, free: pool.free } : NONE;
  };
}
