import { markSent, type OutboxRow, type StreamPlace } from '@docket/db/outbox';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import { Batcher } from './batcher.ts';
import { ChannelMerger, isMergeable } from './publish/channel-merger.ts';
import type { Publisher } from './publish/publisher.ts';
import { addJob, type Queues } from './queues.ts';

export type Dispatcher = {
  /** The fast path right after a commit: returns at once, never throws; what fails here the relay sends. */
  readonly dispatch: (rows: readonly OutboxRow[]) => void;
  /** Brings one row to Redis. @throws when Redis is away or does not answer in 3 s; sending again is safe. */
  readonly send: (row: OutboxRow) => Promise<StreamPlace | null>;
  /** Waits for everything handed to `dispatch`. */
  readonly drain: () => Promise<void>;
};

const SEND_TIMEOUT_MS = 3_000;

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
      onError: (error, rows) => log.warn({ err: error, rows: rows.length }, 'could not note outbox rows as sent'),
    });
  const sent = noteSent(20);
  // Most jobs are done by then, and were noted as sent with that: one write less. Well before the relay looks at them.
  const sentJobs = noteSent(300);

  async function sendUnbounded(row: OutboxRow): Promise<StreamPlace | null> {
    if (row.topic === 'event') return publisher.publish(row.channel, row.envelope);
    await addJob(queues, row);
    return null;
  }

  async function send(row: OutboxRow): Promise<StreamPlace | null> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new Error(`Redis did not take it in ${SEND_TIMEOUT_MS} ms`)),
      SEND_TIMEOUT_MS,
    );
    try {
      return await Promise.race([sendUnbounded(row), promise]);
    } finally {
      clearTimeout(timer);
    }
  }

  const merger = new ChannelMerger({
    publish: async (rows, merged) => {
      try {
        const place = await send(merged);
        for (const { id } of rows) sent.add({ id, place });
      } catch (error) {
        log.debug({ err: error, rows: rows.length }, 'left to the relay');
      }
    },
  });

  async function sendAndNote(row: OutboxRow): Promise<void> {
    try {
      const place = await send(row);
      (row.topic === 'job' ? sentJobs : sent).add({ id: row.id, place });
    } catch (error) {
      log.debug({ err: error, outboxId: row.id }, 'left to the relay');
    }
  }

  return {
    send,
    dispatch(rows) {
      for (const row of rows) {
        if (isMergeable(row)) {
          merger.add(row);
          continue;
        }
        const run = sendAndNote(row);
        underWay.add(run);
        void run.finally(() => underWay.delete(run));
      }
    },
    async drain() {
      await merger.drain();
      await Promise.all(underWay);
      await Promise.all([sent.drain(), sentJobs.drain()]);
    },
  };
}
