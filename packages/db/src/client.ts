import { createRequire } from 'node:module';
import type * as Adapter from '@prisma/adapter-pg';
import type * as Generated from './generated/client.ts';
import type { PrismaClient } from './generated/client.ts';
import type { Pool, PoolClient } from './pool.ts';

export type { Pool, PoolClient } from './pool.ts';
export type { Prisma, PrismaClient } from './generated/client.ts';

/** Prisma for plain reads and writes, the pool for hand-written statements; one set of connections under both. */
export type Db = { readonly prisma: PrismaClient; readonly pool: Pool };

const opened = new WeakMap<Db, PrismaClient>();
const require = createRequire(import.meta.url);

/** `require`, because whoever asks for `db.prisma` has it at once, and only then is it worth its memory and time. */
function loadPrisma(pool: Pool): PrismaClient {
  const { PrismaPg } = require('@prisma/adapter-pg') as typeof Adapter;
  const { PrismaClient: Client } = require('./generated/client.ts') as typeof Generated;
  return new Client({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) });
}

/** Prisma is loaded when it is first used: services that send SQL alone go without. */
export function createDb(pool: Pool): Db {
  const db: Db = {
    pool,
    get prisma() {
      const client = opened.get(db) ?? loadPrisma(pool);
      opened.set(db, client);
      return client;
    },
  };
  return db;
}

/**
 * Loads Prisma now, so that no request waits for it: 0.4 s, most of it on the event loop, and 85 MiB.
 * For services whose verbs use it; the others never call this.
 */
export async function openPrisma(db: Db): Promise<void> {
  await db.prisma.$connect();
}

/** Closes Prisma, then the connections. */
export async function closeDb(db: Db): Promise<void> {
  await opened.get(db)?.$disconnect();
  await db.pool.end();
}

/** The connection ended in the middle of a transaction, so Postgres has rolled it back. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  /** SQLSTATE connection_failure. */
  readonly code = '08006';
}

/** A statement to be sent as it is. */
export type Query = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

/**
 * Runs `work` in one transaction on one connection; commits when it resolves, rolls back when it throws.
 *
 * Nobody waits for BEGIN before the first statement, nor for the statements of `last` before COMMIT: they are sent one behind the other
 * (`pipeline` in `pool.ts`). What `work` has locked is so held for one crossing to Postgres less for each. If one of `last` fails, Postgres
 * answers the COMMIT behind it with a rollback.
 * @param last what is to be written at the end, made when `work` is done
 * @throws ConnectionLost with the reason when the connection ended between two statements of `work`
 */
export async function transaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  last: () => readonly Query[] = () => [],
): Promise<T> {
  const client = await pool.connect();
  let lost: Error | undefined;
  // The first is the reason ("terminating connection due to administrator command"), others are its consequences.
  const onLost = (error: Error): void => void (lost ??= error);
  client.on('error', onLost);
  try {
    const begun = client.query('BEGIN');
    // It is thrown below, unless a statement of `work` has thrown the same before.
    begun.catch(() => undefined);
    const result = await work(client);
    // All are made before the first is sent: what cannot be made must not leave a COMMIT on its way.
    const queries = last();
    const sent = queries.map(({ name, text, values }) => client.query({ name, text, values: [...values] }));
    const [committed] = await Promise.all([client.query('COMMIT'), begun, ...sent]);
    if (committed.command !== 'COMMIT') throw new Error(`COMMIT was answered with ${committed.command}`);
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is broken: it is not given back.
    const broken = await client.query('ROLLBACK').then(
      () => undefined,
      (failure: Error) => failure,
    );
    client.release(broken);
    throw lost === undefined || hasCode(error)
      ? error
      : new ConnectionLost(`the database connection was lost in a transaction: ${lost.message}`, { cause: error });
  } finally {
    client.off('error', onLost);
  }
}

/** Postgres itself, or the network, has said what went wrong. */
function hasCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code !== undefined;
}
