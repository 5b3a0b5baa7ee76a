import { eventData, type EventEnvelope, type EventInput, type EventType } from '@docket/contracts/events/envelope';
import { jobs, type JobInput, type JobName } from '@docket/contracts/jobs/registry';
import { held } from '@docket/contracts/strict';
import { transaction, type PoolClient, type Query } from '@docket/db/client';
import type { OutboxEvent, OutboxJob, OutboxRow } from '@docket/db/outbox';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from './ctx.ts';

/** An event to be told on a channel: `data` is parsed with the contract of its type where it is made. */
export type NewEvent<T extends EventType = EventType> = T extends EventType
  ? { readonly channel: string; readonly type: T; readonly data: EventInput<T> }
  : never;

/** A job to be done: its payload is parsed with the contract of its name. */
export type NewJob<N extends JobName = JobName> = N extends JobName
  ? { readonly name: N; readonly payload: JobInput<N> }
  : never;

/** A transaction under way: hand-written SQL on its connection, and what is owed to queue and channels once it commits. */
export type Tx = {
  readonly client: PoolClient;
  /** Owes events; they are written with one statement when the work is done, and sent after the commit. @throws ZodError for data that breaks its contract */
  readonly emit: (...events: readonly NewEvent[]) => void;
  /** Owes jobs, likewise. */
  readonly enqueue: (...jobs: readonly NewJob[]) => void;
};

/** Rows written by one statement: a document of Postgres ends at 256 MiB, and an event may hold a compiler's 64 KiB. */
const TOGETHER = 500;

const writeStatement = prepare(
  'outbox_write',
  `INSERT INTO outbox (id, topic, name, channel, payload)
   SELECT r.id, r.topic, r.name, r.channel, r.payload
     FROM ROWS FROM (unnest($1::uuid[], $2::text[], $3::text[], $4::text[]), jsonb_array_elements($5::jsonb)) AS r(id, topic, name, channel, payload)`,
);

/** The data was parsed by the schema of the very type beside it, which the compiler cannot follow through the index. */
function envelopeOf(event: NewEvent, at: string): EventEnvelope {
  return {
    v: 1,
    id: newId(),
    type: event.type,
    at,
    data: held(eventData[event.type]).parse(event.data),
  } as EventEnvelope;
}

/** An event as the outbox keeps it, for a statement that writes it along with the rows it tells of. @throws ZodError for data that breaks its contract */
export function owedEvent(ctx: Pick<Ctx, 'clock'>, event: NewEvent): OutboxEvent {
  const envelope = envelopeOf(event, ctx.clock.now().toISOString());
  return { topic: 'event', id: envelope.id, channel: event.channel, envelope };
}

/** A job as the outbox keeps it, likewise. */
export function owedJob({ name, payload }: NewJob): OutboxJob {
  return { topic: 'job', id: newId(), name, payload: held(jobs[name].payload).parse(payload), dispatches: 0 };
}

/**
 * Runs `work` in one transaction. The events and jobs it owes are written to the outbox in the same transaction, all with one statement,
 * and handed to the fast path after the commit: they exist if and only if it committed.
 * @returns what `work` returned. @throws what `work` or the database threw; then nothing happened.
 */
export async function change<T>(ctx: Pick<Ctx, 'db' | 'clock' | 'dispatch'>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const owed: OutboxRow[] = [];
  const result = await transaction(
    ctx.db.pool,
    (client) =>
      work({
        client,
        emit(...events) {
          for (const event of events) owed.push(owedEvent(ctx, event));
        },
        enqueue(...more) {
          for (const job of more) owed.push(owedJob(job));
        },
      }),
    () => writeOutbox(owed),
  );
  if (owed.length > 0) ctx.dispatch(owed);
  return result;
}

function writeOutbox(rows: readonly OutboxRow[]): Query[] {
  return Array.from({ length: Math.ceil(rows.length / TOGETHER) }, (_, at) =>
    writeSome(rows.slice(at * TOGETHER, (at + 1) * TOGETHER)),
  );
}

function writeSome(rows: readonly OutboxRow[]): Query {
  return writeStatement.query([
    rows.map(({ id }) => id),
    rows.map(({ topic }) => topic),
    rows.map((row) => (row.topic === 'event' ? row.envelope.type : row.name)),
    rows.map((row) => (row.topic === 'event' ? row.channel : null)),
    // One document: an array of Postgres would have every quote in it escaped.
    JSON.stringify(rows.map((row) => (row.topic === 'event' ? row.envelope : row.payload))),
  ]);
}
