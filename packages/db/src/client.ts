import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from './generated/client.ts';
import type { Pool, PoolClient } from './pool.ts';

export type { Pool, PoolClient } from './pool.ts';
export { Prisma } from './generated/client.ts';
export type { PrismaClient } from './generated/client.ts';

/** Prisma for the many plain reads and writes, the pool for the hot statements; one set of connections under both. */
export type Db = { readonly prisma: PrismaClient; readonly pool: Pool };

export function createDb(pool: Pool): Db {
  return { prisma: new PrismaClient({ adapter: new PrismaPg(pool, { disposeExternalPool: false }) }), pool };
}

/** Closes Prisma, then the connections. */
export async function closeDb(db: Db): Promise<void> {
  await db.prisma.$disconnect();
  await db.pool.end();
}

/** Runs `work` in one transaction on one connection; commits when it resolves, rolls back when it throws. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is broken: it is not given back.
    const broken = await client.query('ROLLBACK').then(
      () => undefined,
      (failure: Error) => failure,
    );
    client.release(broken);
    throw error;
  }
}
