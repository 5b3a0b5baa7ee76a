import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from './pool.ts';

const ASK_AGAIN_MS = 500;

/**
 * Does `work` while nobody else of this database does anything under the same name, on whatever machine. Waits as long as that takes.
 * The lock ends with the connection that has it, so that who dies holds up nobody.
 */
export async function exclusively<T>(pool: Pool, name: string, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: unknown;
  try {
    // Asked again and again: a statement that waits would be ended by its time limit.
    for (;;) {
      const { rows } = await client.query<{ ours: boolean }>(
        `SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS ours`,
        [name],
      );
      if (rows[0]?.ours === true) break;
      await sleep(ASK_AGAIN_MS);
    }
    try {
      return await work();
    } finally {
      await client.query(`SELECT pg_advisory_unlock(hashtextextended($1, 0))`, [name]);
    }
  } catch (error) {
    broken = error;
    throw error;
  } finally {
    // A connection on which something failed may still have the lock.
    client.release(broken !== undefined);
  }
}
