import type { RouteQuery, RouteResponse } from '@docket/contracts/http/route';
import type { searchShows as route } from '@docket/contracts/http/show';
import type { Ctx } from '../../spine/ctx.ts';
import { perDb, TtlCache } from '../../spine/ttl-cache.ts';
import { cityOf } from '../city/list-cities.ts';
import { postgresShowSearch, type FoundPage } from './search.ts';
import { withFree } from './show-row.ts';
import { takenSeats } from './taken-seats.ts';

/** Many look at the same page, which may be a second old. */
export const showSearchCache = perDb(() => new TtlCache<FoundPage>({ ttlMs: 1_000, max: 500 }));

/** Titles with the shows that fit and have not begun, a page of titles at a time. @throws DocketError `city_not_found`, `invalid_request` */
export async function searchShows(
  ctx: Pick<Ctx, 'db' | 'clock'>,
  input: RouteQuery<typeof route>,
): Promise<RouteResponse<typeof route>> {
  const { city, ...rest } = input;
  const cityId = city === undefined ? undefined : (await cityOf(ctx, city)).cityId;
  const page = await showSearchCache(ctx.db).get(JSON.stringify(input), () =>
    postgresShowSearch(ctx.db)({ ...rest, cityId, now: ctx.clock.now() }),
  );
  const taken = await takenSeats(
    ctx.db,
    page.data.flatMap(({ shows }) => shows.map(({ showId }) => showId)),
  );
  return {
    data: page.data.map((found) => ({
      ...found,
      shows: found.shows.map((show) => withFree(show, taken.get(show.showId) ?? { taken: 0, kept: 0 })),
    })),
    meta: page.meta,
  };
}
