import type { QueryResultRow } from 'pg';
import type { Pool, PoolClient } from './pool.ts';

/** A statement prepared once per connection under its name; the text is parsed and planned by Postgres only the first time. */
export type Statement<Row extends QueryResultRow> = (
  on: Pool | PoolClient,
  values: readonly unknown[],
) => Promise<Row[]>;

/** @param name unique in the process; Postgres keeps it per connection. */
export function prepare<Row extends QueryResultRow>(name: string, text: string): Statement<Row> {
  return async (on, values) => {
    const result = await on.query<Row>({ name, text, values: [...values] });
    return result.rows;
  };
}
