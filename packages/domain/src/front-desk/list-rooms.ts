import type { Housekeeping, RoomFeature } from '@docket/contracts/hotel/desk';
import type { HotelRoom, listHotelRooms as contract } from '@docket/contracts/http/front-desk';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { requireHouse } from './house.ts';

/** A room as `ROOM_COLUMNS` reads it. */
export type RoomRow = {
  id: string;
  number: string;
  room_type_id: string;
  floor: number;
  features: RoomFeature[];
  housekeeping: Housekeeping;
};
export const ROOM_COLUMNS = 'r.id, r.number, r.room_type_id, r.floor, r.features, r.housekeeping';

const typesStatement = prepare(
  'types_numbered',
  `SELECT t.id, t.name, t.rooms, t.overbooking, (SELECT count(*)::int FROM hotel_rooms r WHERE r.room_type_id = t.id) AS numbered
     FROM room_types t WHERE t.property_id = $1 ORDER BY t.position, t.id`,
).rows<{ numbered: number }>();
const roomsStatement = prepare(
  'hotel_rooms_of_house',
  `SELECT ${ROOM_COLUMNS},
          (SELECT coalesce(jsonb_agg(jsonb_build_object('blockId', CASE WHEN g.part_id IS NULL THEN g.id END, 'partId', g.part_id, 'what', coalesce(t.guest_name, g.reason),
             'from', lower(g.nights), 'to', upper(g.nights)) ORDER BY g.nights), '[]')
             FROM room_stays g LEFT JOIN stays s ON s.part_id = g.part_id LEFT JOIN trips t ON t.id = s.trip_id WHERE g.room_id = r.id AND upper(g.nights) > $2::date) AS taken
     FROM hotel_rooms r WHERE r.property_id = $1 ORDER BY length(r.number), r.number`,
).rows<RoomRow & { taken: HotelRoom['taken'] }>();

export function toRoom(row: RoomRow): Omit<HotelRoom, 'taken'> {
  const { number, floor, features, housekeeping } = row;
  return { roomId: row.id, number, roomTypeId: row.room_type_id, floor, features, housekeeping };
}

/** The rooms of a property by number, and who has them from the day of the house on. @throws DocketError forbidden, property_not_found */
export async function listHotelRooms(
  ctx: Ctx,
  input: { readonly slug: string },
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const [types, rooms] = await Promise.all([
    typesStatement(ctx.db.pool, [house.id]),
    roomsStatement(ctx.db.pool, [house.id, house.day]),
  ]);
  return {
    day: house.day,
    types: types.map(({ id, name, rooms: count, overbooking, numbered }) => ({
      roomTypeId: id,
      name,
      rooms: count,
      overbooking,
      numbered,
    })),
    data: rooms.map((row) => ({ ...toRoom(row), taken: row.taken })),
  };
}
