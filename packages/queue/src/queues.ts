import { Queue, type JobsOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { jobs, queueNames, type JobName, type QueueName } from '@docket/contracts/jobs/registry';
import type { OutboxJob } from '@docket/db/outbox';
import type { Logger } from '@docket/runtime/logger';

/** What BullMQ carries: the outbox row's id, so that the worker can note the job as done, and the payload of ids. */
export type JobData = { readonly outboxId: string; readonly payload: unknown };

export type Queues = { readonly [N in QueueName]: Queue<JobData> };

/** BullMQ forgets an ended job's id or, if it is kept, refuses to take it again; so every dispatch has an id of its own. */
export function bullJobId(job: Pick<OutboxJob, 'id' | 'dispatches'>): string {
  return `${job.id}-${job.dispatches}`;
}

function optionsOf(name: JobName): JobsOptions {
  return {
    attempts: jobs[name].attempts,
    backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    // The outbox row is the record; Redis keeps only failures, for whoever looks for their reason.
    removeOnComplete: true,
    removeOnFail: { age: 24 * 3_600, count: 1_000 },
  };
}

/** @param redis a connection of the `producer` profile, shared by all queues. */
export function createQueues(redis: Redis, prefix: string, log: Logger): Queues {
  const make = (name: QueueName): Queue<JobData> => {
    const queue = new Queue<JobData>(name, { connection: redis, prefix, skipWaitingForReady: true });
    queue.on('error', (error) => log.debug({ err: error.message, queue: name }, 'queue connection trouble'));
    return queue;
  };
  return Object.fromEntries(queueNames.map((name) => [name, make(name)])) as Record<QueueName, Queue<JobData>>;
}

/**
 * Adds a job under its dispatch's id; adding it again while it lives changes nothing.
 * @throws ZodError when the payload does not fit the job's schema; an error of the connection when Redis is away.
 */
export async function addJob(queues: Queues, job: OutboxJob): Promise<void> {
  const contract = jobs[job.name];
  const payload = contract.payload.parse(job.payload);
  await queues[contract.queue].add(job.name, { outboxId: job.id, payload }, { ...optionsOf(job.name), jobId: bullJobId(job) });
}

export async function closeQueues(queues: Queues): Promise<void> {
  await Promise.all(Object.values(queues).map((queue) => queue.close()));
}
