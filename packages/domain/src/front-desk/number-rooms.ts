import { prepare } from '@docket/db/statement';
import { requireRole, type Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';

/** Rooms on a floor: 101 to 120. */
const ON_A_FLOOR = 20;

/** By type and then by number, from the first floor on; of types that have no numbered room, in properties that have none either. */
const numberStatement = prepare(
  'number_all_rooms',
  `INSERT INTO hotel_rooms (id, property_id, room_type_id, number, floor, features)
   SELECT gen_random_uuid(), n.property_id, n.id, ((n.at / $1 + 1) * 100 + n.at % $1 + 1)::text, n.at / $1 + 1, CASE WHEN n.at = 0 THEN '{accessible}' ELSE '{}' END::text[]
     FROM (SELECT t.property_id, t.id, (row_number() OVER (PARTITION BY t.property_id ORDER BY t.position, t.id, i))::int - 1 AS at
             FROM room_types t CROSS JOIN LATERAL generate_series(1, t.rooms) AS i
            WHERE NOT EXISTS (SELECT FROM hotel_rooms r WHERE r.property_id = t.property_id)) n
   ON CONFLICT DO NOTHING RETURNING id`,
);

/**
 * Numbers for all rooms of all properties that have none: 101 to 120, 201 to 220, type by type. For installations to look around in.
 * @returns how many rooms have got one
 */
export async function numberAllRooms(ctx: Ctx): Promise<number> {
  requireRole(ctx, 'admin');
  return change(ctx, async (tx) => (await numberStatement(tx.client, [ON_A_FLOOR])).length);
}
