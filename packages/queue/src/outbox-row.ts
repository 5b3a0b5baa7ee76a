import { eventEnvelope, type EventEnvelope } from '@docket/contracts/events/envelope';
import { jobs, type JobName } from '@docket/contracts/jobs/registry';
import type { OutboxRow } from '@docket/db/outbox';
import { reasonOf } from './reason.ts';

/** Columns of `outbox` that sending needs, as Postgres gives them. */
export type OutboxRecord = {
  id: string;
  topic: 'job' | 'event';
  name: string;
  channel: string | null;
  payload: unknown;
  dispatches: number;
  /** Seconds since its cause committed. */
  age: number;
};

export const OUTBOX_COLUMNS =
  'id, topic, name, channel, payload, dispatches, extract(epoch FROM clock_timestamp() - created_at)::float8 AS age';

/** A row as it can be sent; of a name that only another version knows; or one that nobody will ever be able to read, and why. */
export type ReadRow =
  | { readonly kind: 'row'; readonly row: OutboxRow }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'misfit'; readonly reason: string };

/** The outside was parsed. The data was, by the contract of its type, where it was written; a newer version's is sent unread. */
function storedEnvelope(payload: unknown): EventEnvelope {
  return payload as EventEnvelope;
}

export function readRow(record: OutboxRecord): ReadRow {
  const { id, name, channel, payload, dispatches } = record;
  if (record.topic === 'event') {
    const envelope = eventEnvelope.safeParse(payload);
    if (!envelope.success) return { kind: 'misfit', reason: reasonOf(envelope.error) };
    return { kind: 'row', row: { topic: 'event', id, channel: channel ?? '', envelope: storedEnvelope(payload) } };
  }
  if (!(name in jobs)) return { kind: 'unknown' };
  return { kind: 'row', row: { topic: 'job', id, name: name as JobName, payload, dispatches } };
}
