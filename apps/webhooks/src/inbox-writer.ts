import { isAway } from '@docket/db/away';
import type { Pool } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';

/** An event whose signature was right. */
export type SignedEvent = {
  readonly provider: string;
  readonly eventId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};

/** It is not known to be stored: the sender is to send it again. */
export class NotStored extends Error {
  override readonly name = 'NotStored';
}

/** Events of one statement at most. */
const MAX = 64;
/** Statements under way at a time. */
const LANES = 2;
/** Events that wait at most, and their bytes; more would only wait longer than their senders do. */
const WAITING = 2_000;
const WAITING_BYTES = 32 * 1024 * 1024;

/** Without a target, for which one would have to be allowed to read the columns; and nothing is returned, for the same reason. */
const storeStatement = prepare(
  'inbox_store',
  `INSERT INTO inbox_events (id, provider, event_id, headers, body)
   SELECT r.id, r.provider, r.event_id, r.headers, r.body
     FROM ROWS FROM (unnest($1::uuid[], $2::text[], $3::text[], $5::bytea[]), jsonb_array_elements($4::jsonb)) AS r(id, provider, event_id, body, headers)
   ON CONFLICT DO NOTHING`,
);

type Waiting = { readonly event: SignedEvent; readonly stored: PromiseWithResolvers<void> };

export type InboxWriter = {
  /** Resolves when the event is committed, or was before. @throws NotStored */
  readonly store: (event: SignedEvent) => Promise<void>;
};

export type WriterOptions = {
  readonly pool: Pool;
  /** How long a statement may take, ms: after it the sender is told to come again, whatever becomes of it. */
  readonly timeoutMs: number;
  /** Told of each batch: how many it had, and how many of them were new. */
  readonly onBatch: (size: number, added: number) => void;
};

/**
 * Stores events, those that come together with one statement. One that finds a free lane is stored at once and alone; the busier it is, the less
 * each costs. Every statement is a transaction of its own, so that what it has answered is committed.
 */
export function createInboxWriter({ pool, timeoutMs, onBatch }: WriterOptions): InboxWriter {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let busy = 0;

  async function insert(batch: readonly Waiting[]): Promise<void> {
    const events = batch.map(({ event }) => event);
    const { name, text, values } = storeStatement.query([
      events.map(() => newId()),
      events.map(({ provider }) => provider),
      events.map(({ eventId }) => eventId),
      JSON.stringify(events.map(({ headers }) => headers)),
      events.map(({ body }) => body),
    ]);
    // pg reads `query_timeout` of a query as of a client; its types know only the second.
    const query: { name: string; text: string; values: unknown[]; query_timeout: number } = {
      name,
      text,
      values: [...values],
      query_timeout: timeoutMs,
    };
    const { rowCount } = await pool.query(query);
    onBatch(batch.length, rowCount ?? 0);
  }

  async function runBatch(batch: readonly Waiting[]): Promise<void> {
    try {
      await insert(batch);
      for (const { stored } of batch) stored.resolve();
    } catch (error) {
      // What is in one of them is not to keep the others out.
      if (batch.length > 1 && !isAway(error) && !isTimeout(error)) for (const one of batch) await runBatch([one]);
      else for (const { stored } of batch) stored.reject(new NotStored('the inbox is away', { cause: error }));
    }
  }

  function start(): void {
    while (busy < LANES && waiting.length > 0) {
      const batch = waiting.slice(0, MAX);
      waiting = waiting.slice(MAX);
      for (const { event } of batch) waitingBytes -= event.body.byteLength;
      busy += 1;
      void runBatch(batch).finally(() => {
        busy -= 1;
        start();
      });
    }
  }

  return {
    store(event) {
      if (waiting.length >= WAITING || waitingBytes > WAITING_BYTES)
        return Promise.reject(new NotStored('too many events wait to be stored'));
      const stored = Promise.withResolvers<void>();
      waiting.push({ event, stored });
      waitingBytes += event.body.byteLength;
      start();
      return stored.promise;
    },
  };
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
}
