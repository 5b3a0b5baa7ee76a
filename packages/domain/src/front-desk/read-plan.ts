import type { Pool, PoolClient } from '@docket/db/pool';
import { prepare } from '@docket/db/statement';
import { dayNumber } from '@docket/stay/day';
import type { Tx } from '../spine/emit.ts';
import type { House } from './house.ts';
import type { Plan } from './plan.ts';

const typesStatement = prepare(
  'plan_types',
  'SELECT t.id, t.name, t.rooms, t.overbooking FROM room_types t WHERE t.property_id = $1 ORDER BY t.position, t.id',
);
const roomsStatement = prepare(
  'plan_rooms',
  `SELECT r.id, r.room_type_id, r.number, r.housekeeping = 'OUT_OF_ORDER' AS out FROM hotel_rooms r WHERE r.property_id = $1 ORDER BY r.number, r.id`,
).rows<{ out: boolean }>();
const takenStatement = prepare(
  'plan_taken',
  `SELECT g.room_id, lower(g.nights) - DATE '1970-01-01' AS from_night, upper(g.nights) - DATE '1970-01-01' AS to_night, g.part_id, g.room_index, g.reason IS NOT NULL AS works
     FROM room_stays g JOIN hotel_rooms r ON r.id = g.room_id WHERE r.property_id = $1 AND upper(g.nights) > $2::date`,
).rows<{ from_night: number; to_night: number; works: boolean }>();
const staysStatement = prepare(
  'plan_waiting',
  `SELECT s.part_id, s.room_type_id, s.arrival - DATE '1970-01-01' AS from_night, s.departure - DATE '1970-01-01' AS to_night, s.created_at, i.index
     FROM stays s CROSS JOIN LATERAL generate_series(0, s.rooms - 1) AS i(index)
    WHERE s.property_id = $1 AND s.departure > $2::date AND s.state IN ('EXPECTED', 'IN_HOUSE')
      AND NOT EXISTS (SELECT FROM room_stays g WHERE g.part_id = s.part_id AND g.room_index = i.index)`,
).rows<{ from_night: number; to_night: number; index: number }>();
const lockStatement = prepare('rooms_of_house_lock', 'SELECT pg_advisory_xact_lock(hashtextextended($1, 7411))::text');

/**
 * Nobody else gives rooms of this property to anybody until the transaction has ended, so that what was found feasible is. After trips and stays, before what the kernel locks.
 */
export async function lockRooms(tx: Tx, { id }: Pick<House, 'id'>): Promise<void> {
  await lockStatement(tx.client, [id]);
}

export type TypePlan = Plan & { readonly typeId: string; readonly name: string; readonly overbooking: number };

/** Of each type of a property who has which room from the day of the house on, and who still needs one. */
export async function readPlans(
  on: Pool | PoolClient,
  { id, day }: Pick<House, 'id' | 'day'>,
): Promise<{
  readonly types: readonly TypePlan[];
  readonly numberOf: (roomId: string) => string;
  readonly takings: Awaited<ReturnType<typeof takenStatement>>;
}> {
  const [types, rooms, taken, waiting] = await Promise.all([
    typesStatement(on, [id]),
    roomsStatement(on, [id]),
    takenStatement(on, [id, day]),
    staysStatement(on, [id, day]),
  ]);
  const numbers = new Map(rooms.map((room) => [room.id, room.number]));
  const typeOf = new Map(rooms.map((room) => [room.id, room.room_type_id]));
  return {
    numberOf: (roomId) => numbers.get(roomId) ?? '',
    takings: taken,
    types: types.map((type): TypePlan => ({
      typeId: type.id,
      name: type.name,
      overbooking: type.overbooking,
      count: type.rooms,
      today: dayNumber(day),
      rooms: rooms.filter((room) => room.room_type_id === type.id).map((room) => ({ id: room.id, isOut: room.out })),
      taken: taken
        .filter((each) => typeOf.get(each.room_id) === type.id)
        .map((each) => ({ roomId: each.room_id, from: each.from_night, to: each.to_night })),
      waiting: waiting
        .filter((each) => each.room_type_id === type.id)
        .map((each) => ({
          partId: each.part_id,
          index: each.index,
          from: each.from_night,
          to: each.to_night,
          bookedAt: each.created_at,
        })),
    })),
  };
}
