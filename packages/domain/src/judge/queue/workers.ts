import {
  workerCalibration,
  workerCores,
  workerSandbox,
  workerStatus,
  type JudgeReference,
  type WorkerStatus,
} from '@docket/contracts/http/queue';
import { z } from 'zod';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { getReference } from '../calibration/reference.ts';

/** What a worker writes of itself into its row. Every field may be missing: an older worker does not know it. */
export const workerReport = z.object({
  versions: workerStatus.shape.versions.partial().optional().catch(undefined),
  /** The queues it serves. */
  queues: z.array(z.string()).optional().catch(undefined),
  outOfRotation: z.string().nullable().optional().catch(undefined),
  compileCache: workerStatus.shape.compileCache.optional().catch(undefined),
  calibration: workerCalibration.optional().catch(undefined),
  cores: workerCores.optional().catch(undefined),
});
export type WorkerReport = z.infer<typeof workerReport>;

/** What it writes of its sandbox, likewise. */
export const sandboxReport = workerSandbox.partial();
export type SandboxReport = z.infer<typeof sandboxReport>;

type WorkerRow = {
  id: string;
  host: string;
  started_at: Date;
  seen_at: Date;
  alive: boolean;
  slots: number;
  busy: number;
  average_ms: number;
  sandbox: unknown;
  languages: unknown;
  report: unknown;
  m1: number | null;
  m5: number | null;
  m15: number | null;
};

const WORKERS = `
  SELECT w.id, w.host, w.started_at, w.seen_at, w.seen_at > now() - interval '30 seconds' AS alive, w.slots, w.busy, w.average_ms,
         w.sandbox, w.languages, w.report, e.m1, e.m5, e.m15
    FROM workers w
    LEFT JOIN (SELECT worker_id, count(*) FILTER (WHERE ended_at > now() - interval '1 minute')::int AS m1,
                      count(*) FILTER (WHERE ended_at > now() - interval '5 minutes')::int AS m5, count(*)::int AS m15
                 FROM judge_tasks WHERE status = 'ENDED' AND ended_at > now() - interval '15 minutes' GROUP BY worker_id) e
      ON e.worker_id = w.id
   WHERE w.seen_at > now() - interval '1 day'
   ORDER BY alive DESC, w.host, w.started_at LIMIT 1000`;

const listed = z.array(z.object({ id: z.string(), version: z.string() })).catch([]);

function toStatus(row: WorkerRow): WorkerStatus {
  const report = workerReport.catch({}).parse(row.report);
  const sandbox = sandboxReport.catch({}).parse(row.sandbox);
  return {
    workerId: row.id,
    host: row.host,
    startedAt: row.started_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    alive: row.alive,
    outOfRotation: report.outOfRotation ?? null,
    slots: row.slots,
    busy: row.alive ? row.busy : 0,
    averageMs: row.average_ms,
    sandbox: {
      backend: sandbox.backend ?? 'unknown',
      isolation: sandbox.isolation ?? null,
      metering: sandbox.metering ?? null,
      boxes: sandbox.boxes ?? null,
      canary: sandbox.canary ?? null,
    },
    versions: { docket: report.versions?.docket ?? null, node: report.versions?.node ?? null },
    languages: listed.parse(row.languages),
    throughput: { m1: row.m1 ?? 0, m5: row.m5 ?? 0, m15: row.m15 ?? 0 },
    compileCache: report.compileCache ?? null,
    calibration: report.calibration ?? null,
    cores: report.cores ?? null,
  };
}

/**
 * Every worker seen in the last day as it last reported itself, those alive first, how long the oldest task has waited, and the
 * host they are compared with.
 * @throws DocketError unauthenticated, forbidden
 */
export async function listWorkers(
  ctx: Ctx,
): Promise<{ data: WorkerStatus[]; oldestWaitingSeconds: number | null; reference: JudgeReference | null }> {
  requireRole(ctx, 'admin');
  const [workers, oldest, reference] = await Promise.all([
    ctx.db.pool.query<WorkerRow>(WORKERS),
    ctx.db.pool.query<{ seconds: number | null }>(
      `SELECT extract(epoch FROM clock_timestamp() - min(created_at))::float8 AS seconds FROM judge_tasks WHERE status = 'QUEUED'`,
    ),
    getReference(ctx),
  ]);
  return { data: workers.rows.map(toStatus), oldestWaitingSeconds: oldest.rows[0]?.seconds ?? null, reference };
}
