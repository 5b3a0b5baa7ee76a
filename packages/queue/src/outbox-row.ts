import type { EventEnvelope } from '@docket/contracts/events/envelope';
import { jobs, type JobName } from '@docket/contracts/jobs/registry';
import type { OutboxRow } from '@docket/db/outbox';

/** Columns of `outbox` that sending needs, as Postgres gives them. */
export type OutboxRecord = {
  id: string;
  topic: 'job' | 'event';
  name: string;
  channel: string | null;
  payload: unknown;
  dispatches: number;
};

export const OUTBOX_COLUMNS = 'id, topic, name, channel, payload, dispatches';

/** Envelopes are written by our own functions in the transaction of their cause; what is stored is sent unread. */
function storedEnvelope(payload: unknown): EventEnvelope {
  return payload as EventEnvelope;
}

/** Undefined for a job this build does not know: a newer version wrote it and will send it. */
export function toOutboxRow(record: OutboxRecord): OutboxRow | undefined {
  if (record.topic === 'event') {
    return { topic: 'event', id: record.id, channel: record.channel ?? '', envelope: storedEnvelope(record.payload) };
  }
  if (!(record.name in jobs)) return undefined;
  return {
    topic: 'job',
    id: record.id,
    name: record.name as JobName,
    payload: record.payload,
    dispatches: record.dispatches,
  };
}
