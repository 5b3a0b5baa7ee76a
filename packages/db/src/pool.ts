import pg, { type QueryConfig } from 'pg';
import type { DatabaseSettings } from '@docket/runtime/settings/servers';
import type { Logger } from '@docket/runtime/logger';
import { probePostgres } from './probe.ts';

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
    // Statements on one connection are sent without waiting for the answers of those before: see `transaction`.
    pipeline: true,
  });
  // Both are needed: without a listener a connection that ends would end the process. The pool listens to those it holds,
  // and nobody to those that are lent out, between two statements of a transaction. Whoever has it is told by the next statement.
  pool.on('error', (error) => log?.warn({ err: error.message }, 'an idle database connection was lost'));
  pool.on('connect', (client) => {
    client.on('error', (error) => log?.debug({ err: error.message }, 'a database connection was lost'));
  });
  return pool;
}

/**
 * Asks the database for an answer within `timeoutMs`, on a connection that is used and by a new one: a server whose sessions go on
 * may take no more. A connection on which no answer comes is given up.
 * @throws when there is none
 */
export async function pingPool(pool: Pool, databaseUrl: string, timeoutMs: number): Promise<void> {
  // pg reads `query_timeout` of a query as of a client; its types know only the second.
  const query: QueryConfig & { readonly query_timeout: number } = { text: 'SELECT 1', query_timeout: timeoutMs };
  const [why] = await Promise.all([probePostgres(databaseUrl, timeoutMs), pool.query(query)]);
  if (why !== undefined) throw new Error(why);
}
