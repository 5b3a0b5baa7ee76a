import { DelayedError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobs, type JobName, type JobNameOn, type JobPayload, type QueueName } from '@docket/contracts/jobs/registry';
import { markDone } from '@docket/db/outbox';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import { Counter, Histogram, type Registry } from '@docket/runtime/metrics';
import { Batcher } from './batcher.ts';
import { createEndings, type Run } from './endings.ts';
import { PATIENCE, type Patience } from './patience.ts';
import { dispatchOf, type JobData } from './queues.ts';
import { reasonOf } from './reason.ts';

/** `done`: the effect is committed (by us or somebody before us). `retry`: not now; nothing was changed. */
export type JobOutcome = { readonly kind: 'done' } | { readonly kind: 'retry'; readonly inMs: number };

export const DONE: JobOutcome = { kind: 'done' };

/** A handler is called at least once per job, perhaps by two workers at a time: every effect must be guarded in the database. */
export type JobHandler<N extends JobName> = (
  payload: JobPayload<N>,
  context: { readonly jobId: string; readonly log: Logger },
) => Promise<JobOutcome>;

/** One handler per job that travels on the queue; a missing one does not compile. */
export type JobHandlers<Q extends QueueName = QueueName> = { readonly [N in JobNameOn<Q>]: JobHandler<N> };

/** Tells those concerned that a job is dead: called at least once, before the job's row says so, with effects guarded as a handler's. */
export type DeathNotice<N extends JobName> = (payload: JobPayload<N>) => Promise<void>;

/** What the death of each job means for its subject; null: nothing, because somebody else looks after it. */
export type DeathNotices<Q extends QueueName = QueueName> = { readonly [N in JobNameOn<Q>]: DeathNotice<N> | null };

/** How one queue is served. */
export type QueueService<Q extends QueueName> = {
  readonly handlers: JobHandlers<Q>;
  readonly whenDead: DeathNotices<Q>;
  /** Jobs at a time. */
  readonly concurrency: number;
};

export type ConsumerOptions = {
  /** The queues this process serves. */
  readonly serve: { readonly [Q in QueueName]?: QueueService<Q> };
  /** A connection of the `consumer` profile. */
  readonly redis: Redis;
  readonly prefix: string;
  readonly pool: Pool;
  readonly log: Logger;
  readonly metrics: Registry;
  /** A job whose worker was silent this long is given to another, seconds. */
  readonly lockSeconds: number;
  readonly patience?: Patience;
};

export type Consumer = {
  /** Takes no more jobs of a queue until `resume`; those under way go on. */
  pause(queue: QueueName): Promise<void>;
  resume(queue: QueueName): void;
  /** Takes no more jobs, waits for those under way. */
  close(): Promise<void>;
  /** The queues are connected and jobs are being taken. */
  isRunning(): boolean;
};

/** A job of unknown name is looked at again after this long. */
const UNKNOWN_MS = 30_000;

type AnyHandler = (payload: unknown, context: { readonly jobId: string; readonly log: Logger }) => Promise<JobOutcome>;

/** The payload was parsed with the schema of the same name, which is what the handler's type asks for. */
function handlerOf(handlers: Partial<JobHandlers>, name: JobName): AnyHandler | undefined {
  return handlers[name] as AnyHandler | undefined;
}

/** As `handlerOf`. */
function noticeOf(notices: Partial<DeathNotices>, name: JobName): ((payload: unknown) => Promise<void>) | null {
  return (notices[name] ?? null) as ((payload: unknown) => Promise<void>) | null;
}

