import type { changeHotelRoom as contract } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { requireHouse, roomNotFound } from './house.ts';
import { ROOM_COLUMNS, toRoom, type RoomRow } from './list-rooms.ts';
import { deskChanged } from './record.ts';

const changeStatement = prepare(
  'hotel_room_change',
  `UPDATE hotel_rooms r SET housekeeping = coalesce($3, r.housekeeping), features = coalesce($4::text[], r.features)
    WHERE r.property_id = $1 AND r.number = $2 RETURNING ${ROOM_COLUMNS}`,
).rows<RoomRow>();

/** Whether a room is clean, and what is special about it. What is left out stays. @throws DocketError forbidden, property_not_found, hotel_room_not_found */
export async function changeHotelRoom(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const { number, housekeeping = null, features = null } = input;
    const [row] = await changeStatement(tx.client, [house.id, number, housekeeping, features]);
    if (row === undefined) throw roomNotFound(number);
    tx.emit(deskChanged(house.id));
    return toRoom(row);
  });
}
