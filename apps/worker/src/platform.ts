import type { Language } from '@docket/contracts/http/language';
import type { Db } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { SandboxReport, WorkerReport } from '@docket/domain/judge/queue/workers';
import type { Consumer, ConsumerOptions } from '@docket/queue/consumer';
import type { Publisher } from '@docket/queue/publish/publisher';
import type { ReadinessCheck } from '@docket/runtime/health';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import type { Registry } from '@docket/runtime/metrics';
import type { WorkerProcessSettings } from '@docket/runtime/settings/services';
import type { SandboxOptions } from '@docket/sandbox/create-sandbox';
import type { Membership } from './fleet.ts';

/** Of tests: a sandbox with a hole in it, or on a slow host, which is another machine. */
export type Hole = Pick<SandboxOptions, 'loosen' | 'slower'> & { readonly machine?: string };

/** What all areas of a worker share. */
export type Platform = {
  readonly config: WorkerProcessSettings;
  readonly log: Logger;
  readonly lifecycle: Lifecycle;
  readonly metrics: Registry;
  readonly workerId: string;
  readonly pool: Pool;
  readonly db: Db;
  readonly publisher: Publisher;
  /** A context for a job, its id used as request id. */
  readonly ctxFor: (jobId: string) => Ctx;
};

/** What an area that judges tells of itself in the worker's row. */
export type JudgeReport = {
  readonly slots: number;
  readonly busy: number;
  readonly averageMs: number;
  readonly sandbox: SandboxReport;
  readonly languages: readonly Language[];
  readonly report: Pick<WorkerReport, 'outOfRotation' | 'compileCache' | 'calibration' | 'cores'>;
};

/** One kind of work: the queues it serves and what it needs besides. What it started before, it has registered with the lifecycle. */
export type Area = {
  readonly serve: ConsumerOptions['serve'];
  readonly checks: readonly ReadinessCheck[];
  /** For the worker's row; asked once a second. */
  readonly report?: () => Promise<JudgeReport>;
  /** Called once the consumer runs. */
  readonly started?: (consumer: Consumer, fleet: Membership) => Promise<void>;
  /** Called when the worker stops, while the consumer takes no more and finishes what it has. */
  readonly stop?: () => Promise<void>;
  /** For the line in the log that says the worker is ready. */
  readonly describe: Readonly<Record<string, unknown>>;
};
