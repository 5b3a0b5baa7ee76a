import { DocketError } from '@docket/contracts/errors';
import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { getBestSeats as route } from '@docket/contracts/http/show';
import { prepare } from '@docket/db/statement';
import type { Ctx } from '../../spine/ctx.ts';
import { bestSeats } from '../hall/best-seats.ts';
import { getSeatMap } from '../hall/get-plan.ts';
import { getShow } from './get-show.ts';

const takenSeats = prepare(
  'show_taken_seats',
  `SELECT array_agg(seat) AS seats FROM pool_seats WHERE pool_id = $1 AND (state = 'SOLD' OR held_until > now())`,
).rows<{ seats: number[] | null }>();

/** Seats of a show that are held or sold now. */
export async function readTakenSeats(ctx: Pick<Ctx, 'db'>, showId: string): Promise<ReadonlySet<number>> {
  const [row] = await takenSeats(ctx.db.pool, [showId]);
  return new Set(row?.seats ?? []);
}

/** The best seats of a show that are free now; nothing is held. @throws DocketError `show_not_found`, `invalid_request` for an unknown zone */
export async function findBestSeats(
  ctx: Pick<Ctx, 'db'>,
  input: RouteQuery<typeof route> & { readonly id: string },
): Promise<RouteResponse<typeof route>> {
  const show = await getShow(ctx, input);
  if (input.zone !== undefined && !show.zones.some(({ zone }) => zone === input.zone)) {
    const message = `the zones of this show are ${show.zones.map(({ zone }) => zone).join(', ')}`;
    throw new DocketError('invalid_request', `query.zone: ${message}.`, { fields: [{ path: 'query.zone', message }] });
  }
  const [map, taken] = await Promise.all([getSeatMap(ctx, show.hall.hallId), readTakenSeats(ctx, show.showId)]);
  const found = bestSeats(map, taken, input.n, { zone: input.zone, accessible: input.accessible });
  if (found === null) return { seats: null, groups: [], priceMinor: null };
  const labelled = (seats: readonly number[]): string[] => seats.map((seat) => map.bySeat.get(seat)?.label ?? '');
  const prices = new Map(show.zones.map(({ zone, priceMinor }) => [zone, priceMinor]));
  const priceMinor = found.seats.reduce((sum, seat) => sum + (prices.get(map.bySeat.get(seat)?.zone ?? '') ?? 0), 0);
  return { seats: labelled(found.seats), groups: found.groups.map(labelled), priceMinor };
}
