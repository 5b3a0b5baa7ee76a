import type { City } from '@docket/contracts/http/venue';
import { requireRole, type Ctx } from '../../spine/ctx.ts';
import { forgetTitles } from '../title/forget.ts';
import { cityCache, cityOf } from './list-cities.ts';

/** Renames a city. Its time zone stays: days of shows there are were counted by it. @throws DocketError `forbidden`, `city_not_found` */
export async function changeCity(ctx: Ctx, input: { readonly slug: string; readonly name: string }): Promise<City> {
  requireRole(ctx, 'manager', 'admin');
  const { slug } = await cityOf(ctx, input.slug);
  await ctx.db.prisma.city.update({ where: { slug }, data: { name: input.name }, select: { id: true } });
  cityCache(ctx.db).clear();
  forgetTitles(ctx);
  return cityOf(ctx, slug);
}
