import { Queue, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobs, type QueueName } from '@docket/contracts/jobs/registry';
import { held } from '@docket/contracts/strict';
import type { OutboxJob } from '@docket/db/outbox';
import type { Dispatch } from '@docket/db/outbox-ends';
import type { Logger } from '@docket/runtime/logger';

/** What BullMQ carries: the outbox row's id, so that the worker can note the job as done, and the payload of ids. */
export type JobData = { readonly outboxId: string; readonly payload: unknown };

/** BullMQ's queues, opened when they are first needed and Redis is there. */
export type Queues = {
  /** @throws at once while Redis is away. */
  of(name: QueueName): Promise<Queue<JobData>>;
  close(): Promise<void>;
};

/** BullMQ forgets an ended job's id or, if it is kept, refuses to take it again; so every dispatch has an id of its own. */
export function bullJobId(job: Pick<OutboxJob, 'id' | 'dispatches'>): string {
  return `${job.id}-${job.dispatches}`;
}

/** The dispatch that a BullMQ job is; undefined for one that did not come from the outbox. */
export function dispatchOf(jobId: string | undefined): Dispatch | undefined {
  const [, id, dispatches] = /^([0-9a-f-]{36})-(\d+)$/.exec(jobId ?? '') ?? [];
  return id === undefined ? undefined : { id, dispatches: Number(dispatches) };
}

const OPTIONS: JobsOptions = {
  // When a job is tried again is decided by its outbox row alone.
  attempts: 1,
  // The outbox row is the record; Redis keeps only failures, which tell the reaper what became of a job that nobody could note.
  removeOnComplete: true,
  removeOnFail: { age: 24 * 3_600, count: 1_000 },
};

/**
 * A BullMQ queue that meets a Redis not yet ready, or gone during its first command, stays broken for good.
 * So none is made before the connection is ready, and one whose start failed is made anew.
 * @param redis a connection of the `producer` profile, shared by all queues.
 */
export function createQueues(redis: Redis, prefix: string, log: Logger): Queues {
  const open = new Map<QueueName, Promise<Queue<JobData>>>();

  async function start(name: QueueName): Promise<Queue<JobData>> {
    const queue = new Queue<JobData>(name, { connection: redis, prefix });
    queue.on('error', (error) => log.debug({ err: error.message, queue: name }, 'queue connection trouble'));
    try {
      await queue.waitUntilReady();
      return queue;
    } catch (error) {
      open.delete(name);
      await queue.close().catch(() => undefined);
      throw error;
    }
  }

  return {
    async of(name) {
      if (redis.status !== 'ready') throw new Error(`Redis is away (${redis.status})`);
      const known = open.get(name) ?? start(name);
      open.set(name, known);
      return known;
    },
    async close() {
      const started = await Promise.allSettled(open.values());
      for (const each of started) if (each.status === 'fulfilled') await each.value.close();
    },
  };
}

/**
 * Adds a job under its dispatch's id; adding it again while it lives changes nothing.
 * @throws ZodError when the payload does not fit the job's schema; an error of the connection when Redis is away.
 */
export async function addJob(queues: Queues, job: OutboxJob): Promise<void> {
  const contract = jobs[job.name];
  const payload = held(contract.payload).parse(job.payload);
  const queue = await queues.of(contract.queue);
  await queue.add(job.name, { outboxId: job.id, payload }, { ...OPTIONS, jobId: bullJobId(job) });
}
