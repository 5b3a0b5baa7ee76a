import { DocketError } from '@docket/contracts/errors';
import type { City } from '@docket/contracts/http/venue';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';

/** Cities are few and change seldom. Adding one here clears it at once. */
export const cityCache = perDb(() => new TtlCache<City[]>({ ttlMs: 5_000, max: 1 }));

/** All cities, by name. */
export function listCities(ctx: Pick<Ctx, 'db'>): Promise<City[]> {
  return cityCache(ctx.db).get('all', async () => {
    const cities = await ctx.db.prisma.city.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] });
    return cities.map(({ id, ...city }) => ({ cityId: id, ...city }));
  });
}

/** @throws DocketError `city_not_found` */
export async function cityOf(ctx: Pick<Ctx, 'db'>, slug: string): Promise<City> {
  const city = (await listCities(ctx)).find((each) => each.slug === slug);
  if (city === undefined)
    throw new DocketError('city_not_found', 'There is no city of this slug. GET /cities lists all.');
  return city;
}
