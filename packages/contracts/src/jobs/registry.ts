import type { z } from 'zod';
import { bookingJobs } from './booking.ts';
import { contestJobs } from './contest.ts';
import { judgeJobs } from './judge.ts';
import { mailJobs } from './mail.ts';
import { notificationJobs } from './notification.ts';
import { paymentJobs } from './payment.ts';
import { reconciliationJobs } from './reconciliation.ts';
import { tripJobs } from './trip.ts';
import { walletJobs } from './wallet.ts';
import { waitingListJobs } from './waiting-list.ts';

/**
 * A job as data. Payloads carry ids only and are parsed on enqueue and again on execute,
 * so a field added later must be optional (old and new versions run side by side during a deploy).
 */
export type JobContract = {
  /** BullMQ queue it travels on. One queue per kind of worker capacity, not per job. */
  readonly queue: QueueName;
  readonly payload: z.ZodType;
  /** Runs that end in an error (not in a silent worker) until the job is dead. With a pause that doubles from a second, 8 take two minutes. */
  readonly attempts: number;
};

/** A queue per area of work, and what an admin reads beside it; a worker serves those of the areas it is set up for (WORKER_AREAS). */
export const queues = {
  judge: 'Wake-ups of the judge. The order of work is in the database: see the queue page.',
  booking: 'Bookings and trips to be decided. Their state is in the database.',
  mail: 'Mails to be sent.',
  money:
    'Refunds to be sent, wallets whose withdrawals may go on, statements to be fetched. Payments are looked after by their rows.',
  contest: 'Boards of contests and ratings to be brought up to date. What they follow is in the database.',
  outgoing: 'Notifications to be pushed to devices. Calls of merchants’ endpoints are looked after by their rows.',
} as const;
export type QueueName = keyof typeof queues;

export const queueNames = Object.keys(queues) as readonly QueueName[];

/** Every job of the platform. A new area adds its file and one line here. */
export const jobs = {
  ...judgeJobs,
  ...bookingJobs,
  ...waitingListJobs,
  ...tripJobs,
  ...mailJobs,
  ...notificationJobs,
  ...paymentJobs,
  ...walletJobs,
  ...reconciliationJobs,
  ...contestJobs,
} as const satisfies Record<string, JobContract>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.output<(typeof jobs)[N]['payload']>;
export type JobInput<N extends JobName> = z.input<(typeof jobs)[N]['payload']>;

/** The jobs that travel on a queue. */
export type JobNameOn<Q extends QueueName> = {
  [N in JobName]: (typeof jobs)[N]['queue'] extends Q ? N : never;
}[JobName];
