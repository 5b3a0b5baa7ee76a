import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { listVenues as route } from '@docket/contracts/http/venue';
import type { Prisma } from '@docket/db/client';
import type { Ctx } from '../../spine/ctx.ts';
import { cityOf } from '../city/list-cities.ts';

/** Venues are few enough to be told all at once. */
const columns = {
  id: true,
  slug: true,
  name: true,
  address: true,
  city: { select: { slug: true, name: true, timezone: true } },
  // The newest version of each.
  halls: {
    select: { id: true, name: true, version: true, capacity: true },
    orderBy: [{ name: 'asc' }, { version: 'desc' }],
    distinct: ['name'],
  },
} satisfies Prisma.VenueSelect;

/** Venues of a city or of all, each with the newest version of its halls. @throws DocketError `city_not_found` */
export async function listVenues(
  ctx: Pick<Ctx, 'db'>,
  input: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const where = input.city === undefined ? {} : { cityId: (await cityOf(ctx, input.city)).cityId };
  const venues = await ctx.db.prisma.venue.findMany({
    where,
    select: columns,
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return {
    data: venues.map(({ id, halls, ...venue }) => ({
      venueId: id,
      ...venue,
      halls: halls.map(({ id: hallId, ...hall }) => ({ hallId, ...hall })),
    })),
  };
}
