import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Db } from '@docket/db/client';
import { startPostgresForTests, type PostgresForTests } from '@docket/testing/postgres';

/**
 * A Postgres of a figure's own. Unlike those of tests it cleans and counts its tables, without which plans are made blindly after a few thousand rows.
 * @param counted whether it counts what each statement costs, for `writeStatements`; slows it down by some percent
 */
export function startPostgresForBench({ counted = false } = {}): Promise<PostgresForTests> {
  const counting = counted
    ? [
        'shared_preload_libraries=pg_stat_statements',
        'pg_stat_statements.track=all',
        'pg_stat_statements.track_planning=on',
      ]
    : [];
  return startPostgresForTests(undefined, ['autovacuum=on', 'autovacuum_naptime=5s', ...counting]);
}

/** From here on statements are counted anew. */
export async function countStatements(db: Db): Promise<void> {
  await db.pool.query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements');
  await db.pool.query('SELECT pg_stat_statements_reset()');
}

/** Leaves `statements.tsv` in a folder: what each statement took since `countStatements`, those of functions within functions too, dearest first. */
export async function writeStatements(db: Db, folder: string): Promise<void> {
  const { rows } = await db.pool.query<{ line: string }>(
    `SELECT concat_ws(E'\t', round(total_exec_time::numeric, 1), round(total_plan_time::numeric, 1), calls,
              round(mean_exec_time::numeric, 3), toplevel, rows,
              shared_blks_hit, regexp_replace(query, '\\s+', ' ', 'g')) AS line
     FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
     ORDER BY total_exec_time + total_plan_time DESC LIMIT 200`,
  );
  const head = ['ms', 'ms of planning', 'calls', 'ms each', 'not inside another', 'rows', 'pages', 'statement'].join(
    '\t',
  );
  await writeFile(path.join(folder, 'statements.tsv'), [head, ...rows.map(({ line }) => line), ''].join('\n'));
}
