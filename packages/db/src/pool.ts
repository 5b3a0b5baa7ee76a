import pg from 'pg';
import type { DatabaseSettings } from '@docket/runtime/settings/servers';
import type { Logger } from '@docket/runtime/logger';

export type Pool = pg.Pool;
export type { PoolClient } from 'pg';

/**
 * Connections to Postgres for hand-written SQL; Prisma shares the same pool (see `client.ts`).
 * Statements longer than 30 s and transactions idle for 30 s are ended by the server: nothing here waits on people or networks inside one.
 */
export function createPool(config: DatabaseSettings, log?: Logger): Pool {
  const pool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: config.DATABASE_POOL,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 30_000,
    application_name: 'docket',
  });
  // Without a listener a connection that Postgres ends while idle would end the process.
  pool.on('error', (error) => log?.warn({ err: error.message }, 'an idle database connection was lost'));
  return pool;
}
