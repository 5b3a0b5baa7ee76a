import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createVenue as route } from '@docket/contracts/http/venues';
import { prepare } from '@docket/db/statement';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { cityOf } from '../city/list-cities.ts';
import { slugTaken } from '../slug.ts';

const insert = prepare(
  'venues_insert',
  'INSERT INTO venues (id, city_id, slug, name, address) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (slug) DO NOTHING RETURNING id',
);

/** Adds a venue to a city. @throws DocketError `forbidden`, `city_not_found`, `slug_taken` */
export async function createVenue(ctx: Ctx, input: RouteBody<typeof route>): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const { cityId } = await cityOf(ctx, input.city);
  const [made] = await insert(ctx.db.pool, [newId(), cityId, input.slug, input.name, input.address]);
  if (made === undefined) throw slugTaken('venue', input.slug);
  return { venueId: made.id, slug: input.slug };
}
