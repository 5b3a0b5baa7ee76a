import { DelayedError, UnrecoverableError, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobs, type JobName, type JobNameOn, type JobPayload, type QueueName } from '@docket/contracts/jobs/registry';
import { markDone } from '@docket/db/outbox';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import { Counter, Histogram, type Registry } from '@docket/runtime/metrics';
import { Batcher } from './batcher.ts';
import type { JobData } from './queues.ts';

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

/** How one queue is served. */
export type QueueService<Q extends QueueName> = {
  readonly handlers: JobHandlers<Q>;
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

type AnyHandler = (payload: unknown, context: { readonly jobId: string; readonly log: Logger }) => Promise<JobOutcome>;

/** The payload was parsed with the schema of the same name, which is what the handler's type asks for. */
function handlerOf(handlers: Partial<JobHandlers>, name: JobName): AnyHandler | undefined {
  return handlers[name] as AnyHandler | undefined;
}

/**
 * Connects BullMQ's workers to the handlers: parses payloads, notes finished jobs in the outbox, measures.
 * A job of unknown name is put off, not failed: during a deploy a newer worker may know it. A known job with a payload
 * that does not fit fails for good.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { log, pool } = options;
  const services = Object.entries(options.serve).map(([name, service]) => ({ name: name as QueueName, ...service }));
  const handlers: Partial<JobHandlers> = Object.assign({}, ...services.map((service) => service.handlers));
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
    onError: (error, ids) => log.warn({ err: error, jobs: ids.length }, 'could not note jobs as done'),
  });

  async function putOff(job: Job<JobData>, token: string | undefined, inMs: number, outcome: string): Promise<never> {
    outcomes.inc({ job: job.name, outcome });
    await job.moveToDelayed(Date.now() + inMs, token);
    throw new DelayedError();
  }

  async function process(job: Job<JobData>, token?: string): Promise<void> {
    const handle = job.name in jobs ? handlerOf(handlers, job.name as JobName) : undefined;
    if (handle === undefined) {
      log.warn({ job: job.name, jobId: job.id }, 'a job of a name this version does not know; put off for a newer one');
      return putOff(job, token, 30_000, 'unknown');
    }
    const name = job.name as JobName;
    const payload = jobs[name].payload.safeParse(job.data.payload);
    if (!payload.success)
      throw new UnrecoverableError(`payload of ${name} does not fit its schema: ${payload.error.message}`);
    waitSeconds.observe({ job: name }, (Date.now() - job.timestamp) / 1_000);
    const stop = runSeconds.startTimer({ job: name });
    let outcome: JobOutcome;
    try {
      outcome = await handle(payload.data, {
        jobId: job.id ?? '',
        log: log.child({ jobId: job.id }),
      });
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
        // Stalls are not failures: the claim in the database decides who may write.
        maxStalledCount: 1_000,
        drainDelay: 5,
      });
      worker.on('error', (error) => log.warn({ err: error.message, queue: name }, 'worker connection trouble'));
      worker.on('failed', (job, error) => {
        outcomes.inc({ job: job?.name ?? 'unknown', outcome: 'failed' });
        log.error({ err: error, jobId: job?.id, job: job?.name }, 'a job failed');
      });
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
