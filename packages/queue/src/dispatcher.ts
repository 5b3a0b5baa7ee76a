import { markSent, type OutboxEvent, type OutboxJob, type OutboxRow, type StreamPlace } from '@docket/db/outbox';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import { Batcher } from './batcher.ts';
import { ChannelMerger, isMergeableRow } from './publish/channel-merger.ts';
import type { Publisher } from './publish/publisher.ts';
import { addJob, type Queues } from './queues.ts';

export type Dispatcher = {
  /** The fast path right after a commit: returns at once, never throws; what fails here the relay sends. */
  readonly dispatch: (rows: readonly OutboxRow[]) => void;
  /** Brings one row to Redis. @throws when Redis is away or does not answer in 3 s; sending again is safe. */
  readonly send: (row: OutboxRow) => Promise<StreamPlace | null>;
  /**
   * Brings many rows to Redis in as few round trips as it takes, events in the order given. Of each row by its id: an event's place, null for a
   * job, or why it was not taken; then no later event of its channel was, either. Sending again is safe.
   */
  readonly sendMany: (rows: readonly OutboxRow[]) => Promise<ReadonlyMap<string, StreamPlace | null | Error>>;
  /** Waits for everything handed to `dispatch`. */
  readonly drain: () => Promise<void>;
};

const SEND_TIMEOUT_MS = 3_000;
/** Events that go in one round trip; Redis is busy with them for a few milliseconds. */
const TOGETHER = 250;

/** For a line in the log. */
function idsOf(rows: readonly { readonly id: string }[]): string[] {
  return rows.slice(0, 10).map(({ id }) => id);
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

/** How rows of the outbox reach Redis: jobs through BullMQ, events through the publisher. */
export function createDispatcher(options: {
  queues: Queues;
  publisher: Publisher;
  pool: Pool;
  log: Logger;
}): Dispatcher {
  const { queues, publisher, pool, log } = options;
  const underWay = new Set<Promise<void>>();
  // Nobody waits for the note that a row was sent: if it is lost the relay sends the row again, which changes nothing.
  const noteSent = (delayMs: number): Batcher<{ id: string; place: StreamPlace | null }> =>
    new Batcher({
      delayMs,
      flush: (rows) => markSent(pool, rows),
      onError: (error, rows) =>
        log.warn({ err: error, rows: rows.length, outboxIds: idsOf(rows) }, 'could not note outbox rows as sent'),
    });
  const sent = noteSent(20);
  // Most jobs are done by then, and were noted as sent with that: one write less. Well before the relay looks at them.
  const sentJobs = noteSent(300);

  async function sendUnbounded(row: OutboxRow): Promise<StreamPlace | null> {
    if (row.topic === 'event') return publisher.publish(row.channel, row.envelope);
    await addJob(queues, row);
    return null;
  }

  async function inTime<T>(sending: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`Redis did not take it in ${SEND_TIMEOUT_MS} ms`)),
      SEND_TIMEOUT_MS,
    );
    try {
      return await Promise.race([sending, promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  const send = (row: OutboxRow): Promise<StreamPlace | null> => inTime(sendUnbounded(row));

  const merger = new ChannelMerger({
    publish: async (rows, merged) => {
      try {
        const place = await send(merged);
        for (const { id } of rows) sent.add({ id, place });
      } catch (error) {
        log.debug({ err: error, rows: rows.length, outboxIds: idsOf(rows) }, 'left to the relay');
      }
    },
  });

  async function sendJob(row: OutboxJob): Promise<void> {
    try {
      sentJobs.add({ id: row.id, place: await send(row) });
    } catch (error) {
      log.debug({ err: error, outboxId: row.id }, 'left to the relay');
    }
  }

  /** In their order, as many in one round trip as go together. */
  async function publishTogether(rows: readonly OutboxEvent[]): Promise<Map<string, StreamPlace | Error>> {
    const results = new Map<string, StreamPlace | Error>();
    // Whatever follows on a channel waits for what failed on it; if a round trip fails as a whole, on all channels.
    const failed = new Map<string, Error>();
    let away: Error | undefined;
    for (let from = 0; from < rows.length; from += TOGETHER) {
      const some = rows.slice(from, from + TOGETHER);
      const open = away === undefined ? some.filter(({ channel }) => !failed.has(channel)) : [];
      let places: (StreamPlace | Error)[] = [];
      try {
        places = await inTime(publisher.publishMany(open));
      } catch (error) {
        away = toError(error);
      }
      const taken = new Map(open.map((row, index) => [row, places[index]]));
      for (const row of some) {
        const result = taken.get(row) ?? away ?? failed.get(row.channel) ?? new Error('Redis did not answer to it');
        if (result instanceof Error) failed.set(row.channel, result);
        results.set(row.id, result);
      }
    }
    return results;
  }

  async function sendTogether(rows: readonly OutboxEvent[]): Promise<void> {
    const results = await publishTogether(rows);
    for (const { id } of rows) {
      const place = results.get(id);
      if (place === undefined || place instanceof Error) log.debug({ err: place, outboxId: id }, 'left to the relay');
      else sent.add({ id, place });
    }
  }

  async function sendMany(rows: readonly OutboxRow[]): Promise<ReadonlyMap<string, StreamPlace | null | Error>> {
    const published = publishTogether(rows.filter((row) => row.topic === 'event'));
    const results = new Map<string, StreamPlace | null | Error>();
    // BullMQ's commands follow each other on one connection without waiting for answers.
    await Promise.all(
      rows.map(async (row) => {
        if (row.topic === 'job') results.set(row.id, await send(row).catch(toError));
      }),
    );
    for (const [id, result] of await published) results.set(id, result);
    return results;
  }

  function track(run: Promise<void>): void {
    underWay.add(run);
    void run.finally(() => underWay.delete(run));
  }

  return {
    send,
    sendMany,
    dispatch(rows) {
      const events: OutboxEvent[] = [];
      for (const row of rows) {
        if (isMergeableRow(row)) merger.add(row);
        else if (row.topic === 'event') events.push(row);
        else track(sendJob(row));
      }
      if (events.length > 0) track(sendTogether(events));
    },
    async drain() {
      await merger.drain();
      await Promise.all(underWay);
      await Promise.all([sent.drain(), sentJobs.drain()]);
    },
  };
}
