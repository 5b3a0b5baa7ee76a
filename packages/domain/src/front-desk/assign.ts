import { DocketError } from '@docket/contracts/errors';
import type { assignRoom as contract, DeskStay } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { requireHouse, roomNotFound, stayNotFound, type House } from './house.ts';
import { lockStay, readStay, requireOpen } from './lock-stay.ts';
import { isFeasible } from './plan.ts';
import { lockRooms, readPlans } from './read-plan.ts';
import { recordChange } from './record.ts';
import { toDeskStay, type StayRow } from './rows.ts';

const roomStatement = prepare(
  'room_by_number',
  'SELECT r.id, r.room_type_id, r.housekeeping, t.name AS type FROM hotel_rooms r JOIN room_types t ON t.id = r.room_type_id WHERE r.property_id = $1 AND r.number = $2',
);
const freeStatement = prepare(
  'room_of_stay_free',
  `WITH d AS (DELETE FROM room_stays g WHERE g.part_id = $1 AND g.room_index = $2 RETURNING g.room_id)
   UPDATE hotel_rooms r SET housekeeping = CASE WHEN $3 AND r.housekeeping <> 'OUT_OF_ORDER' THEN 'DIRTY' ELSE r.housekeeping END FROM d WHERE r.id = d.room_id RETURNING r.number`,
);
/** The exclusion decides: whoever comes second gets no row. */
const takeStatement = prepare(
  'room_of_stay_take',
  `INSERT INTO room_stays (id, room_id, nights, part_id, room_index) VALUES ($1, $2, daterange($3::date, $4::date), $5, $6)
   ON CONFLICT DO NOTHING RETURNING id`,
);
const whoseStatement = prepare(
  'room_taken_by',
  `SELECT coalesce(t.guest_name, g.reason) AS what, lower(g.nights)::text AS from_day, upper(g.nights)::text AS to_day
     FROM room_stays g LEFT JOIN stays s ON s.part_id = g.part_id LEFT JOIN trips t ON t.id = s.trip_id
    WHERE g.room_id = $1 AND g.nights && daterange($2::date, $3::date) ORDER BY g.nights LIMIT 1`,
).rows<{ what: string; from_day: string; to_day: string }>();

type Wish = RouteParams<typeof contract> & RouteBody<typeof contract>;

/**
 * Gives one room of a stay its number, or takes it away. A guest in house moves: the room that was left is DIRTY.
 * @throws DocketError forbidden, property_not_found, stay_not_found, stay_over, hotel_room_not_found, room_of_other_type (without `upgrade`), room_occupied (by whom, and when), room_out_of_order,
 * room_wanted where somebody else could be given no room then, though there is a way now
 */
export async function assignRoom(ctx: Ctx, input: Wish): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const { row } = await lockStay(tx, house.id, input.partId);
    requireOpen(row);
    if (input.index >= row.rooms) throw stayNotFound();
    await lockRooms(tx, house);
    if (row.given.find(({ index }) => index === input.index)?.number === (input.number ?? undefined))
      return toDeskStay(row);
    await assign(ctx, tx, house, row, input);
    return toDeskStay(await readStay(tx, row.part_id));
  });
}

async function assign(ctx: Ctx, tx: Tx, house: House, row: StayRow, { index, number, upgrade }: Wish): Promise<void> {
  const inHouse = row.state === 'IN_HOUSE';
  if (number === null) {
    if (inHouse) throw new DocketError('room_wanted', 'A guest in house has a room; give another one instead.');
    const [left] = await freeStatement(tx.client, [row.part_id, index, false]);
    if (left !== undefined)
      await recordChange(ctx, tx, house.id, { partId: row.part_id, act: 'unassigned', detail: `Room ${left.number}` });
    return;
  }
  const [room] = await roomStatement(tx.client, [house.id, number]);
  if (room === undefined) throw roomNotFound(number);
  if (room.housekeeping === 'OUT_OF_ORDER')
    throw new DocketError('room_out_of_order', `Room ${number} is out of order.`);
  const isOther = room.room_type_id !== row.room_type_id;
  if (isOther && !upgrade)
    throw new DocketError(
      'room_of_other_type',
      `Room ${number} is a ${room.type}, and a ${row.part.roomType} was sold; say that you mean it.`,
    );
  const before = await readPlans(tx.client, house);
  const [left] = await freeStatement(tx.client, [row.part_id, index, inHouse]);
  // Whoever moves has slept in the other room until now.
  const from = inHouse && house.day > row.arrival ? house.day : row.arrival;
  const taken = await takeStatement(tx.client, [newId(), room.id, from, row.departure, row.part_id, index]);
  if (taken.length === 0) throw await occupied(tx, { id: room.id, number }, from, row.departure);
  const after = await readPlans(tx.client, house);
  const hurt = after.types.find(
    (type) => !isFeasible(type) && before.types.some((was) => was.typeId === type.typeId && isFeasible(was)),
  );
  if (hurt !== undefined)
    throw new DocketError(
      'room_wanted',
      `If this stay had room ${number}, there would be no way to give everybody a ${hurt.name} who has bought one. Choose another room.`,
    );
  const detail = `Room ${number}${isOther ? `, ${room.type} instead of ${row.part.roomType}` : ''}${left === undefined ? '' : `, before ${left.number}`}`;
  await recordChange(ctx, tx, house.id, { partId: row.part_id, act: 'assigned', detail });
}

/** Who or what has a room in nights `[from, to)`. */
export async function occupied(
  tx: Tx,
  room: { readonly id: string; readonly number: string },
  from: string,
  to: string,
): Promise<DocketError> {
  const [whose] = await whoseStatement(tx.client, [room.id, from, to]);
  const who =
    whose === undefined ? 'Somebody has it' : `${whose.what} has it from ${whose.from_day} to ${whose.to_day}`;
  return new DocketError('room_occupied', `Room ${room.number} is not free in all nights: ${who}.`);
}
