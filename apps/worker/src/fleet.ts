import { hostname } from 'node:os';
import type { Language } from '@docket/contracts/http/languages';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';
import { startPeriodic } from '@docket/queue/periodic';
import type { Logger } from '@docket/runtime/logger';
import type { LoadMeter } from './load-meter.ts';

const EVERY_MS = 5_000;

const report = prepare(
  'worker_report',
  `INSERT INTO workers (id, host, started_at, seen_at, slots, average_ms, sandbox, languages)
   VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7)
   ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, average_ms = excluded.average_ms`,
);

export type FleetOptions = {
  readonly pool: Pool;
  readonly workerId: string;
  readonly slots: number;
  readonly backend: string;
  readonly languages: readonly Language[];
  readonly load: LoadMeter;
  readonly log: Logger;
};

/** Writes this worker's row now and every 5 s: what it can judge, how much, how fast. */
export async function joinFleet(options: FleetOptions): Promise<{ leave: () => Promise<void> }> {
  const startedAt = new Date();
  const write = async (): Promise<void> => {
    await report(options.pool, [
      options.workerId,
      hostname(),
      startedAt,
      options.slots,
      options.load.averageMs,
      JSON.stringify({ backend: options.backend }),
      JSON.stringify(options.languages),
    ]);
  };
  await write();
  const loop = startPeriodic('fleet', EVERY_MS, options.log, write);
  return {
    async leave() {
      await loop.stop();
      // Kept as last known, so that the languages stay listed while workers are replaced; it counts as silent at once.
      await options.pool.query(`UPDATE workers SET seen_at = clock_timestamp() - interval '1 minute' WHERE id = $1`, [
        options.workerId,
      ]);
    },
  };
}
