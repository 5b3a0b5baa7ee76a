import { DocketError } from '@docket/contracts/errors';
import type { checkOutGuest as contract, DeskStay } from '@docket/contracts/http/front-desk';
import type { RouteParams } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { HoldReactions } from '../reservation/subject.ts';
import type { Ctx } from '../spine/ctx.ts';
import { change } from '../spine/emit.ts';
import { setPart } from '../trip/end-part.ts';
import { requireHouse } from './house.ts';
import { lockStay, readStay, requireOpen } from './lock-stay.ts';
import { moveStay } from './record.ts';
import { toDeskStay } from './rows.ts';

const dirtyStatement = prepare(
  'rooms_of_stay_dirty',
  `UPDATE hotel_rooms r SET housekeeping = 'DIRTY' WHERE r.housekeeping <> 'OUT_OF_ORDER' AND r.id IN (SELECT g.room_id FROM room_stays g WHERE g.part_id = $1)`,
);
/** The nights that were slept in stay; of one who leaves on the first day there are none. */
const emptyStatement = prepare(
  'rooms_of_stay_unslept',
  'DELETE FROM room_stays g WHERE g.part_id = $1 AND lower(g.nights) >= $2::date',
);
const shortenStatement = prepare(
  'rooms_of_stay_shorten',
  'UPDATE room_stays g SET nights = daterange(lower(g.nights), least(upper(g.nights), $2::date)) WHERE g.part_id = $1',
);

/**
 * A guest has left: IN_HOUSE -> DEPARTED, also before the last night; then the nights that are left are for sale again, and nothing goes back for them. Rooms are DIRTY.
 * @throws DocketError forbidden, property_not_found, stay_not_found, stay_over, not_in_house
 */
export async function checkOut(
  ctx: Ctx,
  input: RouteParams<typeof contract>,
  reactions: HoldReactions,
): Promise<DeskStay> {
  const house = await requireHouse(ctx, input.slug);
  return change(ctx, async (tx) => {
    const { trip, row } = await lockStay(tx, house.id, input.partId);
    if (row.state === 'DEPARTED') return toDeskStay(row);
    requireOpen(row);
    if (row.state !== 'IN_HOUSE') throw new DocketError('not_in_house', 'This guest has not been checked in.');
    const early = house.today < row.departure;
    await dirtyStatement(tx.client, [row.part_id]);
    await emptyStatement(tx.client, [row.part_id, house.today]);
    await shortenStatement(tx.client, [row.part_id, house.today]);
    await moveStay(ctx, tx, house.id, {
      partId: row.part_id,
      from: 'IN_HOUSE',
      to: 'DEPARTED',
      act: 'checked_out',
      detail: `${row.given.map(({ number }) => `Room ${number}`).join(', ')}${early ? `, before ${row.departure}` : ''}`,
    });
    await setPart(tx, trip, row.part_id, { state: 'ENDED', early }, reactions);
    return toDeskStay(await readStay(tx, row.part_id));
  });
}
