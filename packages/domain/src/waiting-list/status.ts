import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { ENTRY_COLUMNS, offerUpdated, type EntryRow } from './rows.ts';

const lockStatement = prepare(
  'waiting_entry_lock',
  `SELECT ${ENTRY_COLUMNS} FROM waiting_list w WHERE w.show_id = $1 AND w.user_id = $2 ORDER BY w.seq DESC LIMIT 1 FOR UPDATE`,
).rows<EntryRow>();
const endStatement = prepare(
  'waiting_entry_end',
  `UPDATE waiting_list w SET status = $2, revision = w.revision + 1, booking_id = $3, updated_at = clock_timestamp() WHERE w.id = $1
   RETURNING ${ENTRY_COLUMNS}`,
).rows<EntryRow>();

/** Locks a user's latest entry, before holds and seats, as everywhere. */
export async function lockEntry(
  tx: Tx,
  of: { readonly showId: string; readonly userId: string },
): Promise<EntryRow | undefined> {
  const [row] = await lockStatement(tx.client, [of.showId, of.userId]);
  return row;
}

/** Ends an entry that is locked, and tells its user. */
export async function endEntry(
  tx: Tx,
  id: string,
  as: { readonly status: 'LEFT' } | { readonly status: 'ACCEPTED'; readonly bookingId: string },
): Promise<void> {
  const rows = await endStatement(tx.client, [id, as.status, as.status === 'ACCEPTED' ? as.bookingId : null]);
  tx.emit(...rows.map(offerUpdated));
}
