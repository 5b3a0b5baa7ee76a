import type { StayAct } from '@docket/contracts/hotel/desk';
import type { getDeskStay as contract } from '@docket/contracts/http/front-desk';
import type { RouteParams, RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../spine/ctx.ts';
import { requireHouse, stayNotFound } from './house.ts';
import { ROOM_COLUMNS, toRoom, type RoomRow } from './list-rooms.ts';
import { STAY_COLUMNS, STAY_FROM, toDeskStay, type StayRow } from './rows.ts';

const stayStatement = prepare(
  'desk_stay',
  `SELECT ${STAY_COLUMNS} FROM ${STAY_FROM} WHERE s.part_id = $1 AND s.property_id = $2`,
).rows<StayRow>();
const actsStatement = prepare(
  'acts_of_stay',
  'SELECT a.act, u.username::text AS username, a.detail, a.at FROM stay_acts a LEFT JOIN users u ON u.id = a.user_id WHERE a.part_id = $1 ORDER BY a.at, a.id',
).rows<{ act: StayAct; username: string | null; detail: string; at: Date }>();
const freeStatement = prepare(
  'rooms_free_for_stay',
  `SELECT ${ROOM_COLUMNS} FROM hotel_rooms r
    WHERE r.property_id = $1 AND r.housekeeping <> 'OUT_OF_ORDER'
      AND NOT EXISTS (SELECT FROM room_stays g WHERE g.room_id = r.id AND g.nights && daterange($2::date, $3::date))
    ORDER BY (r.room_type_id = $4) DESC, length(r.number), r.number`,
).rows<RoomRow>();

/** A stay with its history, and rooms that are free in all nights that are left of it. @throws DocketError forbidden, property_not_found, stay_not_found */
export async function getDeskStay(
  ctx: Ctx,
  input: RouteParams<typeof contract>,
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const [row] = await stayStatement(ctx.db.pool, [input.partId, house.id]);
  if (row === undefined) throw stayNotFound();
  const isOpen = row.state === 'EXPECTED' || row.state === 'IN_HOUSE';
  const from = row.state === 'IN_HOUSE' && house.day > row.arrival ? house.day : row.arrival;
  const [acts, free] = await Promise.all([
    actsStatement(ctx.db.pool, [row.part_id]),
    isOpen && from < row.departure ? freeStatement(ctx.db.pool, [house.id, from, row.departure, row.room_type_id]) : [],
  ]);
  return {
    stay: toDeskStay(row),
    history: acts.map(({ act, username, detail, at }) => ({ act, by: username, detail, at: at.toISOString() })),
    free: free.map(toRoom),
  };
}
