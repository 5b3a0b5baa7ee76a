import { DocketError } from '@docket/contracts/errors';
import type { changeRoomCount as contract } from '@docket/contracts/http/rates';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { changeRoomsIn } from '../hotel/rooms.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { requireHouse } from './house.ts';
import { deskChanged } from './record.ts';

const typeStatement = prepare(
  'type_of_count_lock',
  `SELECT t.id, t.name, (SELECT count(*)::int FROM hotel_rooms r WHERE r.room_type_id = t.id) AS numbered
     FROM room_types t WHERE t.id = $1 AND t.property_id = $2 FOR UPDATE OF t`,
).rows<{ numbered: number }>();

/**
 * How many rooms a type has, and how many more of it are sold, in every night.
 * @throws DocketError forbidden, property_not_found, room_type_not_found, rooms_taken (the night, and how many), rooms_all_numbered where more have numbers
 */
export async function changeRoomCount(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const { roomTypeId, rooms, overbooking } = input;
  return change(ctx, async (tx) => {
    const [type] = await typeStatement(tx.client, [roomTypeId, house.id]);
    if (type === undefined)
      throw new DocketError('room_type_not_found', 'There is no such type of room in this property.');
    if (type.numbered > rooms)
      throw new DocketError(
        'rooms_all_numbered',
        `${type.numbered} rooms of ${type.name} have numbers; there cannot be fewer.`,
      );
    await changeRoomsIn(tx, { roomTypeId, rooms, overbooking });
    tx.emit(deskChanged(house.id));
    return { rooms, overbooking };
  });
}
