import { DocketError } from '@docket/contracts/errors';
import { NEW_ROOMS_MAX, roomNumber } from '@docket/contracts/hotel/desk';
import type { createHotelRooms as contract } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { invalidFields } from '../spine/invalid.ts';
import { requireHouse } from './house.ts';
import { deskChanged } from './record.ts';

const typeStatement = prepare(
  'type_of_rooms_lock',
  'SELECT t.id, t.name, t.rooms FROM room_types t WHERE t.id = $1 AND t.property_id = $2 FOR UPDATE',
);
const countStatement = prepare(
  'rooms_of_type_count',
  'SELECT count(*)::int AS n FROM hotel_rooms r WHERE r.room_type_id = $1',
).rows<{ n: number }>();
const insertStatement = prepare(
  'hotel_rooms_insert',
  `INSERT INTO hotel_rooms (id, property_id, room_type_id, number, floor, features)
   SELECT w.id, $3, $4, w.number, $5, $6::text[] FROM unnest($1::uuid[], $2::text[]) AS w(id, number) ON CONFLICT (property_id, number) DO NOTHING RETURNING number`,
);

/**
 * Numbers of a list such as `101-110, A-1, 201`, in its order. A range is of whole numbers, written with as many digits.
 * @throws DocketError invalid_request for what is none, too many, or twice the same
 */
export function readNumbers(text: string): string[] {
  const numbers = text.split(',').flatMap((item): string[] => {
    const [, first, last] = /^\s*(\d{1,6})\s*[-–]\s*(\d{1,6})\s*$/.exec(item) ?? [];
    if (first === undefined || last === undefined) return [item.trim()];
    const [low, high] = [Number(first), Number(last)];
    if (high < low || high - low >= NEW_ROOMS_MAX)
      throw wrong(`“${item.trim()}” is no range of at most ${NEW_ROOMS_MAX} rooms`);
    return Array.from({ length: high - low + 1 }, (_, at) => String(low + at).padStart(first.length, '0'));
  });
  const strange = numbers.find((number) => !roomNumber.safeParse(number).success);
  if (strange !== undefined) throw wrong(`“${strange}” is no room number; write 101, A-12 or 101-110`);
  if (numbers.length > NEW_ROOMS_MAX) throw wrong(`that is more than ${NEW_ROOMS_MAX} rooms; make them in two goes`);
  const twice = numbers.find((number, at) => numbers.indexOf(number) !== at);
  if (twice !== undefined) throw wrong(`${twice} is named twice`);
  return numbers;
}

function wrong(message: string): DocketError {
  return invalidFields([['body.numbers', message]]);
}

/**
 * Gives rooms of a type their numbers; all of them or none.
 * @throws DocketError forbidden, property_not_found, room_type_not_found, room_number_taken, rooms_all_numbered, invalid_request
 */
export async function createHotelRooms(
  ctx: Ctx,
  input: RouteParams<typeof contract> & RouteBody<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const numbers = readNumbers(input.numbers);
  return change(ctx, async (tx) => {
    const [type] = await typeStatement(tx.client, [input.roomTypeId, house.id]);
    if (type === undefined)
      throw new DocketError('room_type_not_found', 'There is no such type of room in this property.');
    const [count] = await countStatement(tx.client, [type.id]);
    const left = type.rooms - (count?.n ?? 0);
    if (numbers.length > left)
      throw new DocketError(
        'rooms_all_numbered',
        `${type.name} has ${type.rooms} rooms, of which ${left} have no number yet; ${numbers.length} are too many.`,
      );
    const made = await insertStatement(tx.client, [
      numbers.map(() => newId()),
      numbers,
      house.id,
      type.id,
      input.floor,
      input.features,
    ]);
    const known = new Set(made.map(({ number }) => number));
    const there = numbers.filter((number) => !known.has(number));
    if (there.length > 0)
      throw new DocketError(
        'room_number_taken',
        `Nothing was made; there are rooms ${there.slice(0, 10).join(', ')} already.`,
      );
    tx.emit(deskChanged(house.id));
    return { numbers };
  });
}
