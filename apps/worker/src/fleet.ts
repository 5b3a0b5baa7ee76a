import { hostname } from 'node:os';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import { prepare } from '@docket/db/statement';
import type { Pool } from '@docket/db/pool';
import type { WorkerReport } from '@docket/domain/judge/queue/workers';
import { startPeriodic } from '@docket/queue/periodic';
import type { Logger } from '@docket/runtime/logger';
import type { JudgeReport } from './platform.ts';

/** A row not renewed for 30 s counts as silent. */
const EVERY_MS = 5_000;
/** What changed shows this soon. */
const SOONEST_MS = 1_000;

const reportStatement = prepare(
  'worker_report',
  `INSERT INTO workers (id, host, started_at, seen_at, slots, busy, average_ms, sandbox, languages, report)
   VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6, $7, coalesce($8::jsonb, '[]'), $9)
   ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, busy = excluded.busy, average_ms = excluded.average_ms,
     sandbox = excluded.sandbox, languages = coalesce($8::jsonb, workers.languages), report = excluded.report`,
);

/** Of a worker that judges nothing: it has no slots and no languages, so nobody counts on it for either. */
const NO_JUDGE: JudgeReport = { slots: 0, busy: 0, averageMs: 0, sandbox: {}, languages: [], report: {} };

export type FleetOptions = {
  readonly pool: Pool;
  readonly workerId: string;
  /** The queues this worker serves. */
  readonly queues: readonly string[];
  /** What the area that judges tells of itself; without one this worker has no slots. */
  readonly judge: (() => Promise<JudgeReport>) | undefined;
  readonly log: Logger;
};

export type Membership = {
  /** Something changed that should show at once. */
  tell(): void;
  leave(): Promise<void>;
};

async function docketVersion(): Promise<string | null> {
  const file = fileURLToPath(new URL('../../../package.json', import.meta.url));
  const parsed: unknown = JSON.parse(await readFile(file, 'utf8'));
  const version = typeof parsed === 'object' && parsed !== null && 'version' in parsed ? parsed.version : null;
  return typeof version === 'string' ? version : null;
}

/** Writes this worker's row now, every 5 s, and a second after a change: the queues it serves, and of a judge what, how much and how fast. */
export async function joinFleet(options: FleetOptions): Promise<Membership> {
  const { pool, workerId, queues, log } = options;
  const startedAt = new Date();
  const versions = { docket: await docketVersion(), node: process.versions.node };
  let saidLanguages = '';
  let said = '';
  let saidAt = 0;

  async function write(): Promise<void> {
    const judge = (await options.judge?.()) ?? NO_JUDGE;
    const described = JSON.stringify(judge.sandbox);
    const report: WorkerReport = { versions, queues: [...queues], ...judge.report };
    // Floors are measured in the background after the start; the long list is sent only when it has changed.
    const languages = JSON.stringify(judge.languages);
    const saying = `${judge.busy} ${described} ${judge.report.outOfRotation ?? ''}`;
    if (languages === saidLanguages && saying === said && performance.now() - saidAt < EVERY_MS) return;
    await reportStatement(pool, [
      workerId,
      hostname(),
      startedAt,
      judge.slots,
      judge.busy,
      judge.averageMs,
      described,
      languages === saidLanguages ? null : languages,
      JSON.stringify(report),
    ]);
    saidLanguages = languages;
    said = saying;
    saidAt = performance.now();
  }

  await write();
  const loop = startPeriodic('fleet', SOONEST_MS, log, write);
  return {
    tell: () => void write().catch((error: unknown) => log.warn({ err: error }, 'the fleet was not told')),
    async leave() {
      await loop.stop();
      // Kept as last known, so that the languages stay listed while workers are replaced; it counts as silent at once.
      await pool.query(`UPDATE workers SET seen_at = clock_timestamp() - interval '1 minute', busy = 0 WHERE id = $1`, [
        workerId,
      ]);
    },
  };
}