/**
 * Connects BullMQ's workers to the handlers: parses payloads, notes finished and failed jobs in the outbox, measures.
 * A job of unknown name is put off, not failed: during a deploy a newer worker may know it; after a day it is dead. So is at once
 * a known job with a payload that does not fit.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { log, pool, patience = PATIENCE } = options;
  const services = Object.entries(options.serve).map(([name, service]) => ({ name: name as QueueName, ...service }));
  const handlers: Partial<JobHandlers> = Object.assign({}, ...services.map((service) => service.handlers));
  const notices: Partial<DeathNotices> = Object.assign({}, ...services.map((service) => service.whenDead));
  const runSeconds = new Histogram({
    name: 'job_run_seconds',
    help: 'Time in the handler',
    labelNames: ['job'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [options.metrics],
  });
  const waitSeconds = new Histogram({
    name: 'job_wait_seconds',
    help: 'Time from enqueue to handler',
    labelNames: ['job'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 5, 30, 120],
    registers: [options.metrics],
  });
  const outcomes = new Counter({
    name: 'job_outcomes_total',
    help: 'Ends of job runs',
    labelNames: ['job', 'outcome'],
    registers: [options.metrics],
  });
  const done = new Batcher<string>({
    delayMs: 20,
    flush: (ids) => markDone(pool, ids),
    // The reaper will send the job again and the handler will find nothing left to do.
    onError: (error, ids) =>
      log.warn({ err: error, jobs: ids.length, outboxIds: ids.slice(0, 10) }, 'could not note jobs as done'),
  });
  const endings = createEndings({
    pool,
    log,
    patience,
    onDead: (job) => outcomes.inc({ job, outcome: 'dead' }),
  });

  async function putOff(job: Job<JobData>, token: string | undefined, inMs: number, outcome: string): Promise<never> {
    outcomes.inc({ job: job.name, outcome });
    await job.moveToDelayed(Date.now() + inMs, token);
    throw new DelayedError();
  }

  /** Names that were warned of: once is enough. */
  const strange = new Set<string>();

  async function putOffUnknown(job: Job<JobData>, token: string | undefined): Promise<never> {
    if (Date.now() - job.timestamp > patience.unknownSeconds * 1_000)
      throw await endings.hopeless(dispatchOf(job.id), job.name, 'no version here knows a job of this name');
    if (!strange.has(job.name))
      log.warn({ job: job.name, jobId: job.id }, 'a job of a name this version does not know; put off for a newer one');
    strange.add(job.name);
    return putOff(job, token, UNKNOWN_MS, 'unknown');
  }

  async function process(job: Job<JobData>, token?: string): Promise<void> {
    const handle = job.name in jobs ? handlerOf(handlers, job.name as JobName) : undefined;
    if (handle === undefined) return putOffUnknown(job, token);
    const name = job.name as JobName;
    const dispatch = dispatchOf(job.id);
    const payload = jobs[name].payload.safeParse(job.data.payload);
    if (!payload.success) throw await endings.hopeless(dispatch, name, reasonOf(payload.error));
    const notice = noticeOf(notices, name);
    const run: Run = { dispatch, name, atDeath: notice === null ? null : () => notice(payload.data) };
    const end = job.stalledCounter > 0 ? await endings.crashed(run, job.stalledCounter) : undefined;
    if (end !== undefined) throw end;
    waitSeconds.observe({ job: name }, (Date.now() - job.timestamp) / 1_000);
    const stop = runSeconds.startTimer({ job: name });
    let outcome: JobOutcome;
    try {
      outcome = await handle(payload.data, {
        jobId: job.id ?? '',
        log: log.child({ jobId: job.id }),
      });
    } catch (error) {
      throw await endings.failed(run, error);
    } finally {
      stop();
    }
    if (outcome.kind === 'retry') return putOff(job, token, outcome.inMs, 'retry');
    outcomes.inc({ job: name, outcome: 'done' });
    done.add(job.data.outboxId);
    return undefined;
  }

  const workers = new Map(
    services.map(({ name, concurrency }) => {
      const worker = new Worker<JobData>(name, process, {
        connection: options.redis,
        prefix: options.prefix,
        concurrency,
        lockDuration: options.lockSeconds * 1_000,
        stalledInterval: Math.max(1_000, options.lockSeconds * 500),
        // Stalls are not failures: the claim in the database decides who may write. How many are too many is decided by the row, too.
        maxStalledCount: 1_000_000,
        drainDelay: 5,
      });
      worker.on('error', (error) => log.warn({ err: error.message, queue: name }, 'worker connection trouble'));
      worker.on('failed', (job) => outcomes.inc({ job: job?.name ?? 'unknown', outcome: 'failed' }));
      worker.on('stalled', (jobId) =>
        log.warn({ jobId, queue: name }, 'a job’s worker went silent; the job runs again'),
      );
      worker.on('lockRenewalFailed', (jobIds) => log.warn({ jobIds, queue: name }, 'could not renew the lock of jobs'));
      return [name, worker] as const;
    }),
  );

  return {
    // Not waiting for the jobs under way: they may take minutes, and nothing new must start meanwhile.
    pause: async (queue) => workers.get(queue)?.pause(true),
    resume: (queue) => void workers.get(queue)?.resume(),
    isRunning: () => [...workers.values()].every((worker) => worker.isRunning()),
    async close() {
      await Promise.all([...workers.values()].map((worker) => worker.close()));
      await done.drain();
    },
  };
}
