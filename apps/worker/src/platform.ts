import type { Db } from '@docket/db/client';
import type { Pool } from '@docket/db/pool';
import type { Ctx } from '@docket/domain/spine/ctx';
import type { Consumer, ConsumerOptions } from '@docket/queue/consumer';
import type { Publisher } from '@docket/queue/publish/publisher';
import type { Config } from '@docket/runtime/config';
import type { ReadinessCheck } from '@docket/runtime/health';
import type { Lifecycle } from '@docket/runtime/lifecycle';
import type { Logger } from '@docket/runtime/logger';
import type { Registry } from '@docket/runtime/metrics';

/** What all areas of a worker share. */
export type Platform = {
  readonly config: Config;
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

/** One kind of work: the queues it serves and what it needs besides. What it started before, it has registered with the lifecycle. */
export type Area = {
  readonly serve: ConsumerOptions['serve'];
  readonly checks: readonly ReadinessCheck[];
  /** Called once the consumer runs. */
  readonly started?: (consumer: Consumer) => Promise<void>;
  /** Called when the worker stops, while the consumer takes no more and finishes what it has. */
  readonly stop?: () => Promise<void>;
  /** For the line in the log that says the worker is ready. */
  readonly describe: Readonly<Record<string, unknown>>;
};
