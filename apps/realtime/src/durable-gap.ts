import { setTimeout as sleep } from 'node:timers/promises';
import { GATEWAY_CHANNEL } from '@docket/contracts/events/identity';
import { probePostgres } from '@docket/db/probe';
import type { Pool } from '@docket/db/pool';
import type { DatabaseSettings } from '@docket/runtime/settings/servers';
import type { Logger } from '@docket/runtime/logger';

export type DurableEvent = { readonly offset: number; readonly json: string };

export type DurableEvents = {
  /** False: Postgres cannot vouch for everything after `since`, so nothing of it may be used. */
  readonly complete: boolean;
  /** An event of the channel was committed and has no place yet; most get theirs within milliseconds. */
  readonly unsent: boolean;
  readonly events: readonly DurableEvent[];
};

export type ReadDurableEvents = (channel: string, epoch: string, since: number) => Promise<DurableEvents>;

/** More than this is not replayed: a reload is cheaper for everybody. */
const LIMIT = 5_000;
/** Database connections of one gateway. */
const CONNECTIONS = 2;
/** An event just committed is usually on its way: worth waiting for, a few times. */
const UNSENT_TRIES = 8;
const UNSENT_PAUSE_MS = 120;

type Row = { kind: 'unsent' | 'anchor' | 'event'; stream_offset: string | null; payload: string | null };

/**
 * The durable events of a channel after an offset, for what the Redis window no longer holds. One statement, so one view.
 * Complete only if (1) no event of the channel is still unsent, since its place is not known yet, and (2) an event at or
 * before `since` is still there, which shows that old rows were not cleaned away beyond that point.
 * Coalesced progress events are not in Postgres; the offsets have holes where they were.
 */
export async function readDurableEvents(
  pool: Pool,
  channel: string,
  epoch: string,
  since: number,
): Promise<DurableEvents> {
  const { rows } = await pool.query<Row>({
    name: 'realtime-durable-gap',
    text: `
      (SELECT 'unsent' AS kind, NULL::bigint AS stream_offset, NULL AS payload
         FROM outbox WHERE topic = 'event' AND channel = $1 AND sent_at IS NULL LIMIT 1)
      UNION ALL
      (SELECT 'anchor', stream_offset, NULL
         FROM outbox WHERE topic = 'event' AND channel = $1 AND stream_epoch = $2 AND stream_offset <= $3
         ORDER BY stream_offset DESC LIMIT 1)
      UNION ALL
      (SELECT 'event', stream_offset, payload::text
         FROM outbox WHERE topic = 'event' AND channel = $1 AND stream_epoch = $2 AND stream_offset > $3
         ORDER BY stream_offset LIMIT ${LIMIT})`,
    values: [channel, epoch, since],
  });
  const events = rows.flatMap(({ kind, stream_offset, payload }) =>
    kind === 'event' && payload !== null ? [{ offset: Number(stream_offset), json: payload }] : [],
  );
  const unsent = rows.some(({ kind }) => kind === 'unsent');
  const complete = !unsent && rows.some(({ kind }) => kind === 'anchor') && events.length < LIMIT;
  return { complete, unsent, events: events.toSorted((a, b) => a.offset - b.offset) };
}

/** What was told on the gateways' own channel since `since`, oldest first. @throws when Postgres is away */
async function readAccessChanges(pool: Pool, since: Date): Promise<string[]> {
  const { rows } = await pool.query<{ payload: string }>({
    name: 'realtime-access-changes',
    text: `SELECT payload::text AS payload FROM outbox WHERE topic = 'event' AND channel = $1 AND created_at > $2 ORDER BY created_at`,
    values: [GATEWAY_CHANNEL, since],
  });
  return rows.map(({ payload }) => payload);
}

/** What gateways ask Postgres: opened when it is asked first, since the driver costs time and memory. */
export function createDurableReader(
  config: Pick<DatabaseSettings, 'DATABASE_URL'>,
  log: Logger,
): {
  read: ReadDurableEvents;
  readAccess: (since: Date) => Promise<string[]>;
  check: (timeoutMs: number) => Promise<void>;
  close: () => Promise<void>;
} {
  let pool: Promise<Pool> | undefined;
  const open = async (): Promise<Pool> => {
    const { createPool } = await import('@docket/db/pool');
    return createPool({ DATABASE_URL: config.DATABASE_URL, DATABASE_POOL: CONNECTIONS }, log);
  };
  return {
    async read(channel, epoch, since) {
      pool ??= open();
      try {
        let found = await readDurableEvents(await pool, channel, epoch, since);
        for (let tries = 1; found.unsent && tries < UNSENT_TRIES; tries += 1) {
          await sleep(UNSENT_PAUSE_MS);
          found = await readDurableEvents(await pool, channel, epoch, since);
        }
        return found;
      } catch (error) {
        log.warn({ err: error instanceof Error ? error.message : error }, 'Postgres could not fill a gap');
        return { complete: false, unsent: false, events: [] };
      }
    },
    async readAccess(since) {
      pool ??= open();
      return readAccessChanges(await pool, since);
    },
    /** On the connections of reads where there are any, else by a knock. @throws when Postgres does not answer */
    async check(timeoutMs) {
      if (pool !== undefined) {
        const { pingPool } = await import('@docket/db/pool');
        return pingPool(await pool, config.DATABASE_URL, timeoutMs);
      }
      const why = await probePostgres(config.DATABASE_URL, timeoutMs);
      if (why !== undefined) throw new Error(why);
    },
    async close() {
      await (await pool)?.end();
    },
  };
}
