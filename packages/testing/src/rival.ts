import type { Db } from '@docket/db/client';
import { waitFor } from './wait.ts';

/** Does somebody wait for a lock in this database? */
export async function someoneWaits(of: Pick<Db, 'pool'>): Promise<boolean> {
  const { rows } = await of.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return (rows[0]?.n ?? 0) > 0;
}

/** Somebody who comes at one named point of what another does, so that a race happens each time and not now and then. */
export type Rival = {
  /** Called at the point: the rival is let run until it is through, or waits for whoever stands there. It comes once, though it passes the point itself. */
  readonly comes: () => Promise<void>;
  /** Until the rival is through, whatever came of it. @throws when it never came: then there was no race */
  readonly goes: () => Promise<void>;
};

/** @param act what the rival does */
export function rival(of: Pick<Db, 'pool'>, act: () => Promise<unknown>): Rival {
  let running: Promise<void> | undefined;
  let over = false;
  return {
    async comes() {
      if (running !== undefined) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      running = promise;
      void Promise.allSettled([act()]).then(() => {
        over = true;
        resolve();
      });
      await waitFor('the rival is through or waits', async () => over || (await someoneWaits(of)));
    },
    goes: () => running ?? Promise.reject(new Error('the rival never came to the point')),
  };
}
