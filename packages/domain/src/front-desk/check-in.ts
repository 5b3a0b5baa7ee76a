import { DocketError } from '@docket/contracts/errors';
import type { checkInGuest as contract, DeskStay } from '@docket/contracts/http/front-desk';
import type { RouteBody, RouteParams } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change, type Tx } from '../spine/emit.ts';
import { setPart } from '../trip/end-part.ts';
import { requireHouse, type House } from './house.ts';
import { lockStay, readStay, requireOpen } from './lock-stay.ts';
import { lockRooms } from './read-plan.ts';
import { moveStay } from './record.ts';
import { toDeskStay, type StayRow } from './rows.ts';

/** Whoever was in one of the rooms and has not been checked out. */
const stillThereStatement = prepare(
  'guests_still_there',
  `SELECT r.number, t.guest_name FROM room_stays mine JOIN hotel_rooms r ON r.id = mine.room_id
     JOIN room_stays g ON g.room_id = mine.room_id AND g.part_id <> mine.part_id JOIN stays s ON s.part_id = g.part_id AND s.state = 'IN_HOUSE' JOIN trips t ON t.id = s.trip_id
    WHERE mine.part_id = $1 ORDER BY r.number LIMIT 1`,
);

type Wish = RouteParams<typeof contract> & RouteBody<typeof contract>;

/**
 * A guest is here: EXPECTED -> IN_HOUSE. One who is in house stays so. Not before the day of arrival by the clocks of the place; not after the last night, which is over at 03:00.
 * @param input.anyway the guest takes a room that is not clean yet
 * @throws DocketError forbidden, property_not_found, stay_not_found, stay_over, too_early, stay_in_the_past, no_room_assigned, room_out_of_order, room_not_ready
 */
export async function checkIn(ctx: Ctx, input: Wish, reactions: HoldReactions): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const { trip, row } = await lockStay(tx, house.id, input.partId);
    if (row.state === 'IN_HOUSE') return toDeskStay(row);
    requireOpen(row);
    checkDay(house, row);
    await lockRooms(tx, house);
    await checkRooms(tx, row, input.anyway);
    await moveStay(ctx, tx, house.id, {
      partId: row.part_id,
      from: 'EXPECTED',
      to: 'IN_HOUSE',
      act: 'checked_in',
      detail: row.given.map(({ number }) => `Room ${number}`).join(', '),
    });
    await setPart(tx, trip, row.part_id, { state: 'BEGUN' }, reactions);
    return toDeskStay(await readStay(tx, row.part_id));
  });
}

function checkDay(house: House, { arrival, departure }: StayRow): void {
  if (house.today < arrival)
    throw new DocketError('too_early', `It is ${house.today} at the house, and this stay begins on ${arrival}.`);
  if (house.day >= departure)
    throw new DocketError('stay_in_the_past', `The last night of this stay is over; it ended on ${departure}.`);
}

async function checkRooms(tx: Tx, { part_id: partId, rooms, given }: StayRow, anyway: boolean): Promise<void> {
  const missing = rooms - given.length;
  if (missing > 0)
    throw new DocketError(
      'no_room_assigned',
      missing === 1 ? 'One room of this stay has no number yet.' : `${missing} rooms of this stay have no number yet.`,
    );
  const out = given.find(({ housekeeping }) => housekeeping === 'OUT_OF_ORDER');
  if (out !== undefined)
    throw new DocketError('room_out_of_order', `Room ${out.number} is out of order; give another one.`);
  const [there] = await stillThereStatement(tx.client, [partId]);
  if (there !== undefined)
    throw new DocketError(
      'room_not_ready',
      `${there.guest_name} is still in room ${there.number}; check that guest out first.`,
    );
  const dirty = given.find(({ housekeeping }) => housekeeping === 'DIRTY');
  if (dirty !== undefined && !anyway)
    throw new DocketError(
      'room_not_ready',
      `Room ${dirty.number} is not clean yet; the guest may take it all the same.`,
    );
}
