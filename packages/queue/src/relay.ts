import { transaction } from '@docket/db/client';
import { markSent, type StreamPlace } from '@docket/db/outbox';
import type { Pool } from '@docket/db/pool';
import type { Logger } from '@docket/runtime/logger';
import type { Dispatcher } from './dispatcher.ts';
import { OUTBOX_COLUMNS, toOutboxRow, type OutboxRecord } from './outbox-row.ts';
import { startPeriodic } from './periodic.ts';

const BATCH = 200;
/** Younger rows are the fast path's. */
const MIN_AGE_SECONDS = 1;

/**
 * Sends what the fast path missed (a crash after the commit, Redis away), oldest first. Any number of relays may run:
 * SKIP LOCKED shares the rows out, and a row sent twice has no second effect.
 * @returns how many rows were sent. @throws when Redis is away; rows sent before that are noted.
 */
export async function relayOnce(pool: Pool, dispatcher: Dispatcher): Promise<number> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<OutboxRecord>(
      `SELECT ${OUTBOX_COLUMNS} FROM outbox
        WHERE sent_at IS NULL AND created_at < clock_timestamp() - make_interval(secs => $1)
        ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
      [MIN_AGE_SECONDS, BATCH],
    );
    const sent: { id: string; place: StreamPlace | null }[] = [];
    for (const record of rows) {
      const row = toOutboxRow(record);
      if (row === undefined) continue;
      try {
        sent.push({ id: row.id, place: await dispatcher.send(row) });
      } catch (error) {
        if (sent.length === 0) throw error;
        break;
      }
    }
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
  return startPeriodic('outbox relay', everyMs, log, async () => {
    const sent = await relayOnce(pool, dispatcher);
    if (sent > 0) log.info({ sent }, 'the relay sent what the fast path missed');
    return sent === BATCH;
  });
}
