import type { assignArrivals as contract } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { dayNumber } from '@docket/stay/day';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { requireHouse } from './house.ts';
import { giveRooms } from './plan.ts';
import { lockRooms, readPlans } from './read-plan.ts';
import { deskChanged } from './record.ts';

const lockStatement = prepare(
  'arrivals_lock',
  `SELECT s.part_id FROM stays s WHERE s.property_id = $1 AND s.arrival <= $2::date AND s.departure > $2::date AND s.state = 'EXPECTED' ORDER BY s.part_id FOR NO KEY UPDATE`,
);
/** Of stays that are locked, so they are still expected. */
const takeStatement = prepare(
  'rooms_of_arrivals_take',
  `WITH g AS (
     INSERT INTO room_stays (id, room_id, nights, part_id, room_index)
     SELECT w.id, w.room_id, daterange(s.arrival, s.departure), s.part_id, w.room_index
       FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[]) AS w(id, room_id, part_id, room_index) JOIN stays s ON s.part_id = w.part_id AND s.state = 'EXPECTED'
     RETURNING part_id, room_id),
   t AS (UPDATE stays s SET revision = s.revision + 1 WHERE s.part_id IN (SELECT g.part_id FROM g)),
   a AS (INSERT INTO stay_acts (id, part_id, user_id, act, detail)
     SELECT gen_random_uuid(), g.part_id, $5, 'assigned', 'Room ' || string_agg(r.number, ', ' ORDER BY r.number) || ', with all arrivals of the day' FROM g JOIN hotel_rooms r ON r.id = g.room_id GROUP BY g.part_id)
   SELECT g.part_id FROM g`,
);

type Wish = RouteParams<typeof contract> & RouteBody<typeof contract>;

/**
 * Gives rooms to all who arrive on a day, or were expected before it, and have none. Whoever has one keeps it; later arrivals are thought of, as far as there is a way.
 * @returns how many rooms were given, and stays that the house has no room for
 * @throws DocketError forbidden, property_not_found
 */
export async function assignArrivals(ctx: Ctx, input: Wish): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : null;
  const day = input.day < house.day ? house.day : input.day;
  return change(ctx, async (tx) => {
    const locked = new Set((await lockStatement(tx.client, [house.id, day])).map((row) => row.part_id));
    await lockRooms(tx, house);
    const { types } = await readPlans(tx.client, house);
    const given = types.map((type) => giveRooms(type, dayNumber(day)));
    const rooms = given.flatMap((each) => each.rooms).filter(({ partId }) => locked.has(partId));
    if (rooms.length > 0) {
      await takeStatement(tx.client, [
        rooms.map(() => newId()),
        rooms.map(({ roomId }) => roomId),
        rooms.map(({ partId }) => partId),
        rooms.map(({ index }) => index),
        userId,
      ]);
      tx.emit(deskChanged(house.id));
    }
    return { assigned: rooms.length, walks: given.flatMap(({ walks }) => [...walks]) };
  });
}
