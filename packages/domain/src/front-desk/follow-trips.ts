import { prepare } from '@docket/db/statement';
import type { Tx } from '../spine/emit.ts';
import type { TripReactions } from '../trip/reactions.ts';
import { deskChanged } from './record.ts';

const expectStatement = prepare(
  'stays_expected_of_trip',
  `INSERT INTO stays (part_id, trip_id, property_id, room_type_id, arrival, departure, rooms)
   SELECT p.id, p.trip_id, r.property_id, r.id, DATE '1970-01-01' + k.units[1], DATE '1970-01-01' + k.units[cardinality(k.units)] + 1, k.quantity
     FROM trip_parts p JOIN trip_holds k ON k.part_id = p.id JOIN room_types r ON r.id = k.pool_id WHERE p.trip_id = $1 AND p.kind = 'stay'
   ON CONFLICT (part_id) DO NOTHING RETURNING property_id`,
);
const lockStatement = prepare(
  'stays_of_trip_lock',
  'SELECT s.part_id FROM stays s WHERE s.trip_id = $1 ORDER BY s.part_id FOR NO KEY UPDATE',
);
const cancelStatement = prepare(
  'stays_cancel',
  `WITH c AS (UPDATE stays s SET state = 'CANCELLED', revision = s.revision + 1 WHERE s.trip_id = $1 AND s.state = 'EXPECTED' RETURNING s.part_id, s.property_id),
        a AS (INSERT INTO stay_acts (id, part_id, user_id, act, detail) SELECT gen_random_uuid(), c.part_id, NULL, 'cancelled', 'Given up by the guest' FROM c)
   SELECT c.property_id FROM c`,
);
const freeStatement = prepare(
  'rooms_of_trip_free',
  'DELETE FROM room_stays g USING stays s WHERE s.part_id = g.part_id AND s.trip_id = $1',
);

/** What the front desk does when a trip is confirmed or given up: its stays are expected, or their rooms are free again. */
export const staysFollow: TripReactions['trips'] = {
  async confirmed(tx: Tx, trip) {
    tell(tx, await expectStatement(tx.client, [trip.id]));
  },
  async cancelled(tx: Tx, trip) {
    await lockStatement(tx.client, [trip.id]);
    await freeStatement(tx.client, [trip.id]);
    tell(tx, await cancelStatement(tx.client, [trip.id]));
  },
};

function tell(tx: Tx, rows: readonly { readonly property_id: string }[]): void {
  for (const id of new Set(rows.map((row) => row.property_id))) tx.emit(deskChanged(id));
}
