import type { RouteQuery } from '@docket/contracts/http/route';
import type { searchShows as route } from '@docket/contracts/http/shows';
import type { Ctx } from '../../ctx.ts';
import { perDb, TtlCache } from '../../lib/ttl-cache.ts';
import { cityOf } from '../city/list-cities.ts';
import { postgresShowSearch, type ShowPage } from './search.ts';

/** Many look at the same page; how many seats are free may be a second old. */
export const showSearchCache = perDb(() => new TtlCache<ShowPage>({ ttlMs: 1_000, max: 500 }));

/** Titles with the shows that fit and have not begun, a page of titles at a time. @throws DocketError `city_not_found`, `invalid_request` */
export async function searchShows(ctx: Pick<Ctx, 'db' | 'clock'>, input: RouteQuery<typeof route>): Promise<ShowPage> {
  const { city, ...rest } = input;
  const cityId = city === undefined ? undefined : (await cityOf(ctx, city)).cityId;
  return showSearchCache(ctx.db).get(JSON.stringify(input), () =>
    postgresShowSearch(ctx.db)({ ...rest, cityId, now: ctx.clock.now() }),
  );
}
