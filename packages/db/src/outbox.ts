import type { EventEnvelope } from '@docket/contracts/events/envelope';
import type { JobName } from '@docket/contracts/jobs/registry';
import type { PoolClient, Pool } from './pool.ts';
import { prepare } from './statement.ts';

/** A job owed to the queue. `dispatches` counts how often it was put back; it is part of the BullMQ job id. */
export type OutboxJob = {
  readonly topic: 'job';
  readonly id: string;
  readonly name: JobName;
  readonly payload: unknown;
  readonly dispatches: number;
};

/** An event owed to a channel. Its id is the envelope's, so however often it is sent, receivers see it once. */
export type OutboxEvent = {
  readonly topic: 'event';
  readonly id: string;
  readonly channel: string;
  readonly envelope: EventEnvelope;
};

export type OutboxRow = OutboxJob | OutboxEvent;

/** Where an event landed in its channel's stream. */
export type StreamPlace = { readonly epoch: string; readonly offset: number };

const markSentStatement = prepare('outbox_mark_sent', 'SELECT outbox_mark_sent($1, $2, $3)');

const markDoneStatement = prepare(
  'outbox_mark_done',
  `UPDATE outbox SET done_at = clock_timestamp(), sent_at = coalesce(sent_at, clock_timestamp()), next_at = NULL, dead_at = NULL
    WHERE id = ANY($1::uuid[]) AND done_at IS NULL`,
);

/** Notes that rows reached Redis; events with their place in the stream. */
export async function markSent(
  on: Pool | PoolClient,
  sent: readonly { id: string; place: StreamPlace | null }[],
): Promise<void> {
  await markSentStatement(on, [
    sent.map((row) => row.id),
    sent.map((row) => row.place?.epoch ?? null),
    sent.map((row) => row.place?.offset ?? null),
  ]);
}

/** Notes that the effect of jobs is committed, so that relay and reaper leave them alone. */
export async function markDone(on: Pool | PoolClient, ids: readonly string[]): Promise<void> {
  await markDoneStatement(on, [ids]);
}
