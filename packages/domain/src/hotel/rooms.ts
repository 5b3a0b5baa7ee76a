import { DocketError } from '@docket/contracts/errors';
import { prepare } from '@docket/db/statement';
import { dayOf } from '@docket/stay/day';
import { changeUnitCapacity, openEvenPool } from '../reservation/kinds/even.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';

type Rooms = { readonly rooms: number; readonly overbooking: number };

const setStatement = prepare(
  'room_type_rooms',
  `WITH t AS (UPDATE room_types SET rooms = $2, overbooking = $3 WHERE id = $1 RETURNING property_id)
   UPDATE properties p SET revision = p.revision + 1 FROM t WHERE p.id = t.property_id RETURNING p.id`,
);

/** Puts the nights of a room type on sale, all of them: the pool has its id, and as many pieces of every night as there are rooms and are overbooked. Repeating it changes nothing. */
export async function openRoomType(tx: Tx, type: Rooms & { readonly roomTypeId: string }): Promise<void> {
  await openEvenPool(tx.client, { id: type.roomTypeId, capacity: type.rooms + type.overbooking });
}

/**
 * A room type has so many rooms from now on, and so many more are sold: in every night, also those of which some are sold.
 * @throws DocketError rooms_taken where more is held and sold in a night: then nothing was changed; not_found
 */
export async function changeRooms(ctx: Ctx, type: Rooms & { readonly roomTypeId: string }): Promise<void> {
  await change(ctx, (tx) => changeRoomsIn(tx, type));
}

/** The same in a transaction of the caller's, which is given up where it throws. */
export async function changeRoomsIn(tx: Tx, type: Rooms & { readonly roomTypeId: string }): Promise<void> {
  const { roomTypeId, rooms, overbooking } = type;
  const [property] = await setStatement(tx.client, [roomTypeId, rooms, overbooking]);
  if (property === undefined) throw new DocketError('not_found', 'There is no such room type.');
  const [first] = await changeUnitCapacity(tx.client, roomTypeId, rooms + overbooking);
  if (first !== undefined)
    throw new DocketError(
      'rooms_taken',
      `In the night of ${dayOf(first.unit)} ${first.taken} rooms are taken; there cannot be fewer.`,
    );
}
