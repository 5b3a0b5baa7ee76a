import { transaction } from '@docket/db/client';
import { markSent, type OutboxRow, type StreamPlace } from '@docket/db/outbox';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import type { Dispatcher } from './dispatcher.ts';
import { OUTBOX_COLUMNS, toOutboxRow, type OutboxRecord } from './outbox-row.ts';
import { startPeriodic } from './periodic.ts';

const BATCH = 200;
/** Younger rows are the fast path's. */
const MIN_AGE_SECONDS = 1;

/** What a relay leaves behind on its way from the oldest row to the youngest. At the end it starts over. */
export type RelayTurn = {
  /** Jobs that Redis did not take, or of a newer version. */
  readonly rows: Set<string>;
  /** Channels of events that Redis did not take: those after them wait, or they would overtake them. */
  readonly channels: Set<string>;
  /** There are rows that have not been looked at. */
  more: boolean;
};

export function relayTurn(): RelayTurn {
  return { rows: new Set(), channels: new Set(), more: false };
}

/**
 * Sends what the fast path missed (a crash after the commit, Redis away), a batch of the oldest. Any number of relays may run:
 * SKIP LOCKED shares the rows out, and a row sent twice has no second effect. What Redis does not take stays, and is passed by for the rest
 * of the turn, so that it does not hold up the others.
 * @returns how many rows were sent. @throws when none of them was taken, as when Redis is away.
 */
export async function relayOnce(pool: Pool, dispatcher: Dispatcher, turn: RelayTurn = relayTurn()): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<OutboxRecord>(
      `SELECT ${OUTBOX_COLUMNS} FROM outbox
        WHERE sent_at IS NULL AND created_at < clock_timestamp() - make_interval(secs => $1)
          AND id <> ALL ($3::uuid[]) AND (channel IS NULL OR channel <> ALL ($4::text[]))
        ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [MIN_AGE_SECONDS, BATCH, [...turn.rows], [...turn.channels]],
    );
    const known: OutboxRow[] = [];
    for (const record of rows) {
      const row = toOutboxRow(record);
      if (row === undefined) turn.rows.add(record.id);
      else known.push(row);
    }
    const results = await dispatcher.sendMany(known);
    const sent: { id: string; place: StreamPlace | null }[] = [];
    let failure: Error | undefined;
    for (const [index, row] of known.entries()) {
      const place = results[index];
      if (place === undefined) throw new Error('a row was sent to Redis without a result');
      if (!(place instanceof Error)) {
        sent.push({ id: row.id, place });
        continue;
      }
      failure ??= place;
      if (row.topic === 'event') turn.channels.add(row.channel);
      else turn.rows.add(row.id);
    }
    turn.more = rows.length === BATCH;
    if (!turn.more) {
      turn.rows.clear();
      turn.channels.clear();
    }
    if (sent.length === 0 && failure !== undefined) throw failure;
    await markSent(client, sent);
    return sent.length;
  });
}

export function startRelay(
  pool: Pool,
  dispatcher: Dispatcher,
  log: Logger,
  everyMs = 500,
): { stop: () => Promise<void> } {
  const turn = relayTurn();
  return startPeriodic('outbox relay', everyMs, log, async () => {
    const sent = await relayOnce(pool, dispatcher, turn);
    if (sent > 0) log.info({ sent }, 'the relay sent what the fast path missed');
    return turn.more;
  });
}
