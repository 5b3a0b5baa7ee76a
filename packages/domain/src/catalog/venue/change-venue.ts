import { DocketError } from '@docket/contracts/errors';
import type { RouteBody } from '@docket/contracts/http/route';
import type { changeVenue as route, Venue } from '@docket/contracts/http/venue';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { forgetTitles } from '../title/forget.ts';
import { listVenues } from './list-venues.ts';

/** Changes name or address of a venue. @throws DocketError `forbidden`, `venue_not_found` */
export async function changeVenue(
  ctx: Ctx,
  { slug, name, address }: RouteBody<typeof route> & { readonly slug: string },
): Promise<Venue> {
  requireRole(ctx, 'manager', 'admin');
  const data = { ...(name === undefined ? {} : { name }), ...(address === undefined ? {} : { address }) };
  const { count } = await ctx.db.prisma.venue.updateMany({ where: { slug }, data });
  const venue = count === 0 ? undefined : (await listVenues(ctx, {})).data.find((one) => one.slug === slug);
  if (venue === undefined)
    throw new DocketError('venue_not_found', 'There is no venue of this slug. GET /venues lists all.');
  // Shows are told with their venue.
  forgetTitles(ctx);
  return venue;
}
