import type { RouteBody, RouteResponse } from '@docket/contracts/http/route';
import type { createVenue as route } from '@docket/contracts/http/venue';
import { newId } from '@docket/runtime/id';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { cityOf } from '../city/list-cities.ts';
import { slugTaken } from '../slug.ts';

/** Adds a venue to a city. @throws DocketError `forbidden`, `city_not_found`, `slug_taken` */
export async function createVenue(ctx: Ctx, input: RouteBody<typeof route>): Promise<RouteResponse<typeof route>> {
  requireRole(ctx, 'manager', 'admin');
  const { cityId } = await cityOf(ctx, input.city);
  const { slug, name, address } = input;
  const { id } = await ctx.db.prisma.venue
    .create({ data: { id: newId(), cityId, slug, name, address }, select: { id: true } })
    .catch((error: unknown) => {
      throw slugTaken(error, 'venue', slug);
    });
  return { venueId: id, slug };
}
