import type { getDesk as contract } from '@docket/contracts/http/front-desk';
import type { RouteResponse } from '@docket/contracts/http/route';
import { prepare } from '@docket/db/statement';
import { dayNumber } from '@docket/stay/day';
import { readCounters } from '../reservation/counter-states.ts';
import type { Ctx } from '../spine/ctx.ts';
import { requireHouse } from './house.ts';
import { giveRooms } from './plan.ts';
import { readPlans } from './read-plan.ts';
import { STAY_COLUMNS, STAY_FROM, toDeskStay, type StayRow } from './rows.ts';

/** $2 the day, $3 the day of the house: what is overdue is shown with it. */
const staysStatement = prepare(
  'stays_of_day',
  `SELECT ${STAY_COLUMNS} FROM ${STAY_FROM}
    WHERE s.property_id = $1 AND s.state <> 'CANCELLED'
      AND (s.arrival = $2::date OR s.departure = $2::date OR (s.arrival < $2::date AND s.departure > $2::date AND s.state IN ('EXPECTED', 'IN_HOUSE'))
        OR (s.state IN ('EXPECTED', 'IN_HOUSE') AND s.departure < $2::date AND $2::date = $3::date))
    ORDER BY t.guest_name, s.part_id`,
).rows<StayRow>();

/**
 * A day at the front desk of a property; left out: the day that it is for the house.
 * @throws DocketError forbidden, property_not_found
 */
export async function getDesk(
  ctx: Ctx,
  input: { readonly slug: string; readonly day?: string | undefined },
): Promise<RouteResponse<typeof contract>> {
  const house = await requireHouse(ctx, input.slug);
  const day = input.day ?? house.day;
  const night = dayNumber(day);
  const [rows, plans] = await Promise.all([
    staysStatement(ctx.db.pool, [house.id, day, house.day]),
    readPlans(ctx.db.pool, house),
  ]);
  const typeIds = plans.types.map(({ typeId }) => typeId);
  const roomsOf = await readCounters(ctx.db.pool, typeIds, { from: night, until: night + 1 });
  const worksIn = new Set(
    plans.takings
      .filter((each) => each.works && each.from_night <= night && night < each.to_night)
      .map((each) => each.room_id),
  );
  const isLeaving = ({ departure, state }: StayRow): boolean =>
    (departure === day && (state === 'IN_HOUSE' || state === 'DEPARTED')) || (departure < day && state === 'IN_HOUSE');
  const { id, slug, name, timezone } = house;
  return {
    property: { propertyId: id, slug, name, timezone },
    day,
    today: house.day,
    arrivals: rows.filter(({ arrival }) => arrival === day).map(toDeskStay),
    departures: rows.filter(isLeaving).map(toDeskStay),
    inHouse: rows.filter((row) => row.state === 'IN_HOUSE' && !isLeaving(row)).map(toDeskStay),
    missing: rows.filter(({ arrival, state }) => arrival < day && state === 'EXPECTED').map(toDeskStay),
    walks: day < house.day ? [] : plans.types.flatMap((type) => [...giveRooms(type, night).walks]),
    types: plans.types.map((type) => {
      const { capacity, free } = roomsOf(type.typeId, night);
      const works = type.rooms.filter((room) => worksIn.has(room.id)).length;
      return { roomTypeId: type.typeId, name: type.name, rooms: type.count, sold: capacity - free - works, works };
    }),
  };
}
