import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import { TRIP_COLUMNS, type TripRow } from './rows.ts';

const statusStatement = prepare(
  'trip_status',
  `UPDATE trips t SET status = $3, reason = $4, revision = t.revision + 1, updated_at = clock_timestamp() WHERE t.id = $1 AND t.status = $2 RETURNING ${TRIP_COLUMNS}`,
).rows<TripRow>();

type To = 'HELD' | 'REFUSED' | 'EXPIRED' | 'CANCELLED';

/**
 * Moves a trip that is locked on, which is one revision more. Guarded by what it was.
 * @param reason of one that is refused
 * @returns it as it is then
 */
export async function setStatus(
  tx: Tx,
  { id, status }: Pick<TripRow, 'id' | 'status'>,
  to: To,
  reason: TripRow['reason'] = null,
): Promise<TripRow> {
  const [row] = await statusStatement(tx.client, [id, status, to, reason]);
  if (row === undefined) throw new Error(`the trip ${id} is no longer ${status}, though it was locked`);
  return row;
}
