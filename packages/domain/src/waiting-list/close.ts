import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { ENTRY_COLUMNS, offerUpdated, type EntryRow } from './rows.ts';

/** The list's own lock comes first, as everywhere: nobody joins, and nothing is offered, until this is over. */
const listStatement = prepare('waiting_list_of_show_lock', 'SELECT pg_advisory_xact_lock(waiting_list_lock($1))');
const entriesStatement = prepare(
  'waiting_entries_of_show_lock',
  `SELECT w.id FROM waiting_list w WHERE w.show_id = $1 AND w.status IN ('WAITING', 'OFFERED') ORDER BY w.id FOR UPDATE`,
);
const closeStatement = prepare(
  'waiting_entries_close',
  `UPDATE waiting_list w SET status = 'CLOSED', revision = w.revision + 1, updated_at = clock_timestamp()
    WHERE w.id = ANY ($1::uuid[]) AND w.status IN ('WAITING', 'OFFERED') RETURNING ${ENTRY_COLUMNS}`,
).rows<EntryRow>();
const waitersStatement = prepare(
  'waiters_of_show',
  `SELECT w.user_id FROM waiting_list w WHERE w.show_id = $1 AND w.status IN ('WAITING', 'OFFERED')`,
);

/** Ends the waiting list of a show that was cancelled, offers included, and tells everybody in it. The offers' holds are the caller's to end. */
export async function closeWaitingList(tx: Tx, showId: string): Promise<void> {
  await listStatement(tx.client, [showId]);
  const entries = await entriesStatement(tx.client, [showId]);
  if (entries.length === 0) return;
  tx.emit(...(await closeStatement(tx.client, [entries.map(({ id }) => id)])).map(offerUpdated));
}

/** Who waits for seats of a show, or has an offer. */
export async function waitersOf(tx: Tx, showId: string): Promise<string[]> {
  return (await waitersStatement(tx.client, [showId])).map((row) => row.user_id);
}
