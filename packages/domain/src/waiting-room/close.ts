import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { ENTRY_COLUMNS, roomUpdated, type EntryRow } from './rows.ts';

/** The draw's lock and the room's row: nobody comes in, is drawn or admitted until this is over. */
const lockStatement = prepare('room_of_show_lock', 'SELECT pg_advisory_xact_lock(room_lock($1))');
const rowStatement = prepare('room_row_lock', 'SELECT show_id FROM rooms WHERE show_id = $1 FOR UPDATE');
const closeStatement = prepare(
  'room_entries_close',
  `UPDATE room_entries e SET status = 'EXPIRED', revision = e.revision + 1 WHERE e.show_id = $1 AND e.status IN ('WAITING', 'ADMITTED')
   RETURNING ${ENTRY_COLUMNS}`,
).rows<EntryRow>();
const peopleStatement = prepare(
  'people_in_room',
  `SELECT e.user_id FROM room_entries e WHERE e.show_id = $1 AND e.status IN ('WAITING', 'ADMITTED')`,
);

/** Sends everybody away who is in the waiting room of a show that was cancelled, and tells them. Their passes are good for nothing. */
export async function closeRoom(tx: Tx, showId: string): Promise<void> {
  await lockStatement(tx.client, [showId]);
  if ((await rowStatement(tx.client, [showId])).length === 0) return;
  tx.emit(...(await closeStatement(tx.client, [showId])).map((row) => roomUpdated(row)));
}

/** Who is in the waiting room of a show. */
export async function peopleInRoom(tx: Tx, showId: string): Promise<string[]> {
  return (await peopleStatement(tx.client, [showId])).map((row) => row.user_id);
}
