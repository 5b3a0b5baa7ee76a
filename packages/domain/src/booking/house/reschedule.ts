import { prepare } from '@docket/db/statement';
import type { Tx } from '../../spine/emit.ts';

/** Seats after their holds, as everywhere. */
const holdsStatement = prepare(
  'house_holds_move',
  `WITH moved AS (
     UPDATE holds h SET expires_at = coalesce(s.starts_at - make_interval(mins => k.release_minutes), s.ends_at)
       FROM shows s JOIN house_blocks k ON k.show_id = s.id
      WHERE s.id = ANY ($1::uuid[]) AND h.pool_id = s.id AND h.owner_id = s.id AND h.subject = 'house' AND h.subject_id = k.id AND h.status = 'ACTIVE'
     RETURNING h.id, h.pool_id, h.units[1] AS seat, h.expires_at)
   UPDATE pool_seats p SET held_until = m.expires_at FROM moved m WHERE p.pool_id = m.pool_id AND p.seat = m.seat AND p.hold_id = m.id AND p.state = 'HELD'`,
);

/** The time at which house seats go on sale follows the show: for whoever moves one, in the transaction that does. */
export async function rescheduleHouseSeats(tx: Tx, showIds: readonly string[]): Promise<void> {
  await holdsStatement(tx.client, [showIds]);
}
