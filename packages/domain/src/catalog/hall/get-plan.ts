import { DocketError } from '@docket/contracts/errors';
import type { PlanSeat } from '@docket/contracts/catalog/seat';
import type { HallPlan } from '@docket/contracts/http/venue';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { bestPoint, createSeatMap, type SeatMap } from './seat-map.ts';
import { storedPlan } from './stored-plan.ts';

// A version of a hall never changes; the bound is what matters.
const plans = perDb(() => new TtlCache<HallPlan>({ ttlMs: 600_000, max: 30 }));
const maps = perDb(() => new TtlCache<SeatMap>({ ttlMs: 600_000, max: 200 }));

const hallById = prepare(
  'hall_by_id',
  `SELECT h.id, h.name, h.version, h.capacity, h.plan, v.id AS "venueId", v.slug AS "venueSlug", v.name AS "venueName"
     FROM halls h JOIN venues v ON v.id = h.venue_id WHERE h.id = $1`,
);
const seatsOf = prepare(
  'hall_seats_all',
  `SELECT seat, label, section, "row", number, "column", zone, x, y, kind FROM hall_seats WHERE hall_id = $1 AND kind <> 'place' ORDER BY seat`,
).rows<PlanSeat>();

/** A hall with all its seats. @throws DocketError `hall_not_found` */
export function getHallPlan(ctx: Pick<Ctx, 'db'>, input: { readonly id: string }): Promise<HallPlan> {
  return plans(ctx.db).get(input.id, () => load(ctx, input.id));
}

/** A hall prepared for `bestSeats`. @throws DocketError `hall_not_found` */
export function getSeatMap(ctx: Pick<Ctx, 'db'>, hallId: string): Promise<SeatMap> {
  return maps(ctx.db).get(hallId, async () => {
    const { seats, best } = await getHallPlan(ctx, { id: hallId });
    return createSeatMap(seats, best);
  });
}

async function load(ctx: Pick<Ctx, 'db'>, hallId: string): Promise<HallPlan> {
  const [[hall], seats] = await Promise.all([hallById(ctx.db.pool, [hallId]), seatsOf(ctx.db.pool, [hallId])]);
  if (hall === undefined)
    throw new DocketError('hall_not_found', 'There is no hall of this id. GET /venues lists all.');
  const { front, zones, areas, best } = planOf(hall.plan, seats);
  const { id, name, version, capacity, venueId, venueSlug, venueName } = hall;
  const venue = { venueId, slug: venueSlug, name: venueName };
  return { hallId: id, venue, name, version, capacity, front, zones, areas, best, seats };
}

/** Halls that were written without a plan, as by benches, are drawn in the usual way. */
function planOf(stored: unknown, seats: readonly PlanSeat[]) {
  const parsed = storedPlan.safeParse(stored);
  if (parsed.success) return parsed.data;
  const front = { kind: 'screen' as const, label: 'Screen', x: 0, y: -3, width: 10, height: 0.6 };
  const zones = [...new Set(seats.map(({ zone }) => zone))].map((id) => ({ id, name: id }));
  return { front, zones, areas: [], best: bestPoint(seats, front) };
}
